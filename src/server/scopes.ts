import type { AuthScope } from '#config/config.ts';

export const allScopes: readonly AuthScope[] = ['READ', 'WRITE', 'TOKENS', 'ADMIN'];

/** WRITE and TOKENS include READ; ADMIN includes all. */
export function withIncluded(scopes: readonly AuthScope[]): AuthScope[] {
  if (scopes.includes('ADMIN')) return [...allScopes];
  return allScopes.filter((scope) => scopes.includes(scope) || (scope === 'READ' && scopes.length > 0));
}
