import type { UserRow } from '../rows.ts';
import { relationFields } from '../search/fields.ts';
import type { SearchField } from '../search/fields.ts';
import { defaultRoleId } from '../default-role.ts';
import type { Release } from '../release.ts';
import type { ForemanStore } from '../store.ts';

/** Search and order fields of users (foreman.md 2.3). */
export function userFields(store: ForemanStore, release: Release): readonly SearchField<UserRow>[] {
  const authSource = (user: UserRow) => store.authSources.get(user.authSourceId);
  const id: SearchField<UserRow> = {
    name: 'id',
    type: 'integer',
    explicit: true,
    value: (user) => user.id,
  };
  return [
    ...(release.hasIdSearch ? [id] : []),
    { name: 'login', type: 'text', value: (user) => user.login },
    { name: 'firstname', type: 'text', value: (user) => user.firstname },
    { name: 'lastname', type: 'text', value: (user) => user.lastname },
    { name: 'mail', type: 'text', value: (user) => user.mail },
    { name: 'description', type: 'text', value: (user) => user.description },
    {
      name: 'admin',
      type: 'flag',
      isLenient: true,
      bareWord: (user) => user.admin,
      value: (user) => store.isAdmin(user),
    },
    { name: 'disabled', type: 'flag', value: (user) => user.disabled },
    { name: 'last_login_on', type: 'moment', explicit: true, value: (user) => user.lastLoginAt },
    { name: 'auth_source', type: 'text', value: (user) => authSource(user)?.name },
    { name: 'auth_source_type', type: 'text', value: (user) => authSource(user)?.type },
    ...relationFields('roles', (user: UserRow) => roleRows(store, user), [
      { name: 'role', type: 'text', value: (role) => role.name },
      { name: 'role_id', type: 'integer', explicit: true, value: (role) => role.id },
    ]),
    ...relationFields('groups', (user: UserRow) => store.allGroupsOf(user.id), [
      { name: 'usergroup', type: 'text', value: (group) => group.name },
    ]),
    ...taxonomyFields(store, 'organization', (user) => user.organizationIds),
    ...taxonomyFields(store, 'location', (user) => user.locationIds),
  ];
}

/** Direct roles; the Default role is one of them, which is why the word "role" finds everybody. */
function roleRows(store: ForemanStore, user: UserRow) {
  return [defaultRoleId, ...user.roleIds].flatMap((roleId) => store.roles.get(roleId) ?? []);
}

function taxonomyFields(
  store: ForemanStore,
  kind: 'organization' | 'location',
  ids: (user: UserRow) => ReadonlySet<number>,
): readonly SearchField<UserRow>[] {
  const rows = (user: UserRow) => [...ids(user)].flatMap((id) => store.taxonomies.get(id) ?? []);
  return relationFields(`${kind}s`, rows, [
    { name: kind, type: 'text', explicit: true, value: (row) => row.name },
    { name: `${kind}_id`, type: 'integer', explicit: true, value: (row) => row.id },
  ]);
}
