import type { AccessToken } from '#domain/access-token.ts';
import { asRollcallError, RollcallError } from '#domain/errors.ts';
import { failed, succeeded, unwrap } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { callFor } from './landscape.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';

/**
 * Tokens of single accounts, live; outcomes in the order of the owners. Never rejects. Where a system shows tokens
 * only to their owner, everybody else's outcome is SELF_ONLY without an upstream call for them.
 *
 * @param currentAccountId Native id of the account in use; asked only where that matters.
 */
export async function readTokens(
  system: ConnectedSystem,
  scope: RequestScope,
  ownerIds: readonly string[],
  currentAccountId: () => Promise<string>,
): Promise<Settled<readonly AccessToken[]>[]> {
  const { tokens } = system.connector;
  if (tokens === undefined) {
    const message = `${system.key} cannot list access tokens.`;
    return ownerIds.map(() => failed(new RollcallError('UNSUPPORTED', message, { system: system.key })));
  }
  try {
    const readable = tokens.reach === 'any' ? ownerIds : await onlyOwn(ownerIds, currentAccountId);
    const call = callFor(system, scope);
    const byOwner = readable.length === 0 ? new Map<string, never>() : await tokens.list(call, readable);
    return ownerIds.map((id) =>
      readable.includes(id) ? (byOwner.get(id) ?? succeeded([])) : failed(notYours(system)),
    );
  } catch (error) {
    const reason = asRollcallError(error, system.key);
    return ownerIds.map(() => failed(reason));
  }
}

async function onlyOwn(
  ownerIds: readonly string[],
  currentAccountId: () => Promise<string>,
): Promise<readonly string[]> {
  const own = await currentAccountId();
  return ownerIds.filter((id) => id === own);
}

/** One token, live; undefined where it is not there. By itself where the upstream shows it so, else from the list. */
export async function readToken(
  system: ConnectedSystem,
  scope: RequestScope,
  ownerId: string,
  tokenId: string,
  currentAccountId: () => Promise<string>,
): Promise<AccessToken | undefined> {
  const { tokens } = system.connector;
  if (tokens?.read !== undefined && tokens.reach === 'any') {
    return orNothing(tokens.read(callFor(system, scope), ownerId, tokenId));
  }
  const listed = await orNothing(listOf(system, scope, ownerId, currentAccountId));
  return listed?.find((token) => token.nativeId === tokenId);
}

async function listOf(
  system: ConnectedSystem,
  scope: RequestScope,
  ownerId: string,
  currentAccountId: () => Promise<string>,
): Promise<readonly AccessToken[]> {
  const [owned] = await readTokens(system, scope, [ownerId], currentAccountId);
  return owned === undefined ? [] : unwrap(owned);
}

/** An owner that is not there has no token. */
async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

function notYours(system: ConnectedSystem): RollcallError {
  return new RollcallError(
    'SELF_ONLY',
    `${system.key} shows tokens only to the account they belong to. To see these, send that account's own credentials in ` +
      `the header upstream-authorization-${system.key}, where the configuration allows it.`,
    { system: system.key },
  );
}
