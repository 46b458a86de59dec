import type { Call, TokensAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { RollcallError } from '#domain/errors.ts';
import { succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import type { ForemanClient } from './client.ts';
import { toAccessToken } from './mapping.ts';
import { chunkIds, isNativeId, quote } from './search.ts';
import { settleEach } from './settle-each.ts';
import type { TokenRow } from './wire.ts';

/** Personal access tokens: one call for each owner, for there is no list across owners (foreman.md 6.1). */
export function createTokensAbility(client: ForemanClient, now: () => number): TokensAbility {
  return {
    reach: 'any',
    list: async (call, ownerIds) => {
      const owners = [...new Set(ownerIds)];
      const outcomes = await readAll(client, call, owners);
      const empty = owners.filter((owner) => isEmpty(outcomes.get(owner)));
      const again = await shadowed(client, call, empty);
      const mended = await readAll(client, call, again, (owner) => `${owner}-tokens`);
      return new Map(
        [...outcomes, ...mended].map(([owner, outcome]) => [owner, toTokens(outcome, owner, now())]),
      );
    },
    read: async (call, ownerId, tokenId) => {
      if (!isNativeId(ownerId) || !isNativeId(tokenId)) return undefined;
      const row = await client.token(call, ownerId, tokenId);
      return row === undefined ? undefined : toAccessToken(row, ownerId, now());
    },
  };
}

type Outcome = Settled<readonly TokenRow[]>;

async function readAll(
  client: ForemanClient,
  call: Call,
  owners: readonly string[],
  segmentOf = (owner: string): string => owner,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const settled = await settleEach(owners, async (owner) =>
    readTokens(client, call, owner, segmentOf(owner)),
  );
  for (const [index, outcome] of settled.entries()) outcomes.set(owners[index] ?? '', outcome);
  return outcomes;
}

async function readTokens(
  client: ForemanClient,
  call: Call,
  owner: string,
  segment: string,
): Promise<readonly TokenRow[]> {
  if (!isNativeId(owner)) throw noSuch(client.system, 'account', owner);
  const rows = await client.tokens(call, segment);
  const stranger = rows.find((row) => typeof row.user_id === 'string' && row.user_id !== owner);
  if (stranger === undefined) return rows;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${client.system}: asked for the tokens of account ${owner}, got some of account ${stranger.user_id}.`,
    { system: client.system },
  );
}

/**
 * Where another account's login is the very number of an owner, the owner's list comes back empty (foreman.md
 * 6.1). Such owners are asked for again in another spelling of the number. One search for all empty lists.
 */
export async function shadowed(
  client: ForemanClient,
  call: Call,
  owners: readonly string[],
): Promise<readonly string[]> {
  if (owners.length === 0) return [];
  try {
    const answers = await Promise.all(
      chunkIds(owners).map((chunk) => client.users(call, `login ^ (${chunk.map(quote).join(',')})`)),
    );
    const logins = new Set(answers.flat().map((row) => row.login));
    return owners.filter((owner) => logins.has(owner));
  } catch (error) {
    // Who may not look for accounts reads the own tokens only, and those the number finds.
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return [];
    throw error;
  }
}

function isEmpty(outcome: Outcome | undefined): boolean {
  return outcome?.ok === true && outcome.value.length === 0;
}

function toTokens(outcome: Outcome, owner: string, now: number): Settled<readonly AccessToken[]> {
  return outcome.ok ? succeeded(outcome.value.map((row) => toAccessToken(row, owner, now))) : outcome;
}
