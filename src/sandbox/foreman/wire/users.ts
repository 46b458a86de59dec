import type { UserRow } from '../rows.ts';
import type { ForemanServer } from '../server.ts';
import { rawTime, shownTime } from '../times.ts';
import { bcryptLooking } from './hashes.ts';
import { roleReferences } from './roles.ts';
import { taxonomyNames, taxonomyReference, taxonomyReferences } from './taxonomies.ts';
import { authSourceKey, groupWithRoles } from './usergroups.ts';

/** List item (foreman.md 2.2): no roles, no groups. `wrapper` is a key to put around each place. */
export function listedUser(
  server: ForemanServer,
  user: UserRow,
  zone: string | undefined,
  wrapper?: string,
): object {
  const { store, release } = server;
  return {
    firstname: user.firstname ?? null,
    lastname: user.lastname ?? null,
    mail: user.mail ?? null,
    ...(release.hasMailEnabled ? { mail_enabled: user.mailEnabled } : {}),
    admin: user.admin,
    auth_source_id: user.authSourceId,
    disabled: user.disabled,
    auth_source_name: store.authSources.get(user.authSourceId)?.name ?? null,
    timezone: user.timezone ?? null,
    locale: user.locale ?? null,
    last_login_on: shownTime(user.lastLoginAt, zone),
    created_at: shownTime(user.createdAt, zone),
    updated_at: shownTime(user.updatedAt, zone),
    id: user.id,
    login: user.login,
    description: user.description ?? null,
    ssh_keys: [],
    default_location: taxonomy(server, user.defaultLocationId),
    locations: taxonomyNames(store, user.locationIds, wrapper),
    default_organization: taxonomy(server, user.defaultOrganizationId),
    organizations: taxonomyNames(store, user.organizationIds, wrapper),
    effective_admin: store.isAdmin(user),
  };
}

/** Answer of show, create and update (2.2). */
export function shownUser(server: ForemanServer, user: UserRow, zone: string | undefined): object {
  const { store } = server;
  const source = store.authSources.get(user.authSourceId);
  return {
    ...listedUser(server, user, zone),
    locations: taxonomyReferences(store, user.locationIds),
    organizations: taxonomyReferences(store, user.organizationIds),
    cached_usergroups: store.allGroupsOf(user.id).map((group) => groupWithRoles(store, group, zone)),
    ...(source === undefined
      ? {}
      : { [authSourceKey(source.type)]: { id: source.id, type: source.type, name: source.name } }),
    mail_notifications: [],
    roles: roleReferences(store, user.roleIds),
    usergroups: store.groupsOf(user.id).map((group) => groupWithRoles(store, group, zone)),
  };
}

/** The raw row that DELETE answers (2.8), hashes included. */
export function rawUser(user: UserRow): object {
  const hash = user.password === undefined ? undefined : bcryptLooking(`${user.id} ${user.password}`);
  const name = [user.firstname, user.lastname].filter((part) => part !== undefined).join(' ');
  return {
    id: user.id,
    login: user.login,
    firstname: user.firstname ?? null,
    lastname: user.lastname ?? null,
    mail: user.mail ?? null,
    admin: user.admin,
    last_login_on: rawTime(user.lastLoginAt),
    auth_source_id: user.authSourceId,
    created_at: rawTime(user.createdAt),
    updated_at: rawTime(user.updatedAt),
    password_hash: hash ?? null,
    password_salt: hash?.slice(0, 29) ?? null,
    locale: user.locale ?? null,
    avatar_hash: null,
    default_organization_id: user.defaultOrganizationId ?? null,
    default_location_id: user.defaultLocationId ?? null,
    lower_login: user.login.toLowerCase(),
    mail_enabled: user.mailEnabled,
    timezone: user.timezone ?? null,
    description: user.description ?? null,
    disabled: user.disabled,
    password: null,
    name: name === '' ? user.login : name,
  };
}

function taxonomy(server: ForemanServer, id: number | undefined): object | null {
  const row = id === undefined ? undefined : server.store.taxonomies.get(id);
  return row === undefined ? null : taxonomyReference(row);
}
