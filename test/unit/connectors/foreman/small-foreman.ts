import { envelope, forbidden, notFound, unknownField } from './fake-server.ts';
import type { Answer, Answered, Asked } from './fake-server.ts';

interface SmallUser {
  readonly id: number;
  readonly login: string;
  readonly roles?: readonly number[];
  readonly admin?: boolean;
}
interface SmallGroup {
  readonly id: number;
  readonly name: string;
  readonly users?: readonly number[];
  readonly children?: readonly number[];
  readonly roles?: readonly number[];
}
interface SmallRole {
  readonly id: number;
  readonly name: string;
  readonly builtin?: number;
}
export interface SmallState {
  readonly users: readonly SmallUser[];
  readonly groups: readonly SmallGroup[];
  readonly roles: readonly SmallRole[];
  /** Who calls; the first user unless said. */
  readonly callerId?: number;
  /** Rows of `/api/filters`. */
  readonly filters?: readonly unknown[];
  /** True: `id` can neither be searched nor ordered by, as before 3.2. */
  readonly isOld?: boolean;
  /** Paths answered with 403. */
  readonly forbidden?: readonly string[];
}

/** Just enough of Foreman to count calls against: written from the contract, for the searches of the connector. */
export function smallForeman(state: SmallState): Answer {
  return (asked) => {
    if (state.forbidden?.includes(asked.path) === true) return forbidden;
    const [, , resource, id, nested] = asked.path.split('/');
    if (asked.path === '/api/status') return { body: { result: 'ok', status: 200, version: '3.13.0' } };
    if (asked.path === '/api/current_user') return { body: showUser(state, caller(state)) };
    if (isRefusedAsOld(state, asked)) return unknownField;
    if (resource === 'users' && id !== undefined) return findUser(state, id);
    if (resource === 'users') return list(asked, matchingUsers(state, asked).map(userRow));
    if (resource === 'usergroups' && nested === 'users') return membersOf(state, asked, Number(id));
    if (resource === 'usergroups' && id !== undefined) return findGroup(state, Number(id));
    if (resource === 'usergroups') return list(asked, matchingGroups(state, asked).map(groupRow));
    if (resource === 'roles' && id !== undefined) return findRole(state, Number(id));
    if (resource === 'roles') return list(asked, matchingRoles(state, asked));
    if (resource === 'filters') return list(asked, state.filters ?? []);
    return { status: 404, body: '<html></html>', type: 'text/html' };
  };
}

function caller(state: SmallState): SmallUser {
  const user = state.users.find((one) => one.id === state.callerId) ?? state.users[0];
  if (user === undefined) throw new Error('a small Foreman needs a user');
  return user;
}

function isRefusedAsOld(state: SmallState, asked: Asked): boolean {
  if (state.isOld !== true) return false;
  return (
    asked.query.get('order')?.startsWith('id ') === true || /\bid \^/u.test(asked.query.get('search') ?? '')
  );
}

/** By number first, then by login: so `8` may be somebody else. */
function findUser(state: SmallState, id: string): Answered {
  const user =
    state.users.find((one) => one.id === Number.parseInt(id, 10)) ??
    state.users.find((one) => one.login === decodeURIComponent(id));
  return user === undefined ? notFound : { body: showUser(state, user) };
}

function findGroup(state: SmallState, id: number): Answered {
  const group = state.groups.find((one) => one.id === id);
  if (group === undefined) return notFound;
  const users = (group.users ?? []).map((userId) => ({ id: userId, login: `u${userId}`, description: null }));
  const usergroups = state.groups.filter((one) => group.children?.includes(one.id)).map(groupRow);
  return {
    body: {
      ...groupRow(group),
      external_usergroups: [],
      users,
      usergroups,
      roles: rolesOf(state, group.roles),
    },
  };
}

function findRole(state: SmallState, id: number): Answered {
  const role = state.roles.find((one) => one.id === id);
  return role === undefined ? notFound : { body: { ...roleRow(role), filters: [] } };
}

function membersOf(state: SmallState, asked: Asked, id: number): Answered {
  const group = state.groups.find((one) => one.id === id);
  if (group === undefined) return { status: 404, body: { message: 'Usergroup not found' } };
  return list(asked, state.users.filter((user) => group.users?.includes(user.id)).map(userRow));
}

function list(asked: Asked, rows: readonly unknown[]): Answered {
  const size = asked.query.get('per_page') ?? '20';
  if (size === 'all') return envelope(rows);
  const page = Number(asked.query.get('page') ?? '1');
  return envelope(rows.slice((page - 1) * Number(size), page * Number(size)), rows.length);
}

