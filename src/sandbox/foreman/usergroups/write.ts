import { invalid, notFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { attributesOf, flagAttribute, idsAttribute, namesAttribute, textAttribute } from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import type { Call } from '../call.ts';
import { recordAnswer } from '../listing.ts';
import type { GroupRow } from '../rows.ts';
import { hasOtherAdministrator } from '../users/administrators.ts';
import { knownRoleIds } from '../references.ts';
import { mayAssignRoles } from '../users/role-assignment.ts';
import { reachableUsers } from '../visible-users.ts';
import { shownGroup } from '../wire/usergroups.ts';
import { membersOf } from './members.ts';

interface GroupChanges {
  readonly name?: string;
  readonly admin?: boolean;
  readonly userIds?: ReadonlySet<number>;
  readonly groupIds?: ReadonlySet<number>;
  readonly roleIds?: ReadonlySet<number>;
}

/** `POST /usergroups` (foreman.md 4.1). */
export function createGroup(call: Call): Answer {
  const now = call.server.now().getTime();
  const draft: GroupRow = {
    id: 0,
    name: '',
    admin: false,
    createdAt: now,
    updatedAt: now,
    userIds: new Set(),
    groupIds: new Set(),
    roleIds: new Set(),
    ...groupChanges(call, undefined),
  };
  check(call, draft, undefined);
  const { store } = call.server;
  const group = { ...draft, id: store.nextId('groups') };
  store.groups.set(group.id, group);
  store.membershipsChanged();
  return recordAnswer(call, 201, shownGroup(store, group, call.caller.zone));
}

/** `PUT /usergroups/{id}`: arrays replace; only name and flag touch `updated_at`. */
export function updateGroup(call: Call, group: GroupRow): Answer {
  const draft = { ...group, ...groupChanges(call, group) };
  check(call, draft, group);
  const isTouched = draft.name !== group.name || draft.admin !== group.admin;
  if (isTouched) draft.updatedAt = call.server.now().getTime();
  Object.assign(group, draft);
  call.server.store.membershipsChanged();
  return recordAnswer(call, 200, shownGroup(call.server.store, group, call.caller.zone));
}

function groupChanges(call: Call, group: GroupRow | undefined): GroupChanges {
  const { store } = call.server;
  const attributes = attributesOf(call, 'usergroup');
  const name = textAttribute(attributes, 'name');
  const admin = flagAttribute(attributes, 'admin');
  const roleNamed = (wanted: string) => [...store.roles.values()].find((role) => role.name === wanted)?.id;
  const roleIds = idsAttribute(attributes, 'role_ids') ?? namesAttribute(attributes, 'role_names', roleNamed);
  return {
    ...(name === undefined ? {} : { name: name ?? '' }),
    ...(admin === undefined ? {} : { admin }),
    ...memberChanges(call, attributes, group),
    ...(roleIds === undefined ? {} : { roleIds: knownRoleIds(store, [...new Set(roleIds)]) }),
  };
}

/** A member that is not there, or hidden from the caller, is a 404 that names the group (4.1). */
function memberChanges(call: Call, attributes: Attributes, group: GroupRow | undefined): GroupChanges {
  const { store } = call.server;
  const isReachable = reachableUsers(call);
  const userIds =
    idsAttribute(attributes, 'user_ids') ??
    namesAttribute(attributes, 'user_names', (login) => store.userByLogin(login)?.id);
  const groupIds =
    idsAttribute(attributes, 'usergroup_ids') ??
    namesAttribute(
      attributes,
      'usergroup_names',
      (name) => [...store.groups.values()].find((each) => each.name === name)?.id,
    );
  const isUser = (id: number): boolean => {
    const user = store.users.get(id);
    return user !== undefined && (isReachable === undefined || isReachable(user));
  };
  const areThere = (userIds ?? []).every(isUser) && (groupIds ?? []).every((id) => store.groups.has(id));
  if (!areThere) throw notFound('usergroup', group === undefined ? '' : String(group.id));
  return {
    ...(userIds === undefined ? {} : { userIds: new Set(userIds) }),
    ...(groupIds === undefined ? {} : { groupIds: new Set(groupIds) }),
  };
}

function check(call: Call, draft: GroupRow, before: GroupRow | undefined): void {
  const errors = {
    ...nameErrors(call, draft),
    ...adminErrors(call, draft, before),
    ...roleErrors(call, draft, before),
    ...(containsItself(call, draft)
      ? { usergroups: ['Validation failed: cannot contain itself as member'] }
      : {}),
  };
  if (Object.keys(errors).length > 0) throw invalid(before?.id, errors);
}

function nameErrors(call: Call, draft: GroupRow): Record<string, string[]> {
  const { store } = call.server;
  if (draft.name.trim() === '') return { name: ["can't be blank"] };
  const isTaken = [...store.groups.values()].some(
    (group) => group.name === draft.name && group.id !== draft.id,
  );
  const messages = [
    ...(isTaken ? ['has already been taken'] : []),
    ...(store.userByLogin(draft.name) === undefined ? [] : ['is already used by a user account']),
  ];
  return messages.length === 0 ? {} : { name: messages };
}

function adminErrors(call: Call, draft: GroupRow, before: GroupRow | undefined): Record<string, string[]> {
  const { caller, server } = call;
  const had = before?.admin ?? false;
  if (draft.admin === had) return {};
  if (!caller.isAdmin) return { admin: ['admin flag can only be modified by admins'] };
  if (before === undefined || draft.admin || hasOtherAdministrator(server.store, losers(call, before))) {
    return {};
  }
  return { admin: ['cannot be removed from the last admin account'] };
}

/** Members whose only claim to admin rights is this group. */
export function losers(call: Call, group: GroupRow): ReadonlySet<number> {
  const { store } = call.server;
  const members = [...membersOf(store, group)].flatMap((id) => store.users.get(id) ?? []);
  const dependent = members.filter(
    (user) => !user.admin && !store.allGroupsOf(user.id).some((each) => each.admin && each.id !== group.id),
  );
  return new Set(dependent.map((user) => user.id));
}

/** Since the fix of CVE-2026-5136 (4.1). */
function roleErrors(call: Call, draft: GroupRow, before: GroupRow | undefined): Record<string, string[]> {
  if (!call.server.release.checksGroupRoles) return {};
  const added = draft.roleIds.difference(before?.roleIds ?? new Set());
  if (mayAssignRoles(call, added)) return {};
  return { role_ids: ["you can't assign some of roles you selected"] };
}

function containsItself(call: Call, draft: GroupRow): boolean {
  const found = new Set(draft.groupIds);
  for (const id of found) {
    for (const child of call.server.store.groups.get(id)?.groupIds ?? []) found.add(child);
  }
  return found.has(draft.id);
}
