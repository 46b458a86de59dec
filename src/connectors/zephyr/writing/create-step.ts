import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Step } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { RollcallError } from '#domain/errors.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { loginOf } from '../wire.ts';
import { detailChanges, detailMembers, requiredMembers, statusChange } from './field-changes.ts';
import { liveCall } from './live.ts';
import type { WritableZephyr } from './live.ts';
import { turns } from './plan-part.ts';
import type { PlannedStep } from './plan-part.ts';
import { missingFrom } from './update-step.ts';
import type { PlacedChange, Subject } from './user-change.ts';
import { orUnclear } from './verdict.ts';
import type { WholeObject } from './whole-object.ts';
import { requests } from './writes.ts';

export type CreateIntent = Extract<Intent, { kind: 'create' }>;

/**
 * What is sent to make a user. The first password is the login, which anybody can guess, so it must be changed at the
 * first sign-in unless the intent says otherwise (zephyr.md 2.3). Without roles: answers cannot be relied on to show
 * them, so they follow in the write that can be held against its answer, as in the documented course.
 */
export function newUserBody(system: string, { profile, isActive, details }: CreateIntent): WholeObject {
  return {
    ...requiredMembers(system, profile),
    accountEnabled: isActive,
    credentialsExpired: true,
    isCustomizeUsername: null,
    ...(details !== undefined && detailMembers(system, details)),
  };
}

/** What the answer to the create must show beyond names. */
export function createdChanges(
  { isActive, details }: CreateIntent,
  place: IntentPlace,
  subject: Subject,
): readonly PlacedChange[] {
  const changes = [
    ...(isActive ? [] : [statusChange('DISABLED', subject)]),
    ...(details === undefined ? [] : detailChanges(details, subject)),
  ];
  return changes.map((change) => ({ change, place }));
}

/** `toShow` is what the answer is held against. */
export function createStep(
  zephyr: WritableZephyr,
  place: IntentPlace,
  body: WholeObject,
  toShow: readonly PlacedChange[],
): PlannedStep {
  const { system, writes } = zephyr;
  const login = String(body['username']);
  const step: Step = {
    operation: 'CREATE_USER',
    summary: body['accountEnabled'] === false ? `Create ${login}, disabled` : `Create ${login}`,
    isDestructive: false,
    replaced: [],
    places: [place],
    request: requests.createUser,
    isIdempotent: false,
    send: async (call) => {
      const made = await writes.createUser(call, body);
      requireLogin(system, made.object, login);
      return {
        accountId: made.id,
        missing: await missingFrom(zephyr, call, made.id, made.object, toShow),
      };
    },
    look: async (call) => orUnclear(lookForNew(zephyr, call, login, String(body['email']))),
  };
  return { turn: turns.create, step };
}

/** The login was free when the plan was made. Under another address it is somebody else's by now. */
async function lookForNew(
  { client }: WritableZephyr,
  call: Call,
  login: string,
  email: string,
): Promise<Look> {
  const users = await client.users(liveCall(call));
  const found = users.find((user) => equalIgnoringCase(loginOf(user) ?? '', login));
  if (found === undefined) return { verdict: 'missing' };
  if (typeof found.email !== 'string') return { verdict: 'unclear' };
  return equalIgnoringCase(found.email, email)
    ? { verdict: 'landed', accountId: found.id }
    : { verdict: 'missing' };
}

function requireLogin(system: string, made: WholeObject, login: string): void {
  if ([made['username'], made['loginName']].some((name) => isLogin(name, login))) return;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer to the create of ${login} shows another user.`,
    { system },
  );
}

function isLogin(name: unknown, login: string): boolean {
  return typeof name === 'string' && equalIgnoringCase(name, login);
}
