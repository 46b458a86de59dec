import { auditChange, auditOfCreation } from './audit.ts';
import type { SquashCall } from './call.ts';
import { findUser } from './parameters.ts';
import type { UserRecord } from './records.ts';
import { business, Refusal } from './refusal.ts';
import { leave } from './store.ts';
import { isAtLeast } from './switches.ts';
import type { UserFields } from './user-fields.ts';

/**
 * Adds the account, which is active whatever was asked for (squash.md 2.5); throws a 412 where its login is taken.
 * `fields` has been read by `readNewUser`.
 */
export function createUser(call: SquashCall, fields: UserFields): UserRecord {
  const { store } = call;
  const { login = '', firstName = '', lastName = '', email = '', password = '', group = 'User' } = fields;
  if (store.users.isTaken(login)) throw business('LoginAlreadyExistsException');
  const user: UserRecord = {
    kind: 'user',
    id: store.partyIds.next(),
    login,
    firstName,
    lastName,
    email,
    active: true,
    group,
    canDeleteFromFront: fields.canDeleteFromFront ?? true,
    password,
    lastConnectedOn: undefined,
    ownsMilestone: false,
    audit: auditOfCreation(call),
    teamIds: new Set(),
  };
  store.users.add(user);
  return user;
}

/** Changes all fields or, where one is refused, none. */
export function changeUser(call: SquashCall, user: UserRecord, changes: UserFields): void {
  checkChanges(call, user, changes);
  const { store } = call;
  store.users.update(user, (record) => Object.assign(record, changes));
  auditChange(call, user.audit);
  // For good: switching the account on again does not bring them back (squash.md 2.6).
  if (changes.active === false) store.tokens.removeAllOf(user.id);
}

/**
 * Deletes all of them or none: milestone ownership of the whole list comes first, then each account in one
 * transaction (squash.md 2.7).
 */
export function deleteUsers(call: SquashCall, ids: readonly number[]): void {
  const { store, caller } = call;
  if (ids.some((id) => store.users.get(id)?.ownsMilestone === true)) {
    throw business('MilestoneOwnerDeleteException');
  }
  const users = ids.map((id) => findUser(call, id));
  if (users.includes(caller.user)) throw business('ActiveUserDeleteException');
  for (const user of users) deleteUser(call, user);
}

function deleteUser({ store }: SquashCall, user: UserRecord): void {
  for (const id of user.teamIds) {
    const team = store.teams.get(id);
    if (team !== undefined) leave(user, team);
  }
  store.grants.removeParty(user.id);
  store.tokens.removeAllOf(user.id);
  store.users.remove(user);
}

function checkChanges(call: SquashCall, user: UserRecord, changes: UserFields): void {
  const { store, switches, caller } = call;
  // An own login in other letters counts as taken too where the database takes both for one.
  const { login = user.login, group = user.group, password, active } = changes;
  if (login !== user.login && store.users.isTaken(login)) throw business('LoginAlreadyExistsException');
  if (active === false && user === caller.user) throw business('ActiveUserDeleteException');
  if (isAtLeast(switches, 8) && isTechnical(group) !== isTechnical(user.group)) {
    throw business('UserGroupChangeException');
  }
  if (password !== undefined && !switches.internalPasswords) {
    throw new Refusal({
      shape: 'validation',
      fieldName: 'password',
      message: 'password-not-internal',
      value: '',
    });
  }
}

function isTechnical(group: UserRecord['group']): boolean {
  return group === 'TestAutomationServer';
}
