import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Step } from '#connectors/writing.ts';
import { settle } from '#domain/settled.ts';
import { toToken } from '../mapping.ts';
import { liveCall } from './live.ts';
import type { WritableZephyr } from './live.ts';
import { turns } from './plan-part.ts';
import type { PlannedStep } from './plan-part.ts';
import { orUnclear } from './verdict.ts';
import { requests } from './writes.ts';

interface NewToken {
  readonly place: IntentPlace;
  readonly login: string;
  readonly ownerId: string;
  readonly name: string;
}

export function createTokenStep(
  zephyr: WritableZephyr,
  { place, login, ownerId, name }: NewToken,
): PlannedStep {
  const { client, writes } = zephyr;
  const step: Step = {
    operation: 'CREATE_TOKEN',
    summary: `Create token ${name} of ${login}`,
    isDestructive: false,
    replaced: [],
    places: [place],
    request: requests.createToken,
    isIdempotent: false,
    send: async (call) => {
      const { token, ...made } = await writes.createToken(call, name);
      // The creator is the caller; the answer says so by login, lists by id (zephyr.md 4).
      return { token: toToken({ ...made, createdBy: ownerId }, ownerId), secret: token };
    },
    look: async (call) => {
      // No token was called so when the plan was made.
      const listed = client.tokens(liveCall(call)).then((tokens): Look => {
        const found = tokens.find(({ label }) => label === name);
        return found === undefined
          ? { verdict: 'missing' }
          : { verdict: 'landed', token: toToken(found, ownerId) };
      });
      return orUnclear(listed);
    },
  };
  return { turn: turns.createToken, step };
}

interface OldToken {
  readonly place: IntentPlace;
  readonly login: string;
  readonly tokenId: string;
  readonly name: string | null | undefined;
}

/** One by one: the call that revokes all would take the token in use with it. */
export function revokeTokenStep(
  zephyr: WritableZephyr,
  { place, login, tokenId, name }: OldToken,
): PlannedStep {
  const step: Step = {
    operation: 'REVOKE_TOKEN',
    summary: `Revoke token ${name ?? tokenId} of ${login}`,
    isDestructive: true,
    replaced: [],
    places: [place],
    request: requests.deleteToken(tokenId),
    isIdempotent: true,
    send: async (call) => {
      await deleteUnlessGone(zephyr, call, tokenId);
      return {};
    },
    look: async (call) =>
      orUnclear(
        isListed(zephyr, call, tokenId).then((isThere): Look => ({
          verdict: isThere ? 'missing' : 'landed',
        })),
      ),
  };
  return { turn: turns.revokeToken, step };
}

/** Statuses with which the server may say that there is no such token (zephyr.md 4); only the list tells. */
const mayMeanGone: ReadonlySet<number | undefined> = new Set([400, 403, 404, 410, 500]);

async function deleteUnlessGone(zephyr: WritableZephyr, call: Call, tokenId: string): Promise<void> {
  const deleted = await settle(zephyr.writes.deleteToken(call, tokenId), zephyr.system);
  if (deleted.ok) return;
  const { error } = deleted;
  if (!mayMeanGone.has(error.httpStatus)) throw error;
  const listed = await settle(isListed(zephyr, call, tokenId), zephyr.system);
  if (!listed.ok || listed.value) throw error;
}

async function isListed({ client }: WritableZephyr, call: Call, tokenId: string): Promise<boolean> {
  const tokens = await client.tokens(liveCall(call));
  return tokens.some(({ id }) => id === tokenId);
}
