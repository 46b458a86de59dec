import type { Call } from '../protocol/call.ts';
import { compactDate } from '../protocol/compact-date.ts';
import { includes, isExplicit, longFields, nested, noFields, shortFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import { maySeeUser } from '../permissions/permission-checks.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { propertiesWire } from './properties.ts';
import { assignmentsWire } from './role-assignments.ts';
import type { WireObject } from './wire-value.ts';

/** One file for both, because users show their groups and groups their users. */

export function userHref(call: Call, user: UserRecord): string {
  return `${call.prefix}/users/id:${user.id}`;
}

export function groupHref(call: Call, group: GroupRecord): string {
  return `${call.prefix}/userGroups/key:${group.key}`;
}

/** Default fields as in section 2.2; what the caller may not see is left out without a word (section 5). */
export function userWire(call: Call, user: UserRecord, fields: Fields): WireObject {
  const show = (name: string): boolean => includes(fields, name, true, true);
  return {
    username: show('username') ? user.username : undefined,
    name: show('name') && user.name !== '' ? user.name : undefined,
    id: show('id') ? user.id : undefined,
    href: show('href') ? userHref(call, user) : undefined,
    ...(maySeeUser(call, user) ? userDetails(call, user, fields) : {}),
  };
}

function userDetails(call: Call, user: UserRecord, fields: Fields): WireObject {
  const show = (name: string): boolean => includes(fields, name, false, true);
  const properties = nested(fields, 'properties', noFields, longFields);
  const groups = nested(fields, 'groups', noFields, longFields);
  const lastLogin =
    user.lastLoginAt === undefined
      ? undefined
      : compactDate(user.lastLoginAt, call.switches.timeZoneOffsetMinutes);
  const shows2FA = isExplicit(fields, 'enabled2FA') || (show('enabled2FA') && user.enabled2FA);
  return {
    email: show('email') ? user.email : undefined,
    lastLogin: show('lastLogin') ? lastLogin : undefined,
    enabled2FA: shows2FA ? user.enabled2FA : undefined,
    hasPassword: isExplicit(fields, 'hasPassword') ? user.password !== undefined : undefined,
    properties:
      properties && propertiesWire(`${userHref(call, user)}/properties`, user.properties, properties),
    roles: show('roles') ? assignmentsWire(call, userHref(call, user), user.roles) : undefined,
    groups: groups && groupsWire(call, groupsOf(call, user.groups), groups),
  };
}

/** A list of users: no paging links, `count` is what is on this page (section 2.3). */
export function usersWire(
  call: Call,
  users: readonly UserRecord[] | ReadonlySet<UserRecord>,
  fields: Fields,
): WireObject {
  const items = nested(fields, 'user', noFields, shortFields);
  const count = 'size' in users ? users.size : users.length;
  return {
    count: includes(fields, 'count', true, true) ? count : undefined,
    user: items && Array.from(users, (user) => userWire(call, user, items)),
  };
}

export function groupWire(call: Call, group: GroupRecord, fields: Fields): WireObject {
  const show = (name: string): boolean => includes(fields, name, true, true);
  const part = (name: string): Fields | undefined => nested(fields, name, noFields, longFields);
  const parents = part('parent-groups');
  const children = part('child-groups');
  const users = part('users');
  const properties = part('properties');
  return {
    key: show('key') ? group.key : undefined,
    name: show('name') ? group.name : undefined,
    href: show('href') ? groupHref(call, group) : undefined,
    description: show('description') ? group.description : undefined,
    'parent-groups': parents && groupsWire(call, groupsOf(call, group.parents), parents),
    'child-groups': children && groupsWire(call, childrenOf(call, group), children),
    users: users && usersWire(call, call.state.members.get(group.key) ?? [], users),
    // Roles of parents are inherited but not listed (section 3.1).
    roles: includes(fields, 'roles', false, true)
      ? assignmentsWire(call, groupHref(call, group), group.roles)
      : undefined,
    properties:
      properties && propertiesWire(`${groupHref(call, group)}/properties`, group.properties, properties),
  };
}

export function groupsWire(call: Call, groups: readonly GroupRecord[], fields: Fields): WireObject {
  const items = nested(fields, 'group', noFields, shortFields);
  return {
    count: includes(fields, 'count', true, true) ? groups.length : undefined,
    group: items && groups.map((group) => groupWire(call, group, items)),
  };
}

/** The groups of these keys, in that order. */
export function groupsOf(call: Call, keys: Iterable<string>): GroupRecord[] {
  return [...keys].flatMap((key) => call.state.groups.get(key) ?? []);
}

function childrenOf(call: Call, group: GroupRecord): GroupRecord[] {
  return [...call.state.groups.values()].filter((each) => each.parents.includes(group.key));
}
