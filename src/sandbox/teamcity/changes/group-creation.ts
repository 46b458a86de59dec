import type { Call } from '../protocol/call.ts';
import { withParentGroups } from '../permissions/effective-roles.ts';
import { requirePermission } from '../permissions/permission-checks.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { listIn, objectIn, textIn } from '../protocol/request-body.ts';
import { badRequest, RestError } from '../protocol/rest-error.ts';
import { addAssignment, assignmentIn } from './role-assignments.ts';
import { groupIn, replaceProperties } from './user-changes.ts';
import { findUser } from '../finders/user-finder.ts';
import { joinGroup } from './user-store.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** What a body says beside key and name, resolved before anything is written. */
interface GroupParts {
  readonly group: GroupRecord;
  readonly children: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
}

/** `POST /userGroups`: whatever is wrong with a part is a 400, and there is no group then (section 3.1). */
export function createGroup(call: Call, body: BodyObject): GroupRecord {
  requirePermission(call, 'create_usergroup');
  const key = textIn(body, 'key') ?? '';
  const name = textIn(body, 'name') ?? '';
  if (key === '') throw badRequest('Attribute "key" must not be empty when creating group.');
  if (name === '') throw badRequest('Attribute "name" must not be empty when creating group.');
  const groups = [...call.state.groups.values()];
  if (groups.some((group) => group.key === key || group.name === name)) {
    throw badRequest('Cannot create group as group with the same key or name already exists');
  }
  const { group, children, users } = resolveParts(call, key, name, body);
  call.state.groups.set(key, group);
  call.state.members.set(key, new Set());
  for (const child of children) child.parents.push(key);
  for (const user of users) joinGroup(call.state, user, key);
  return group;
}

function resolveParts(call: Call, key: string, name: string, body: BodyObject): GroupParts {
  const keysIn = (part: string): GroupRecord[] =>
    (listIn(objectIn(body, part) ?? {}, 'group') ?? []).map((entry) => groupIn(call, entry));
  const group: GroupRecord = {
    key,
    name,
    description: textIn(body, 'description'),
    parents: [],
    roles: [],
    properties: new Map(),
  };
  try {
    group.parents = keysIn('parent-groups').map((parent) => parent.key);
    const children = keysIn('child-groups');
    refuseCycle(call, group, children);
    const properties = objectIn(body, 'properties');
    if (properties !== undefined) replaceProperties(group.properties, properties);
    for (const entry of listIn(objectIn(body, 'roles') ?? {}, 'role') ?? []) {
      addAssignment(call, group, assignmentIn(call, entry));
    }
    const users = (listIn(objectIn(body, 'users') ?? {}, 'user') ?? []).map((entry) => userIn(call, entry));
    return { group, children, users };
  } catch (error) {
    if (!(error instanceof RestError) || error.form === 'plain') throw error;
    throw badRequest(`Cannot create group '${key}': ${error.message}`);
  }
}

function refuseCycle(call: Call, group: GroupRecord, children: readonly GroupRecord[]): void {
  const above = withParentGroups(call.state, group.parents);
  if (children.some((child) => above.has(child.key))) throw badRequest('Groups would form a cycle.');
}

function userIn(call: Call, entry: BodyObject): UserRecord {
  const id = textIn(entry, 'id');
  const username = textIn(entry, 'username') ?? '';
  return findUser(call, id === undefined ? `username:(${username})` : `id:${id}`);
}
