import type { Release } from '../release.ts';
import type {
  AuthSourceRow,
  FilterRow,
  GroupRow,
  PermissionRow,
  RoleRow,
  TaxonomyRow,
  TokenRow,
  UserRow,
} from '../rows.ts';
import type { SearchField } from '../search/fields.ts';
import type { ForemanStore } from '../store.ts';
import {
  authSourceFields,
  filterFields,
  groupFields,
  permissionFields,
  roleFields,
  taxonomyFields,
  tokenFields,
} from './others.ts';
import { userFields } from './users.ts';

/** What each resource can be searched and ordered by. */
export interface SearchFields {
  readonly users: readonly SearchField<UserRow>[];
  readonly groups: readonly SearchField<GroupRow>[];
  readonly roles: readonly SearchField<RoleRow>[];
  readonly filters: readonly SearchField<FilterRow>[];
  readonly permissions: readonly SearchField<PermissionRow>[];
  readonly tokens: readonly SearchField<TokenRow>[];
  readonly taxonomies: readonly SearchField<TaxonomyRow>[];
  readonly authSources: readonly SearchField<AuthSourceRow>[];
}

export function searchFields(store: ForemanStore, release: Release): SearchFields {
  return {
    users: userFields(store, release),
    groups: groupFields(store, release),
    roles: roleFields(store, release),
    filters: filterFields(store, release),
    permissions: permissionFields(release),
    tokens: tokenFields(release),
    taxonomies: taxonomyFields(release),
    authSources: authSourceFields(release),
  };
}
