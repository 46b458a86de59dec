import { accessOf } from '../permissions/access.ts';
import type { Call } from '../protocol/call.ts';
import { withParentGroups } from '../permissions/effective-roles.ts';
import type { Condition } from './finder.ts';
import { findGroup } from './group-finder.ts';
import type { Dimension } from './locator.ts';
import { parseLocator, refuseUnknownDimensions, valueOf } from './locator.ts';
import { requireViewAll } from '../permissions/permission-checks.ts';
import { findProject } from './project-finder.ts';
import type { UserRecord } from '../records.ts';
import { badLocator } from '../protocol/rest-error.ts';
import { roleCondition } from './role-condition.ts';
import { parseTimeCondition } from './time-condition.ts';
import { parseValueCondition, valueCondition } from './value-condition.ts';

export const userDimensions: readonly string[] = [
  'id',
  'username',
  'email',
  'name',
  'group',
  'affectedGroup',
  'role',
  'property',
  'lastLogin',
  'hasPassword',
  'permission',
  'password',
];

/** One dimension of a user locator as a filter (section 2.1); both kinds of group need the view-all right. */
export function userCondition(call: Call, { name, value }: Dimension): Condition<UserRecord> {
  switch (name) {
    case 'id':
      return one(userOfId(call, parseUserId(value)));
    case 'username':
      return one(call.state.usersByName.get(value.toLowerCase()));
    case 'email': {
      const fits = parseValueCondition(value);
      return { matches: (user) => fits(user.email) };
    }
    case 'name': {
      const fits = parseValueCondition(value);
      return { matches: (user) => fits(user.name) };
    }
    case 'group':
      return memberCondition(call, value);
    case 'affectedGroup':
      return affectedGroupCondition(call, value);
    case 'role':
      return { matches: roleCondition(call, value) };
    case 'property':
      return { matches: propertyCondition(value) };
    case 'lastLogin': {
      const fits = parseTimeCondition(value, call.now());
      return { matches: (user) => fits(user.lastLoginAt) };
    }
    case 'hasPassword':
      return { matches: passwordCondition(value) };
    case 'permission':
      return { matches: permissionCondition(call, value) };
    default:
      throw badLocator(`Dimension '${name}' is disabled on this server.`);
  }
}

export function parseUserId(text: string): number {
  if (!/^-?\d+$/u.test(text))
    throw badLocator(`Invalid value of dimension 'id': '${text}'. Should be a number.`);
  return Number(text);
}

function one(user: UserRecord | undefined): Condition<UserRecord> {
  const found = user === undefined ? [] : [user];
  return { matches: (each) => each === user, candidates: () => found };
}

function userOfId(call: Call, id: number): UserRecord | undefined {
  return id === call.caller.user.id ? call.caller.user : call.state.users.get(id);
}

function memberCondition(call: Call, locator: string): Condition<UserRecord> {
  requireViewAll(call);
  const members = call.state.members.get(findGroup(call, locator).key) ?? new Set();
  return { matches: (user) => members.has(user), candidates: () => [...members] };
}

function affectedGroupCondition(call: Call, locator: string): Condition<UserRecord> {
  requireViewAll(call);
  const { key } = findGroup(call, locator);
  const below = [...call.state.groups.keys()].filter((each) => withParentGroups(call.state, [each]).has(key));
  return { matches: (user) => below.some((each) => user.groups.has(each)) };
}

function propertyCondition(text: string): (user: UserRecord) => boolean {
  const locator = parseLocator(text);
  if (locator.single !== undefined) throw badLocator(`No dimensions in property condition '${text}'.`);
  refuseUnknownDimensions(locator, ['name', 'value', 'matchType', 'ignoreCase']);
  const name = valueOf(locator, 'name');
  if (name === undefined) throw badLocator(`No 'name' dimension in property condition '${text}'.`);
  const nameFits = parseValueCondition(name);
  const valueFits = valueCondition(
    valueOf(locator, 'value'),
    valueOf(locator, 'matchType'),
    valueOf(locator, 'ignoreCase') === 'true',
  );
  return (user) => {
    const values = [...user.properties].filter(([key]) => nameFits(key)).map(([, value]) => value);
    return values.length === 0 ? valueFits(undefined) : values.some((value) => valueFits(value));
  };
}

function passwordCondition(value: string): (user: UserRecord) => boolean {
  if (value === 'any') return () => true;
  if (value !== 'true' && value !== 'false')
    throw badLocator(`Invalid value of dimension 'hasPassword': '${value}'.`);
  return (user) => (user.password !== undefined) === (value === 'true');
}

function permissionCondition(call: Call, text: string): (user: UserRecord) => boolean {
  const locator = parseLocator(text);
  refuseUnknownDimensions(locator, ['permission', 'project']);
  const permission = valueOf(locator, 'permission')?.toLowerCase();
  if (permission === undefined || !call.state.permissions.has(permission)) {
    throw badLocator(`Unknown permission in '${text}'.`);
  }
  const project = valueOf(locator, 'project');
  const projectId = project === undefined ? undefined : findProject(call.state, project).id;
  return (user) => accessOf(call.state, user, undefined).may(permission, projectId);
}
