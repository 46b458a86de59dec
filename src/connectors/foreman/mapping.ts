import { filled, known } from '#connectors/known.ts';
import type { AccessToken, TokenState } from '#domain/access-token.ts';
import type { Account, AccountStatus, ForemanAccountDetails } from '#domain/account.ts';
import type { Group, Role } from '#domain/entities.ts';
import type { Instant } from '#domain/instant.ts';
import { compareCodePoints } from '#domain/text.ts';
import { parseForemanInstant } from './instants.ts';
import type { FilterRow, GroupRow, RoleMention, TokenRow, UserRow } from './wire.ts';

export function toAccount(row: UserRow, system: string): Account {
  const firstName = filled(row.firstname);
  const lastName = filled(row.lastname);
  return known({
    system,
    nativeId: row.id,
    login: row.login,
    displayName: [firstName, lastName].filter((part) => part !== undefined).join(' ') || row.login,
    status: statusOf(row),
    firstName,
    lastName,
    email: filled(row.mail),
    isAdministrator: administratorOf(row),
    lastLoginAt: parseForemanInstant(row.last_login_on),
    // Null is "never": every login, by the API too, writes it. A key that is not there says nothing.
    hasLoggedIn: row.last_login_on === undefined ? undefined : row.last_login_on !== null,
    createdAt: parseForemanInstant(row.created_at),
    updatedAt: parseForemanInstant(row.updated_at),
  });
}

function statusOf(row: UserRow): AccountStatus {
  if (row.disabled === true) return 'DISABLED';
  return row.disabled === false ? 'ACTIVE' : 'UNKNOWN';
}

/** An admin group makes administrators too, which `admin` does not show: alone it only proves, never disproves. */
function administratorOf(row: UserRow): boolean | undefined {
  if (typeof row.effective_admin === 'boolean') return row.effective_admin;
  return row.admin === true ? true : undefined;
}

export function toDetails(row: UserRow): ForemanAccountDetails {
  return {
    kind: 'foreman',
    description: filled(row.description),
    locale: filled(row.locale),
    timezone: filled(row.timezone),
    isMailEnabled: row.mail_enabled ?? undefined,
    authSource: filled(row.auth_source_name),
    defaultOrganization: filled(row.default_organization?.name),
    defaultLocation: filled(row.default_location?.name),
    organizations: names(row.organizations),
    locations: names(row.locations),
  };
}

function names(places: UserRow['organizations']): readonly string[] {
  return (places ?? []).map((place) => filled(place.name)).filter((name) => name !== undefined);
}

/** A role as accounts, groups and lists mention it: without what it allows. */
export function toRoleMention(role: RoleMention): Role {
  return {
    nativeId: role.id,
    name: filled(role.name),
    isWhole: false,
    description: filled(role.description),
  };
}

/** A whole role. Without filters (the caller may not see them) what it allows is not known. */
export function toRole(role: RoleMention, filters: readonly FilterRow[] | undefined): Role {
  const permissions = filters?.flatMap((filter) => filter.permissions.map((permission) => permission.name));
  return {
    ...toRoleMention(role),
    isWhole: true,
    ...(permissions === undefined ? {} : { permissions: [...new Set(permissions)].sort(compareCodePoints) }),
  };
}

export function toGroupMention(group: GroupRow): Group {
  return { nativeId: group.id, name: filled(group.name), isWhole: false };
}

/** A token as listed. `active?` and `revoked?` are the upstream's own key names. */
export function toAccessToken(row: TokenRow, ownerId: string, now: Instant): AccessToken {
  const expiresAt = parseForemanInstant(row.expires_at);
  return known({
    nativeId: row.id,
    name: filled(row.name) ?? row.id,
    ownerId,
    state: tokenState(row, expiresAt, now),
    expiry: expiryOf(row, expiresAt),
    expiresAt,
    usage: usageOf(row),
    lastUsedAt: parseForemanInstant(row.last_used_at),
    createdAt: parseForemanInstant(row.created_at),
  });
}

/** Revoked beats expired. Before 2.4 there is no `revoked?`: not active and not expired can only be revoked. */
function tokenState(row: TokenRow, expiresAt: Instant | undefined, now: Instant): TokenState {
  const isActive = row['active?'] ?? undefined;
  const isRevoked = row['revoked?'] ?? undefined;
  if (isRevoked === true) return 'REVOKED';
  if (isActive === true) return 'ACTIVE';
  const isExpired = expiresAt !== undefined && expiresAt <= now;
  if (isActive === false) {
    if (isRevoked === false) return 'EXPIRED';
    return isExpired ? 'EXPIRED' : 'REVOKED';
  }
  return isExpired ? 'EXPIRED' : 'UNKNOWN';
}

function expiryOf(row: TokenRow, expiresAt: Instant | undefined): AccessToken['expiry'] {
  if (expiresAt !== undefined) return 'EXPIRES';
  return row.expires_at === null ? 'NEVER' : 'UNKNOWN';
}

function usageOf(row: TokenRow): AccessToken['usage'] {
  if (typeof row.last_used_at === 'string') return 'USED';
  return row.last_used_at === null ? 'NEVER_USED' : 'UNKNOWN';
}
