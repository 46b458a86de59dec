import { filled, known } from '#connectors/known.ts';
import { onceEachId } from '#connectors/once-each.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { Account, AccountStatus, ZephyrAccountDetails } from '#domain/account.ts';
import type { Group, Project, Role } from '#domain/entities.ts';
import type { HeldGroup, HeldRole } from '#domain/holdings.ts';
import type { Instant } from '#domain/instant.ts';
import { loginOf } from './wire.ts';
import type { WireMention, WireProject, WireToken, WireUser } from './wire.ts';

export interface MappingOptions {
  readonly system: string;
  readonly administratorRoleIds: ReadonlySet<string>;
}

export function toAccount(user: WireUser, options: MappingOptions): Account {
  const login = loginOf(user) ?? user.id;
  const lastLoginAt = toInstant(user.lastSuccessfulLogin);
  return known({
    system: options.system,
    nativeId: user.id,
    login,
    displayName: displayNameOf(user) ?? login,
    status: statusOf(user),
    firstName: filled(user.firstName),
    lastName: filled(user.lastName),
    email: filled(user.email),
    isAdministrator: isAdministratorOf(user, options),
    lastLoginAt,
    // Never false: the server leaves unset members out, so a missing one proves nothing (zephyr.md 2.1).
    hasLoggedIn: lastLoginAt === undefined ? undefined : true,
  });
}

function displayNameOf(user: WireUser): string | undefined {
  const parts = [filled(user.firstName), filled(user.lastName)].filter((part) => part !== undefined);
  return filled(user.fullName) ?? filled(parts.join(' '));
}

/** `credentialsExpired` only means that a new password is due at the next login: such an account is active. */
function statusOf(user: WireUser): AccountStatus {
  if (user.accountExpired === true) return 'EXPIRED';
  if (user.accountEnabled === false) return 'DISABLED';
  return user.accountEnabled === true ? 'ACTIVE' : 'UNKNOWN';
}

function isAdministratorOf(user: WireUser, options: MappingOptions): boolean | undefined {
  return user.roles?.some((role) => options.administratorRoleIds.has(role.id));
}

export function toDetails(user: WireUser): ZephyrAccountDetails {
  return {
    kind: 'zephyr',
    userType: user.userType ?? undefined,
    type: filled(user.type),
    isChargeable: user.chargeableFlag ?? undefined,
    isInternal: user.isInternal ?? undefined,
    isAccountExpired: user.accountExpired ?? undefined,
    isCredentialsExpired: user.credentialsExpired ?? undefined,
    isUsernameCustomized: user.isCustomizeUsername ?? undefined,
    failedLoginCount: user.countAttempts ?? undefined,
  };
}

/** Groups under either of their two names; undefined: this answer does not tell. */
export function groupMentionsOf(user: WireUser): readonly WireMention[] | null | undefined {
  return user.groupSet ?? user.groups ?? (user.groupSet === null || user.groups === null ? null : undefined);
}

/** Roles of an account are system roles and hold everywhere. */
export function toHeldRoles(mentions: readonly WireMention[]): HeldRole[] {
  return onceEachId(mentions).map((mention) => ({ role: toRole(mention) }));
}

export function toHeldGroups(mentions: readonly WireMention[]): HeldGroup[] {
  return onceEachId(mentions).map((mention) => ({ group: toGroup(mention) }));
}

/** Never whole: what a role allows takes a call of its own. The name is kept to the last blank (zephyr.md 2.4). */
export function toRole(mention: WireMention): Role {
  return {
    nativeId: mention.id,
    name: mention.name ?? undefined,
    description: filled(mention.description),
    isWhole: false,
  };
}

/** A mention with a name is whole: no answer of this server tells more about a group. */
export function toGroup(mention: WireMention): Group {
  return {
    nativeId: mention.id,
    name: mention.name ?? undefined,
    description: filled(mention.description),
    isWhole: typeof mention.name === 'string',
  };
}

export function toProject(project: WireProject, isWhole: boolean): Project {
  return {
    nativeId: project.id,
    name: project.name ?? undefined,
    description: filled(project.description),
    // Of the states only "2", active, is known (zephyr.md 3.3).
    isActive: project.active ?? (project.status === '2' ? true : undefined),
    isWhole,
  };
}

/** Tokens have neither an expiry nor a last use (zephyr.md 4). */
export function toToken(token: WireToken, ownerId: string): AccessToken {
  return {
    nativeId: token.id,
    name: token.label ?? '',
    ownerId,
    state: 'ACTIVE',
    createdBy: token.createdBy ?? undefined,
    expiry: 'NEVER',
    usage: 'UNKNOWN',
  };
}

const latestInstant = 8.64e15;

/** Zero stands for never in Java's milliseconds, and what no calendar holds is no instant. */
function toInstant(value: number | null | undefined): Instant | undefined {
  if (value === null || value === undefined) return undefined;
  const instant = Math.trunc(value);
  return instant > 0 && instant <= latestInstant ? instant : undefined;
}
