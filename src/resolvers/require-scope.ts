import type { GatewayContext, Scope } from '#context.ts';
import { RollcallError } from '#domain/errors.ts';

/** FORBIDDEN unless the caller has the scope; which scopes include which is settled where callers are known. */
export function requireScope(context: GatewayContext, scope: Scope): void {
  if (context.viewer.scopes.includes(scope)) return;
  throw new RollcallError(
    'FORBIDDEN',
    `This needs the scope ${scope}; ${context.viewer.name} has ${context.viewer.scopes.join(', ')}.`,
  );
}
