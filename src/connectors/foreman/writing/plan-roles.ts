import type { Call } from '#connectors/connector.ts';
import { filled } from '#connectors/known.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { IntentPlace, Look, Progress, Sent, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import type { ForemanClient } from '../client.ts';
import { isSearchableId } from '../search.ts';
import type { UserShow } from '../wire.ts';
import { addStep, settleUnchanged, settleUnsupported } from './draft.ts';
import type { Planning } from './draft.ts';
import { defaultRoleStays, noRolesOnProjects, roleByGroups } from './instructions.ts';
import { looking, unclear, verdictOf } from './look.ts';
import { putAccount } from './put-account.ts';
import { idOf, placeOf } from './target.ts';
import type { Target } from './target.ts';

type RoleIntent = Extract<Intent, { kind: 'addRole' | 'removeRole' }>;

interface RoleChange {
  readonly place: IntentPlace;
  readonly kind: 'addRole' | 'removeRole';
  readonly id: string;
  readonly name: string;
}

/** The Default role, which everybody has and no account shows, by its `builtin` (foreman.md 4.3). */
const builtinDefault = 2;

/** All changes of the direct roles of an account: the array replaces, so they go into one PUT (foreman.md 2.7). */
export function planRoles(
  planning: Planning,
  target: Target,
  intents: readonly (readonly [number, Intent])[],
): void {
  const changes: RoleChange[] = [];
  for (const [index, intent] of intents) {
    if (intent.kind !== 'addRole' && intent.kind !== 'removeRole') continue;
    const change = changeOf(intent, placeOf(target, index));
    if (!settleAtOnce(planning, target, intent, change)) changes.push(change);
  }
  if (changes.length === 0) return;
  const isGiving = changes.some((change) => change.kind === 'addRole');
  addStep(planning, isGiving ? 'give' : 'take', rolesStep(planning, target, changes));
}

function changeOf({ kind, role }: RoleIntent, place: IntentPlace): RoleChange {
  return { place, kind, id: role.nativeId, name: filled(role.name) ?? role.nativeId };
}

/** Settles what needs no write, or can have none. */
function settleAtOnce(planning: Planning, target: Target, intent: RoleIntent, change: RoleChange): boolean {
  const { client, facts } = planning;
  const { place } = change;
  const isAdding = change.kind === 'addRole';
  const operation = isAdding ? 'ASSIGN_ROLE' : 'REVOKE_ROLE';
  const summary = summaryOf(target.login, [change]);
  const unchanged = (): true => {
    settleUnchanged(planning, place, operation, summary);
    return true;
  };
  const unsupported = (instruction: string): true => {
    settleUnsupported(planning, place, operation, summary, instruction);
    return true;
  };
  if (intent.project !== undefined) return unsupported(noRolesOnProjects);
  if (facts.roles?.get(change.id)?.builtin === builtinDefault) {
    return isAdding ? unchanged() : unsupported(defaultRoleStays);
  }
  const isHeld = directRoles(client.system, target.show).includes(change.id);
  if (isHeld) return isAdding && unchanged();
  if (!isAdding) {
    const carriers = carriersOf(target.show, change.id);
    return carriers === '' ? unchanged() : unsupported(roleByGroups(carriers));
  }
  const isThere = isSearchableId(change.id) && facts.roles?.has(change.id) !== false;
  if (!isThere) throw noSuch(client.system, 'role', change.id);
  return false;
}

function rolesStep({ client, query }: Planning, target: Target, changes: readonly RoleChange[]): Step {
  const { system } = client;
  return {
    operation: changes.some((change) => change.kind === 'addRole') ? 'ASSIGN_ROLE' : 'REVOKE_ROLE',
    summary: summaryOf(target.login, changes),
    isDestructive: false,
    replaced: [],
    places: changes.map((change) => change.place),
    request: { method: 'PUT', path: target.path, query },
    isIdempotent: true,
    send: async (call, progress) => {
      // What others gave or took since the plan was made must not be undone by a set that is older.
      const show = await readAgain(client, call, target, progress);
      const wanted = applied(directRoles(system, show), changes);
      const attributes = { role_ids: wanted.map(Number) };
      const row = await putAccount(client, call, target, progress, query, attributes);
      return sentOf(system, target.login, changes, row);
    },
    look: async (call, progress) => looking(async () => lookAt(client, call, target, progress, changes)),
  };
}

async function readAgain(
  client: ForemanClient,
  call: Call,
  target: Target,
  progress: Progress,
): Promise<UserShow> {
  const id = idOf(target, progress, client.system);
  const show = await client.user({ ...call, isFresh: true }, id);
  if (show === undefined) throw noSuch(client.system, 'account', id);
  return show;
}

/** The whole new set, each role once: a repeated one is a 500 (foreman.md 2.6). */
function applied(held: readonly string[], changes: readonly RoleChange[]): readonly string[] {
  const wanted = new Set(held);
  for (const { kind, id } of changes) {
    if (kind === 'addRole') wanted.add(id);
    else wanted.delete(id);
  }
  return [...wanted];
}

/** Roles are dropped without a word on the own record, and without the right to edit accounts (foreman.md 2.7). */
function sentOf(system: string, login: string, changes: readonly RoleChange[], row: UserShow): Sent {
  const held = directRoles(system, row);
  const missing = changes
    .filter((change) => !isDone(change, held))
    .map(({ kind, place, name }) => ({
      place,
      message: `${system}: Foreman answered yes, and ${login} ${kind === 'addRole' ? 'has not got' : 'still has'} the role ${name}: it changes no roles of the own account, nor without the right to edit accounts.`,
    }));
  return missing.length === 0 ? {} : { missing };
}

async function lookAt(
  client: ForemanClient,
  call: Call,
  target: Target,
  progress: Progress,
  changes: readonly RoleChange[],
): Promise<Look> {
  const row = await client.user({ ...call, isFresh: true }, idOf(target, progress, client.system));
  if (row === undefined) return unclear;
  const held = directRoles(client.system, row);
  return verdictOf(changes.every((change) => isDone(change, held)));
}

function isDone({ kind, id }: RoleChange, held: readonly string[]): boolean {
  return held.includes(id) === (kind === 'addRole');
}

/** Ids of the direct roles, the Default role not among them; none of an account that is to be made. */
function directRoles(system: string, show: UserShow | undefined): readonly string[] {
  if (show === undefined) return [];
  if (show.roles !== null && show.roles !== undefined) return show.roles.map((role) => role.id);
  // Taken for none, all of them would be taken away.
  throw new RollcallError('UPSTREAM_BAD_RESPONSE', `${system}: account ${show.id} came without roles.`, {
    system,
  });
}

/** Names of the groups that bring a role. */
function carriersOf(show: UserShow | undefined, roleId: string): string {
  return (show?.cached_usergroups ?? [])
    .filter((group) => group.roles?.some((role) => role.id === roleId) === true)
    .map((group) => filled(group.name) ?? group.id)
    .join(', ');
}

function summaryOf(login: string, changes: readonly RoleChange[]): string {
  const names = (kind: RoleChange['kind']): string => {
    const roles = changes.filter((change) => change.kind === kind).map((change) => change.name);
    return `${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`;
  };
  const isGiving = changes.some((change) => change.kind === 'addRole');
  const isTaking = changes.some((change) => change.kind === 'removeRole');
  if (!isGiving) return `Take the ${names('removeRole')} from ${login}`;
  return `Give ${login} the ${names('addRole')}${isTaking ? `, take away the ${names('removeRole')}` : ''}`;
}
