import { defaultRoleId } from '../default-role.ts';
import type { RoleRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';
import { taxonomyReferences } from './taxonomies.ts';

/** As users, groups and filters name it. */
export function roleReference(role: RoleRow): object {
  return {
    name: role.name,
    id: role.id,
    description: role.description ?? null,
    origin: role.origin ?? null,
  };
}

/** The Default role is never among them (foreman.md 2.2). */
export function roleReferences(store: ForemanStore, ids: ReadonlySet<number>): readonly object[] {
  return [...ids]
    .filter((id) => id !== defaultRoleId)
    .flatMap((id) => store.roles.get(id) ?? [])
    .map(roleReference);
}

export function listedRole(role: RoleRow): object {
  return { builtin: role.builtin, cloned_from_id: role.clonedFromId ?? null, ...roleReference(role) };
}

/** Answer of show, create and update (foreman.md 4.3). */
export function shownRole(store: ForemanStore, role: RoleRow): object {
  const filters = store.filtersOf(role.id).map((filter) => ({
    id: filter.id,
    resource_type: resourceTypeOf(store, filter.permissionIds) ?? null,
  }));
  return {
    ...listedRole(role),
    filters,
    locations: taxonomyReferences(store, role.locationIds),
    organizations: taxonomyReferences(store, role.organizationIds),
  };
}

/** The answer to DELETE and to clone. */
export function rawRole(role: RoleRow): object {
  return {
    id: role.id,
    name: role.name,
    builtin: role.builtin,
    description: role.description ?? null,
    origin: role.origin ?? null,
    cloned_from_id: role.clonedFromId ?? null,
  };
}

/** All permissions of a filter are of one resource type; undefined for the miscellaneous ones. */
export function resourceTypeOf(store: ForemanStore, permissionIds: ReadonlySet<number>): string | undefined {
  const [first] = permissionIds;
  return first === undefined ? undefined : store.permissions.get(first)?.resourceType;
}
