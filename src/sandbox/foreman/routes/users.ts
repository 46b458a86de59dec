import type { Router } from '../../kernel/router.ts';
import { action, openAction } from '../action.ts';
import { failure, invalid, parentNotFound, selfDelete } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call, OpenCall } from '../call.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { textOf } from '../parameters.ts';
import { findByIdOrName } from '../record-ids.ts';
import type { Release } from '../release.ts';
import type { UserRow } from '../rows.ts';
import { hasOtherAdministrator } from '../users/administrators.ts';
import { namesCaller, userBySpelledLogin, userInPath } from '../users/find.ts';
import { createUser, updateUser } from '../users/write.ts';
import { permittedUsers } from '../visible-users.ts';
import type { UserTest } from '../visible-users.ts';
import { listedUser, rawUser, shownUser } from '../wire/users.ts';

/** Users (foreman.md 2). Lists under a parent are the list with the parent's id as a parameter. */
export function userRoutes(router: Router<OpenCall>, release: Release): void {
  const list = action({ permission: 'view_users', run: listUsers });
  const update = action({
    permission: 'edit_users',
    isOwnRecord: namesCaller,
    run: (call) => updateUser(call, userInPath(call, 'edit_users')),
  });
  router.on('GET', '/users', list);
  for (const [path, parent] of parentPaths) router.on('GET', `/${path}/:${parent}/users`, list);
  router.on(
    'POST',
    '/users',
    action({ permission: 'create_users', assignsTaxonomies: true, run: createUser }),
  );
  if (release.hasExternalLogin) {
    router.on(
      'GET',
      '/users/extlogin',
      openAction(() => ({ status: 204, body: undefined })),
    );
  }
  router
    .on('GET', '/users/:id', action({ permission: 'view_users', isOwnRecord: namesCaller, run: showUser }))
    .on('PUT', '/users/:id', update)
    .on('PATCH', '/users/:id', update)
    .on('DELETE', '/users/:id', action({ permission: 'destroy_users', run: deleteUser }))
    .on('GET', '/current_user', action({ run: showCaller }));
}

const parentPaths = [
  ['roles', 'role_id'],
  ['usergroups', 'usergroup_id'],
  ['organizations', 'organization_id'],
  ['locations', 'location_id'],
  ['auth_source_internals', 'auth_source_internal_id'],
  ['auth_source_externals', 'auth_source_external_id'],
  ['auth_source_ldaps', 'auth_source_ldap_id'],
] as const;

/** Models that users have nothing to do with: naming one as the parent is a 500 (2.9). */
const unrelatedParents = ['user_id', 'filter_id', 'permission_id', 'host_id', 'domain_id', 'subnet_id'];

function listUsers(call: Call): Answer {
  const { server, caller } = call;
  const { store } = server;
  const tests = [permittedUsers(call, 'view_users'), ...parentTests(call)].filter(
    (test) => test !== undefined,
  );
  return listAnswer(call, {
    rows: store.users,
    isVisible: tests.length === 0 ? undefined : (user) => tests.every((test) => test(user)),
    fields: server.fields.users,
    defaultOrder: (user) => user.firstname,
    lookUp: {
      id: (value) => store.users.get(Number(value)),
      login: (value) => userBySpelledLogin(store, value),
    },
    resource: 'users',
    shown: (user) => listedUser(server, user, caller.zone, placeWrapper(call)),
  });
}

/** `root_name` does not only rename `results`: its singular wraps each place of each row (recording 02c). */
function placeWrapper(call: Call): string | undefined {
  const root = textOf(call.parameters['root_name']);
  if (root === undefined) return undefined;
  return root.endsWith('data') ? root.replace(/data$/u, 'datum') : root.replace(/s$/u, '');
}

function parentTests(call: Call): readonly UserTest[] {
  const { store } = call.server;
  for (const name of unrelatedParents) {
    if (parentId(call, name) !== undefined) throw failure(500, `users have no association for ${name}`);
  }
  const tests: UserTest[] = [];
  const roleId = parentId(call, 'role_id');
  if (roleId !== undefined) {
    const role = findByIdOrName(roleId, (id) => store.roles.get(id), roleNamed(call));
    if (role === undefined) throw parentNotFound('Role', roleId);
    tests.push((user) => role.builtin === 2 || user.roleIds.has(role.id));
  }
  const groupId = parentId(call, 'usergroup_id');
  if (groupId !== undefined) {
    const group = findByIdOrName(groupId, (id) => store.groups.get(id), groupNamed(call));
    if (group === undefined) throw parentNotFound('Usergroup', groupId);
    tests.push((user) => group.userIds.has(user.id));
  }
  return [...tests, ...authSourceTests(call)];
}

function authSourceTests(call: Call): readonly UserTest[] {
  const types = ['Internal', 'External', 'Ldap'] as const;
  return types.flatMap((type) => {
    const text = parentId(call, `auth_source_${type.toLowerCase()}_id`);
    if (text === undefined) return [];
    const source = call.server.store.authSources.get(Number(text));
    if (source?.type !== `AuthSource${type}`) throw parentNotFound(`AuthSource${type}`, text);
    return [(user: UserRow) => user.authSourceId === source.id];
  });
}

function roleNamed(call: Call) {
  return (name: string) => [...call.server.store.roles.values()].find((role) => role.name === name);
}

function groupNamed(call: Call) {
  return (name: string) => [...call.server.store.groups.values()].find((group) => group.name === name);
}

function parentId(call: Call, name: string): string | undefined {
  const text = textOf(call.parameters[name]);
  return text === '' ? undefined : text;
}

function showUser(call: Call): Answer {
  const user = userInPath(call, 'view_users');
  return recordAnswer(call, 200, shownUser(call.server, user, call.caller.zone));
}

/** With a context or a role as parameter this action fails (2.4). */
function showCaller(call: Call): Answer {
  const { context } = call;
  const hasContext = context.organization !== undefined || context.location !== undefined;
  if (hasContext || parentId(call, 'role_id') !== undefined) {
    throw failure(500, 'the current user has no association for a parent');
  }
  return recordAnswer(call, 200, shownUser(call.server, call.caller.user, call.caller.zone));
}

/** 200 with the raw row (2.8). */
function deleteUser(call: Call): Answer {
  const { store } = call.server;
  const user = userInPath(call, 'destroy_users');
  if (user.id === call.caller.user.id) throw selfDelete();
  if (store.isAdmin(user) && !hasOtherAdministrator(store, new Set([user.id]))) {
    throw invalid(user.id, { base: ["Can't delete the last admin account."] });
  }
  store.removeUser(user);
  return { status: 200, body: rawUser(user) };
}
