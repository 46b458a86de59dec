import type { Call } from '#connectors/connector.ts';
import type { AccountWork, IntentPlace, SettledIntent } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { RollcallError } from '#domain/errors.ts';
import { isPositiveId } from '../wire.ts';
import type { WireToken } from '../wire.ts';
import { liveCall } from './live.ts';
import type { WritableZephyr } from './live.ts';
import type { PlanPart, PlannedStep } from './plan-part.ts';
import { loginIn } from './subject.ts';
import { createTokenStep, revokeTokenStep } from './token-steps.ts';
import { instead, refusedEverywhere } from './unsupported.ts';

type TokenIntent = Extract<Intent, { kind: 'createToken' | 'revokeToken' }>;
interface TokenWish {
  readonly place: IntentPlace;
  readonly login: string;
  readonly ownerId: string | undefined;
  readonly intent: TokenIntent;
}

/** Tokens of the account whose credentials are used; no path names another owner (zephyr.md 4). */
export async function planTokens(
  zephyr: WritableZephyr,
  call: Call,
  work: readonly AccountWork[],
): Promise<PlanPart> {
  const wishes = wishesIn(work);
  for (const { intent } of wishes) requireValid(zephyr.system, intent);
  if (wishes.length === 0) return { steps: [], settled: [], state: null };
  const self = await zephyr.client.currentUser(liveCall(call));
  const own = wishes.filter(({ ownerId }) => ownerId === self.id);
  const settled: SettledIntent[] = wishes.filter((wish) => !own.includes(wish)).map(notOwn);
  if (own.length === 0) return { steps: [], settled, state: { self: self.id } };
  const tokens = await zephyr.client.tokens(liveCall(call));
  const steps: PlannedStep[] = [];
  for (const [index, wish] of own.entries()) {
    const planned = planToken(zephyr, wish, self.id, tokens, own.slice(0, index));
    if ('step' in planned) steps.push(planned);
    else settled.push(planned);
  }
  const state = { self: self.id, tokens: tokens.map(({ id, label }) => `${id} ${label ?? ''}`).toSorted() };
  return { steps, settled, state };
}

function wishesIn(work: readonly AccountWork[]): readonly TokenWish[] {
  return work.flatMap((each, account) =>
    each.intents.flatMap((intent, index): readonly TokenWish[] => {
      if (intent.kind !== 'createToken' && intent.kind !== 'revokeToken') return [];
      const login = loginIn(each);
      if (refusedEverywhere(intent, login) !== undefined) return [];
      return [{ place: { account, intent: index }, login, ownerId: each.account?.nativeId, intent }];
    }),
  );
}

function planToken(
  zephyr: WritableZephyr,
  { place, login, intent }: TokenWish,
  ownerId: string,
  tokens: readonly WireToken[],
  before: readonly TokenWish[],
): PlannedStep | SettledIntent {
  if (intent.kind === 'createToken') {
    const isTaken =
      tokens.some(({ label }) => label === intent.name) ||
      before.some((wish) => wish.intent.kind === 'createToken' && wish.intent.name === intent.name);
    if (isTaken) throw nameTaken(zephyr.system, login, intent.name);
    return createTokenStep(zephyr, { place, login, ownerId, name: intent.name });
  }
  const { tokenId } = intent;
  const token = tokens.find(({ id }) => id === tokenId);
  if (token !== undefined) return revokeTokenStep(zephyr, { place, login, tokenId, name: token.label });
  return {
    place,
    outcome: 'UNCHANGED',
    operation: 'REVOKE_TOKEN',
    summary: `Revoke token ${tokenId} of ${login}`,
  };
}

/** Beside the ids there is a word in the same place of the path that revokes all tokens (zephyr.md 4). */
function requireValid(system: string, intent: TokenIntent): void {
  if (intent.kind === 'revokeToken' && !isPositiveId(intent.tokenId)) {
    throw new RollcallError('INVALID_INPUT', `${system}: expected the id of a token, which is a number.`, {
      system,
      field: ['tokenId'],
    });
  }
  if (intent.kind === 'createToken' && intent.name.trim() === '') {
    throw new RollcallError('INVALID_INPUT', `${system}: expected a name for the token.`, {
      system,
      field: ['name'],
    });
  }
}

function notOwn({ place, login, intent }: TokenWish): SettledIntent {
  const isCreate = intent.kind === 'createToken';
  return {
    place,
    outcome: 'UNSUPPORTED',
    code: 'SELF_ONLY',
    operation: isCreate ? 'CREATE_TOKEN' : 'REVOKE_TOKEN',
    summary: isCreate
      ? `Create token ${intent.name} of ${login}`
      : `Revoke token ${intent.tokenId} of ${login}`,
    manualInstruction: instead.OTHERS_TOKENS,
  };
}

/** The server may allow it (zephyr.md 4), but then nobody could tell whether a create that was cut off has landed. */
function nameTaken(system: string, login: string, name: string): RollcallError {
  return new RollcallError('ALREADY_EXISTS', `${system}: ${login} has a token called ${name} already.`, {
    system,
    field: ['name'],
  });
}
