import { isLocked } from '../locked-roles.ts';
import type {
  FilterRow,
  GroupRow,
  PermissionRow,
  RoleRow,
  TaxonomyRow,
  TokenRow,
  AuthSourceRow,
} from '../rows.ts';
import { relationFields } from '../search/fields.ts';
import type { SearchField } from '../search/fields.ts';
import type { Release } from '../release.ts';
import type { ForemanStore } from '../store.ts';

/** `id` is a field since 3.2 (foreman.md 11). */
function idField<Row extends { readonly id: number }>(release: Release): readonly SearchField<Row>[] {
  const field: SearchField<Row> = { name: 'id', type: 'integer', explicit: true, value: (row) => row.id };
  return release.hasIdSearch ? [field] : [];
}

/** Fields of user groups (4.1): `admin` is none. */
export function groupFields(store: ForemanStore, release: Release): readonly SearchField<GroupRow>[] {
  const roles = (group: GroupRow) => [...group.roleIds].flatMap((id) => store.roles.get(id) ?? []);
  return [
    ...idField<GroupRow>(release),
    { name: 'name', type: 'text', value: (group) => group.name },
    ...relationFields('roles', roles, [
      { name: 'role', type: 'text', value: (role) => role.name },
      { name: 'role_id', type: 'integer', explicit: true, value: (role) => role.id },
    ]),
  ];
}

/** Fields of roles (4.3). */
export function roleFields(store: ForemanStore, release: Release): readonly SearchField<RoleRow>[] {
  const permissions = (role: RoleRow) =>
    store.filtersOf(role.id).flatMap((filter) => permissionsOf(store, filter));
  const locked: SearchField<RoleRow> = {
    name: 'locked',
    type: 'flag',
    isLenient: true,
    value: isLocked,
  };
  return [
    ...idField<RoleRow>(release),
    { name: 'name', type: 'text', value: (role) => role.name },
    { name: 'builtin', type: 'flag', value: (role) => role.builtin > 0 },
    { name: 'description', type: 'text', value: (role) => role.description },
    ...(release.hasLockedSearch ? [locked] : []),
    ...relationFields('permissions', permissions, [
      { name: 'permission', type: 'text', value: (permission) => permission.name },
    ]),
  ];
}

/** Fields of filters (4.3). */
export function filterFields(store: ForemanStore, release: Release): readonly SearchField<FilterRow>[] {
  const role = (filter: FilterRow) => store.roles.get(filter.roleId);
  const override: SearchField<FilterRow> = {
    name: 'override',
    type: 'flag',
    value: (filter) => filter.override,
  };
  const isLimited = (filter: FilterRow): boolean => filter.search !== undefined || filter.override;
  return [
    ...idField<FilterRow>(release),
    { name: 'search', type: 'text', value: (filter) => filter.search },
    ...(release.hasFilterOverride ? [override] : []),
    { name: 'limited', type: 'flag', isLenient: true, value: isLimited },
    { name: 'unlimited', type: 'flag', isLenient: true, value: (filter) => !isLimited(filter) },
    { name: 'role', type: 'text', value: (filter) => role(filter)?.name },
    { name: 'role_id', type: 'integer', explicit: true, value: (filter) => filter.roleId },
    ...relationFields('permissions', (filter: FilterRow) => permissionsOf(store, filter), [
      { name: 'resource', type: 'text', value: (permission) => permission.resourceType },
      { name: 'permission', type: 'text', value: (permission) => permission.name },
    ]),
    ...placeFields(store, 'organization', (filter) => filter.organizationIds),
    ...placeFields(store, 'location', (filter) => filter.locationIds),
  ];
}

export function permissionFields(release: Release): readonly SearchField<PermissionRow>[] {
  return [
    ...idField<PermissionRow>(release),
    { name: 'name', type: 'text', value: (permission) => permission.name },
    { name: 'resource_type', type: 'text', value: (permission) => permission.resourceType },
  ];
}

/** Fields of access tokens (6.2): neither state nor times are among them. */
export function tokenFields(release: Release): readonly SearchField<TokenRow>[] {
  return [
    ...idField<TokenRow>(release),
    { name: 'name', type: 'text', value: (token) => token.name },
    { name: 'user_id', type: 'integer', explicit: true, value: (token) => token.userId },
  ];
}

export function taxonomyFields(release: Release): readonly SearchField<TaxonomyRow>[] {
  return [
    ...idField<TaxonomyRow>(release),
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'title', type: 'text', value: (row) => row.title },
    { name: 'description', type: 'text', value: (row) => row.description },
  ];
}

export function authSourceFields(release: Release): readonly SearchField<AuthSourceRow>[] {
  return [
    ...idField<AuthSourceRow>(release),
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'type', type: 'text', value: (row) => row.type },
  ];
}

function permissionsOf(store: ForemanStore, filter: FilterRow): readonly PermissionRow[] {
  return [...filter.permissionIds].flatMap((id) => store.permissions.get(id) ?? []);
}

function placeFields(
  store: ForemanStore,
  kind: 'organization' | 'location',
  ids: (filter: FilterRow) => ReadonlySet<number>,
): readonly SearchField<FilterRow>[] {
  const rows = (filter: FilterRow) => [...ids(filter)].flatMap((id) => store.taxonomies.get(id) ?? []);
  return relationFields(`${kind}s`, rows, [
    { name: kind, type: 'text', explicit: true, value: (row) => row.name },
    { name: `${kind}_id`, type: 'integer', explicit: true, value: (row) => row.id },
  ]);
}
