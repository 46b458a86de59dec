import type { Call, TokensAbility } from '#connectors/connector.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { RollcallError } from '#domain/errors.ts';
import { failed, settle } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { TeamCityClient } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { canBeAccountId } from './locator.ts';
import { toToken } from './mapping.ts';

export interface TokensParts {
  readonly system: string;
  readonly client: TeamCityClient;
  readonly now: () => number;
}

const parallelOwners = 4;

/** Access tokens, of the own account only (teamcity.md 2.11). */
export function tokensAbility(parts: TokensParts): TokensAbility {
  return {
    reach: 'self',
    list: async (call, ownerIds) => {
      const entries = await inParallel(
        parallelOwners,
        ownerIds,
        async (id) => [id, await tokensOf(parts, call, id)] as const,
      );
      return new Map(entries);
    },
  };
}

async function tokensOf(
  { system, client, now }: TokensParts,
  call: Call,
  ownerId: string,
): Promise<Settled<readonly AccessToken[]>> {
  if (!canBeAccountId(ownerId)) return failed(noSuchOwner(system, ownerId));
  const list = async (): Promise<readonly AccessToken[]> => {
    const rows = await client.tokens(call, ownerId);
    const byName = new Map(rows.map((row) => [row.name, row]));
    return [...byName.values()].map((row) => toToken(row, ownerId, now()));
  };
  return settle(list(), system);
}

function noSuchOwner(system: string, id: string): RollcallError {
  return new RollcallError('NOT_FOUND', `There is no account ${id} in ${system}: account ids are numbers.`, {
    system,
  });
}