function matchingUsers(state: SmallState, asked: Asked): readonly SmallUser[] {
  const search = asked.query.get('search');
  if (search === null) return state.users;
  return state.users.filter((user) =>
    search.split(' or ').some((side) => side.split(' and ').every((term) => matches(state, user, term))),
  );
}

function matches(state: SmallState, user: SmallUser, term: string): boolean {
  const [field, operator] = term.split(' ', 2);
  const value = term.slice(`${field} ${operator} `.length);
  const values =
    operator === '='
      ? [unquote(value)]
      : value
          .replaceAll(/^\(|\)$/gu, '')
          .split(',')
          .map(unquote);
  if (field === 'id') return values.includes(String(user.id));
  if (field === 'role_id') return values.some((id) => user.roles?.includes(Number(id)));
  if (field === 'usergroup') return allGroupsOf(state, user.id).some((group) => values.includes(group.name));
  if (field === 'login' && operator === '^') return values.includes(user.login);
  if (field === 'login' && operator === '~') return likeMatches(unquote(value), user.login);
  throw new Error(`the small Foreman does not know ${term}`);
}

function unquote(text: string): string {
  return text.replaceAll(/^"|"$/gu, '').replaceAll(/\\(.)/gu, '$1');
}

function likeMatches(pattern: string, login: string): boolean {
  const source = pattern.replaceAll(/\\(.)|_|[.*+?^${}()|[\]]/gu, (part, escaped: string | undefined) => {
    if (escaped === undefined && part === '_') return '.';
    return `\\u{${(escaped ?? part).charCodeAt(0).toString(16)}}`;
  });
  return new RegExp(source, 'iu').test(login);
}

function matchingGroups(state: SmallState, asked: Asked): readonly SmallGroup[] {
  const id = /^role_id = (\d+)$/u.exec(asked.query.get('search') ?? '')?.[1];
  return id === undefined ? state.groups : state.groups.filter((group) => group.roles?.includes(Number(id)));
}

function matchingRoles(state: SmallState, asked: Asked): readonly unknown[] {
  const ids = /^id \^ \(([\d,]+)\)$/u.exec(asked.query.get('search') ?? '')?.[1]?.split(',');
  return state.roles.filter((role) => ids === undefined || ids.includes(String(role.id))).map(roleRow);
}

function allGroupsOf(state: SmallState, userId: number): readonly SmallGroup[] {
  const found = new Set(state.groups.filter((group) => group.users?.includes(userId)));
  for (const child of found) {
    for (const group of state.groups) if (group.children?.includes(child.id)) found.add(group);
  }
  return [...found];
}

export function userRow(user: SmallUser): Record<string, unknown> {
  return {
    id: user.id,
    login: user.login,
    firstname: null,
    lastname: null,
    mail: null,
    mail_enabled: false,
    admin: user.admin ?? false,
    effective_admin: user.admin ?? false,
    disabled: false,
    auth_source_id: 1,
    auth_source_name: 'Internal',
    timezone: null,
    locale: null,
    last_login_on: null,
    created_at: '2026-01-05 10:00:00 UTC',
    updated_at: '2026-01-05 10:00:00 UTC',
    description: null,
    ssh_keys: [],
    default_location: null,
    locations: [],
    default_organization: null,
    organizations: [],
  };
}

function showUser(state: SmallState, user: SmallUser): Record<string, unknown> {
  const withRoles = (group: SmallGroup): unknown => ({
    ...groupRow(group),
    roles: rolesOf(state, group.roles),
  });
  return {
    ...userRow(user),
    roles: rolesOf(state, user.roles).filter((role) => role['builtin'] !== 2),
    usergroups: state.groups.filter((group) => group.users?.includes(user.id)).map(withRoles),
    cached_usergroups: allGroupsOf(state, user.id).map(withRoles),
  };
}

function rolesOf(state: SmallState, ids: readonly number[] | undefined): readonly Record<string, unknown>[] {
  return state.roles.filter((role) => ids?.includes(role.id)).map(roleRow);
}

function roleRow(role: SmallRole): Record<string, unknown> {
  return { ...role, builtin: role.builtin ?? 0, cloned_from_id: null, description: null, origin: null };
}

function groupRow(group: SmallGroup): Record<string, unknown> {
  const at = '2026-01-05 10:00:00 UTC';
  return { id: group.id, name: group.name, admin: false, created_at: at, updated_at: at };
}
