import type { ExternalGroupRow, GroupRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';
import { rawTime, shownTime } from '../times.ts';
import { roleReferences } from './roles.ts';

export function listedGroup(group: GroupRow, zone: string | undefined): object {
  return { admin: group.admin, ...groupTimes(group, zone), name: group.name, id: group.id };
}

export function shownGroup(store: ForemanStore, group: GroupRow, zone: string | undefined): object {
  const external = [...store.externalGroups.values()].filter((row) => row.groupId === group.id);
  const children = [...group.groupIds].flatMap((id) => store.groups.get(id) ?? []);
  const users = [...group.userIds].flatMap((id) => store.users.get(id) ?? []);
  return {
    ...listedGroup(group, zone),
    external_usergroups: external.map((row) => ({ id: row.id, name: row.name })),
    usergroups: children.map((child) => groupReference(child, zone)),
    users: users.map((user) => ({
      id: user.id,
      login: user.login,
      description: user.description ?? null,
    })),
    roles: roleReferences(store, group.roleIds),
  };
}

/** As a user's show names it. */
export function groupWithRoles(store: ForemanStore, group: GroupRow, zone: string | undefined): object {
  return { ...groupReference(group, zone), roles: roleReferences(store, group.roleIds) };
}

/** The answer to DELETE. */
export function rawGroup(group: GroupRow): object {
  return {
    id: group.id,
    name: group.name,
    created_at: rawTime(group.createdAt),
    updated_at: rawTime(group.updatedAt),
    admin: group.admin,
  };
}

/** The key that names the source depends on its type (foreman.md 4.2). */
export function shownExternalGroup(store: ForemanStore, row: ExternalGroupRow): object {
  const source = store.authSources.get(row.authSourceId);
  if (source === undefined) return { id: row.id, name: row.name };
  return {
    id: row.id,
    name: row.name,
    [authSourceKey(source.type)]: { id: source.id, type: source.type, name: source.name },
  };
}

/** `AuthSourceLdap` → `auth_source_ldap`. */
export function authSourceKey(type: string): string {
  return `auth_source_${type.replace('AuthSource', '').toLowerCase()}`;
}

function groupReference(group: GroupRow, zone: string | undefined): object {
  return { name: group.name, id: group.id, ...groupTimes(group, zone) };
}

function groupTimes(group: GroupRow, zone: string | undefined): object {
  return {
    created_at: shownTime(group.createdAt, zone),
    updated_at: shownTime(group.updatedAt, zone),
  };
}
