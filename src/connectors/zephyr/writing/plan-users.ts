import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { AccountWork, SettledIntent } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import { fold } from '#domain/text.ts';
import { loginOf } from '../wire.ts';
import { fewAtOnce } from '../zephyr.ts';
import { createdChanges, createStep, newUserBody } from './create-step.ts';
import type { CreateIntent } from './create-step.ts';
import { decideUser, isOfUser } from './decide-user.ts';
import { liveCall, readUser } from './live.ts';
import type { WritableZephyr } from './live.ts';
import { unsupported } from './plan-part.ts';
import type { PlanPart } from './plan-part.ts';
import { instead } from './unsupported.ts';
import { updateStep } from './update-step.ts';
import { idsIn } from './user-object.ts';
import { idText } from './whole-object.ts';
import type { WholeObject } from './whole-object.ts';

/** Users that are to be made or changed: at most two writes each, one that makes and one that changes. */
export async function planUsers(
  zephyr: WritableZephyr,
  call: Call,
  work: readonly AccountWork[],
): Promise<PlanPart> {
  const planned = await pMap(work, async (each, account) => planUser(zephyr, call, each, account), fewAtOnce);
  await requireFree(
    zephyr,
    call,
    planned.flatMap(({ names }) => (names === undefined ? [] : [names])),
  );
  return {
    steps: planned.flatMap(({ steps }) => steps),
    settled: planned.flatMap(({ settled }) => settled),
    state: planned.map(({ state }) => state),
  };
}

interface UserPlan extends PlanPart {
  /** Names that must be free, or the user's own. */
  readonly names?: Names | undefined;
}

interface Names {
  readonly login?: string | undefined;
  readonly email?: string | undefined;
  readonly ownerId?: string | undefined;
}

async function planUser(
  zephyr: WritableZephyr,
  call: Call,
  { account, intents }: AccountWork,
  index: number,
): Promise<UserPlan> {
  const [first] = intents;
  if (account === undefined && first?.kind === 'create') return planNew(zephyr, first, intents, index);
  if (account === undefined || !intents.some(isOfUser)) return { steps: [], settled: [], state: null };
  const user = await readUser(zephyr, call, account.nativeId);
  const subject = { system: zephyr.system, login: account.login };
  const { changes, settled, becomes } = decideUser(user, intents, index, subject);
  const target = { account: index, id: account.nativeId };
  return {
    steps: changes.length === 0 ? [] : [updateStep(zephyr, target, user, changes)],
    settled,
    state: stateOf(user),
    names: { ...changedNames(user, becomes), ownerId: account.nativeId },
  };
}

/** Roles and groups follow in a write of their own, which then also makes sure of a status other than active. */
function planNew(
  zephyr: WritableZephyr,
  create: CreateIntent,
  intents: AccountWork['intents'],
  index: number,
): UserPlan {
  const { system } = zephyr;
  const place = { account: index, intent: 0 };
  const body = newUserBody(system, create);
  const subject = { system, login: String(body['username']) };
  const made = { ...body, roles: [], groupSet: [] };
  const { changes, settled, becomes } = decideUser(made, intents, index, subject);
  const own = createdChanges(create, place, subject);
  const isFollowed = changes.length > 0;
  const ofStatus = own.filter(({ change }) => change.operation === 'SET_USER_STATUS');
  const hasOwnStatus = changes.some(({ change }) => change.operation === 'SET_USER_STATUS');
  const following = hasOwnStatus ? changes : [...changes, ...ofStatus];
  return {
    steps: [
      createStep(zephyr, place, body, isFollowed ? own.filter((each) => !ofStatus.includes(each)) : own),
      ...(isFollowed ? [updateStep(zephyr, { account: index }, made, following)] : []),
    ],
    settled: [...refusedPassword(create, place, subject.login), ...settled],
    state: { create: subject.login },
    names: changedNames({}, becomes),
  };
}

function refusedPassword(
  { password }: CreateIntent,
  place: SettledIntent['place'],
  login: string,
): readonly SettledIntent[] {
  if (password === undefined) return [];
  const summary = `Set the first password of ${login}`;
  return [
    unsupported(place, { operation: 'SET_PASSWORD', summary, manualInstruction: instead.FIRST_PASSWORD }),
  ];
}

function changedNames(before: WholeObject, after: WholeObject): Names {
  const changed = (member: string): string | undefined =>
    after[member] === before[member] || typeof after[member] !== 'string' ? undefined : after[member];
  return { login: changed('username'), email: changed('email') };
}

/** How the server says that a name is taken is not known (zephyr.md 2.3), so the list of all users is asked before. */
async function requireFree(zephyr: WritableZephyr, call: Call, wanted: readonly Names[]): Promise<void> {
  if (wanted.every(({ login, email }) => login === undefined && email === undefined)) return;
  const logins = new Map<string, string>();
  const emails = new Map<string, string>();
  for (const user of await zephyr.client.users(liveCall(call))) {
    logins.set(fold(loginOf(user) ?? ''), user.id);
    if (typeof user.email === 'string') emails.set(fold(user.email), user.id);
  }
  for (const { login, email, ownerId = 'new' } of wanted) {
    claim(zephyr.system, logins, login, ownerId, 'login');
    claim(zephyr.system, emails, email, ownerId, 'email');
  }
}

function claim(
  system: string,
  owners: Map<string, string>,
  name: string | undefined,
  ownerId: string,
  field: 'login' | 'email',
): void {
  if (name === undefined) return;
  const owner = owners.get(fold(name));
  owners.set(fold(name), ownerId);
  if (owner === undefined || (owner === ownerId && owner !== 'new')) return;
  const what = field === 'login' ? 'login' : 'e-mail address';
  throw new RollcallError('ALREADY_EXISTS', `${system}: the ${what} ${name} is taken by another user.`, {
    system,
    field: ['profile', field],
  });
}

/** What decides about the plan; nothing that only counts or dates sign-ins. */
function stateOf(user: WholeObject): unknown {
  const members = [
    'username',
    'firstName',
    'lastName',
    'email',
    'accountEnabled',
    'accountExpired',
    'credentialsExpired',
    'isCustomizeUsername',
    'userType',
    'type',
    'chargeableFlag',
    'isInternal',
  ];
  return {
    id: idText(user['id']),
    ...Object.fromEntries(members.map((member) => [member, user[member] ?? null])),
    roles: idsIn(user, 'roles')?.toSorted(),
    groups: idsIn(user, 'groups')?.toSorted(),
  };
}
