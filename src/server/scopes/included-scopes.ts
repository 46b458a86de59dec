import type { Scope } from '#context.ts';

export const allScopes: readonly Scope[] = ['READ', 'WRITE', 'TOKENS', 'ADMIN'];

/** The scopes with those that they include: READ in each, all in ADMIN. Whoever has none is given none. */
export function withIncluded(scopes: readonly Scope[]): Scope[] {
  if (scopes.length === 0) return [];
  if (scopes.includes('ADMIN')) return [...allScopes];
  return allScopes.filter((scope) => scope === 'READ' || scopes.includes(scope));
}
