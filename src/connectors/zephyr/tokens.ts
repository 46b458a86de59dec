import type { TokensAbility } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import { toToken } from './mapping.ts';
import type { Zephyr } from './zephyr.ts';

/**
 * Tokens of the account whose credentials are used: no path names an owner (zephyr.md 4). Whatever `createdBy` holds,
 * a number here and a login elsewhere, the owner is that account.
 */
export function createTokens({ client, system }: Zephyr): TokensAbility {
  return {
    reach: 'self',
    list: async (call, ownerIds) => {
      const [owner, ...others] = ownerIds;
      if (owner === undefined) return new Map();
      if (others.length > 0) return new Map(ownerIds.map((id) => [id, failed(onlyOwn(system))]));
      const rows = await client.tokens(call);
      return new Map([[owner, succeeded(rows.map((row) => toToken(row, owner)))]]);
    },
  };
}

function onlyOwn(system: string): RollcallError {
  return new RollcallError(
    'SELF_ONLY',
    `${system}: Zephyr lists only the tokens of the account whose credentials are used.`,
    { system },
  );
}
