import type { Call } from '../protocol/call.ts';
import { requireMembershipChange, requireProfileChange } from '../permissions/permission-checks.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { listIn, objectIn, textIn } from '../protocol/request-body.ts';
import { badRequest, notFound, partialUpdate, unexpected } from '../protocol/rest-error.ts';
import { replaceAssignmentsLeniently } from './role-assignments.ts';
import { allUsersGroup } from '../state.ts';
import { joinGroup, leaveGroup, renameUser } from './user-store.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** The JSON library reads the whole body before anything is done with it: a list that is none changes nothing. */
export function refuseUnreadableUser(body: BodyObject): void {
  for (const name of ['username', 'name', 'email', 'password']) textIn(body, name);
  for (const [part, list] of [
    ['properties', 'property'],
    ['roles', 'role'],
    ['groups', 'group'],
  ] as const) {
    listIn(objectIn(body, part) ?? {}, list);
  }
}

/** `PUT /users/{u}`: core fields, properties, roles, groups, in that order and without rollback (section 2.5). */
export function updateUser(call: Call, user: UserRecord, body: BodyObject): void {
  refuseUnreadableUser(body);
  const core = ['username', 'name', 'email', 'password'].some((name) => textIn(body, name) !== undefined);
  const properties = objectIn(body, 'properties');
  if (core || properties !== undefined) requireProfileChange(call, user);
  const username = textIn(body, 'username');
  if (username !== undefined) changeUsername(call, user, username);
  user.name = textIn(body, 'name') ?? user.name;
  user.email = textIn(body, 'email') ?? user.email;
  user.password = textIn(body, 'password') ?? user.password;
  if (properties !== undefined) replaceProperties(user.properties, properties);
  applyRolesAndGroups(call, user, body);
}

/** A taken or empty user name is a 500 here, unlike on create (section 1.6). */
export function changeUsername(call: Call, user: UserRecord, username: string): void {
  const wanted = username.toLowerCase();
  if (wanted === '')
    throw unexpected('Username cannot be empty', 'jetbrains.buildServer.users.EmptyUsernameException');
  const holder = call.state.usersByName.get(wanted);
  if (holder !== undefined && holder !== user) {
    throw unexpected(
      `The specified username '${wanted}' is already in use by some other user.`,
      'jetbrains.buildServer.users.DuplicateUserAccountException',
    );
  }
  renameUser(call.state, user, wanted);
}

/** A missing list is a 500, also where there is nothing to set. */
export function replaceProperties(properties: Map<string, string>, body: BodyObject): void {
  const entries = listIn(body, 'property');
  if (entries === undefined)
    throw unexpected('Cannot invoke "java.util.List.iterator()" because "properties" is null');
  const next = entries.map((entry): [string, string] => {
    const name = textIn(entry, 'name') ?? '';
    const value = textIn(entry, 'value');
    if (name === '' || value === undefined) throw badRequest('Property needs both name and value.');
    return [name, value];
  });
  properties.clear();
  for (const [name, value] of next) properties.set(name, value);
}

/** The second step of a create, the last of an update; failed roles come together as one 400. */
export function applyRolesAndGroups(call: Call, user: UserRecord, body: BodyObject): void {
  const roles = objectIn(body, 'roles');
  const groups = objectIn(body, 'groups');
  const failures = roles === undefined ? [] : replaceAssignmentsLeniently(call, user, roles);
  const goesOn = failures.length === 0 || call.switches.appliesGroupsAfterFailedRoles;
  if (groups !== undefined && goesOn) replaceGroups(call, user, groups);
  if (failures.length > 0) {
    throw partialUpdate(
      `Partial error updating user '${user.username}' (id: ${user.id}), nested errors: ${failures.join('; ')}`,
    );
  }
}

/** Keys are resolved before anything changes; All Users stays (section 2.9). */
export function replaceGroups(call: Call, user: UserRecord, body: BodyObject): void {
  const wanted = new Set((listIn(body, 'group') ?? []).map((entry) => groupIn(call, entry)));
  const current = new Set([...user.groups].flatMap((key) => call.state.groups.get(key) ?? []));
  for (const group of current.difference(wanted)) {
    if (group.key === allUsersGroup) continue;
    requireMembershipChange(call, group);
    leaveGroup(call.state, user, group.key);
  }
  for (const group of wanted.difference(current)) addToGroup(call, user, group);
}

export function addToGroup(call: Call, user: UserRecord, group: GroupRecord): void {
  requireMembershipChange(call, group);
  joinGroup(call.state, user, group.key);
}

/** The group a body names by its key. */
export function groupIn(call: Call, body: BodyObject): GroupRecord {
  const key = textIn(body, 'key') ?? '';
  if (key === '') throw badRequest(`No 'key' attribute is specified for the group.`);
  const group = call.state.groups.get(key);
  if (group === undefined) throw notFound(`No group is found by key '${key}'`);
  return group;
}
