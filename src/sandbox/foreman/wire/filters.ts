import type { FilterRow, PermissionRow } from '../rows.ts';
import type { ForemanServer } from '../server.ts';
import { rawTime, shownTime } from '../times.ts';
import { resourceTypeOf, roleReference } from './roles.ts';
import { taxonomyReferences } from './taxonomies.ts';

export function shownPermission(permission: PermissionRow): object {
  return { name: permission.name, id: permission.id, resource_type: permission.resourceType ?? null };
}

/** List item; what it says of overriding is gone in newer releases, which put places into the role (foreman.md 11). */
export function listedFilter(server: ForemanServer, filter: FilterRow, zone: string | undefined): object {
  const { store, release } = server;
  const resourceType = resourceTypeOf(store, filter.permissionIds);
  const role = store.roles.get(filter.roleId);
  const places =
    role === undefined || release.hasFilterOverride
      ? {}
      : {
          organizations: taxonomyReferences(store, role.organizationIds),
          locations: taxonomyReferences(store, role.locationIds),
        };
  const overriding = release.hasFilterOverride
    ? { 'unlimited?': filter.search === undefined && !filter.override, 'override?': filter.override }
    : {};
  return {
    search: filter.search ?? null,
    resource_type_label: resourceTypeLabel(resourceType),
    ...overriding,
    created_at: shownTime(filter.createdAt, zone),
    updated_at: shownTime(filter.updatedAt, zone),
    id: filter.id,
    resource_type: resourceType ?? null,
    role: role === undefined ? null : { ...roleReference(role), ...places },
    permissions: [...filter.permissionIds]
      .flatMap((id) => store.permissions.get(id) ?? [])
      .map(shownPermission),
  };
}

export function shownFilter(server: ForemanServer, filter: FilterRow, zone: string | undefined): object {
  const { store, release } = server;
  const places = {
    locations: taxonomyReferences(store, filter.locationIds),
    organizations: taxonomyReferences(store, filter.organizationIds),
  };
  return { ...listedFilter(server, filter, zone), ...(release.hasFilterOverride ? places : {}) };
}

/** The answer to DELETE. */
export function rawFilter(filter: FilterRow): object {
  return {
    id: filter.id,
    search: filter.search ?? null,
    role_id: filter.roleId,
    created_at: rawTime(filter.createdAt),
    updated_at: rawTime(filter.updatedAt),
    taxonomy_search: null,
    override: filter.override,
  };
}

/** `AuthSource` → `Auth source`. */
function resourceTypeLabel(resourceType: string | undefined): string {
  if (resourceType === undefined) return '(Miscellaneous)';
  const words = resourceType.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => ` ${letter}`).toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
