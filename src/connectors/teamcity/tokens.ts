import pMap from 'p-map';
import type { Call, TokensAbility } from '#connectors/connector.ts';
import { isJavaLong } from '#connectors/java-long.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { failed, settle } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { TeamCityClient } from './client.ts';
import { toToken } from './mapping.ts';

export interface TokensParts {
  readonly system: string;
  readonly client: TeamCityClient;
  readonly now: () => number;
}

const fewOwners = { concurrency: 4 };

/** Access tokens, of the own account only (teamcity.md 2.11). */
export function tokensAbility(parts: TokensParts): TokensAbility {
  return {
    reach: 'self',
    list: async (call, ownerIds) => {
      const entries = await pMap(
        ownerIds,
        async (id) => [id, await tokensOf(parts, call, id)] as const,
        fewOwners,
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
  if (!isJavaLong(ownerId)) return failed(noSuch(system, 'account', ownerId));
  const list = async (): Promise<readonly AccessToken[]> => {
    const rows = await client.tokens(call, ownerId);
    const byName = new Map(rows.map((row) => [row.name, row]));
    return [...byName.values()].map((row) => toToken(row, ownerId, now()));
  };
  return settle(list(), system);
}
