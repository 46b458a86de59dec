import type { AccessToken } from '#domain/access-token.ts';
import type { Account, AccountDetails, Attribute } from '#domain/account.ts';
import type { Group, Project, Role } from '#domain/entities.ts';
import type { Settled } from '#domain/settled.ts';
import { succeeded } from '#domain/settled.ts';
import { parseCompactDate } from './compact-date.ts';
import { rolesOf, rowsOf } from './lineage.ts';
import { parsePart } from './standing.ts';
import { wireProperties } from './wire.ts';
import type { WireAccount, WireAssignment, WireGroup, WireProject, WireToken } from './wire.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Members that are not known are left out, not set: accounts are kept by the ten thousand. */
export function toAccount(row: WireAccount, system: string, isAdministrator: boolean | undefined): Account {
  const name = nonEmpty(row.name);
  const account: Writable<Account> = {
    system,
    nativeId: row.id,
    login: row.username,
    displayName: name ?? (row.username === '' ? `Account ${row.id}` : row.username),
    // There is no disabled state.
    status: 'ACTIVE',
  };
  const email = nonEmpty(row.email);
  if (email !== undefined) account.email = email;
  if (isAdministrator !== undefined) account.isAdministrator = isAdministrator;
  const lastLogin = nonEmpty(row.lastLogin);
  if (lastLogin !== undefined) {
    account.hasLoggedIn = true;
    const at = parseCompactDate(lastLogin);
    if (at !== undefined) account.lastLoginAt = at;
  } else if (showsDetails(row)) {
    account.hasLoggedIn = false;
  }
  return account;
}

/**
 * An absent last login means "never" or "hidden". Details are hidden together (teamcity.md 5), and an account
 * that shows them always has roles and groups, if empty ones.
 */
function showsDetails(row: WireAccount): boolean {
  return [row.email, row.roles, row.groups].some((part) => part !== undefined && part !== null);
}

export function toDetails(row: WireAccount, system: string): Settled<AccountDetails> {
  const properties = parsePart(wireProperties, row, 'properties', system, (part) =>
    part.property === undefined || part.property === null
      ? noneOrUnknown(part.count)
      : part.property.map(toAttribute),
  );
  if (!properties.ok) return properties;
  const realm = nonEmpty(row.realm);
  return succeeded({
    kind: 'teamcity',
    ...(realm === undefined ? {} : { realm }),
    // False flags may be left out (teamcity.md 6, "Tolerance").
    hasPassword: row.hasPassword ?? false,
    properties: properties.value,
  });
}

function noneOrUnknown(count: number | null | undefined): readonly Attribute[] | undefined {
  return (count ?? 0) === 0 ? [] : undefined;
}

function toAttribute(row: { readonly name: string; readonly value?: string | null | undefined }): Attribute {
  return { name: row.name, ...(typeof row.value === 'string' ? { value: row.value } : {}) };
}

export function roleMention(id: string): Role {
  return { nativeId: id, isWhole: false };
}

export function groupMention(row: WireGroup): Group {
  const name = nonEmpty(row.name);
  return { nativeId: row.key, ...(name === undefined ? {} : { name }), isWhole: false };
}

/** Whole where the row shows its roles, parents and name: all there is to know of a group. */
export function toGroup(row: WireGroup): Group {
  const roles = rolesOf(row);
  const parents = row['parent-groups'] === undefined ? undefined : rowsOf(row['parent-groups']);
  const description = nonEmpty(row.description);
  const mention = groupMention(row);
  return {
    ...mention,
    ...(description === undefined ? {} : { description }),
    ...(parents === undefined ? {} : { parents: parents.map(groupMention) }),
    ...(roles === undefined ? {} : { roles: rolesOnce(roles) }),
    isWhole: mention.name !== undefined && parents !== undefined && roles !== undefined,
  };
}

function rolesOnce(assignments: readonly WireAssignment[]): readonly Role[] {
  return [...new Set(assignments.map((held) => held.roleId))].map(roleMention);
}

/** `p:<external id>` names a project; `g` none (teamcity.md 2.10). */
export function projectOfScope(scope: string | null | undefined): Project | undefined {
  const id = /^p:(.+)$/u.exec(scope ?? '')?.[1];
  return id === undefined ? undefined : { nativeId: id, isWhole: false };
}

export function toProject(row: WireProject): Project {
  const description = nonEmpty(row.description);
  return {
    nativeId: row.id,
    name: nonEmpty(row.name) ?? row.id,
    ...(description === undefined ? {} : { description }),
    // Present only when true (teamcity.md 3.3).
    isActive: row.archived !== true,
    isWhole: true,
  };
}

/** Tokens have no id of their own: the name is what tells them apart. */
export function toToken(row: WireToken, ownerId: string, now: number): AccessToken {
  const createdAt = instantOf(row.creationTime);
  return {
    nativeId: row.name,
    name: row.name,
    ownerId,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...expiryOf(row, now),
    usage: 'UNKNOWN',
  };
}

type Expiry = Pick<AccessToken, 'state' | 'expiry' | 'expiresAt'>;

/** No expiration time means none; unless times are not shown at all, as in the short form (teamcity.md 2.11). */
function expiryOf(row: WireToken, now: number): Expiry {
  const expiration = nonEmpty(row.expirationTime);
  if (expiration === undefined) {
    const showsTimes = nonEmpty(row.creationTime) !== undefined;
    return showsTimes ? { state: 'ACTIVE', expiry: 'NEVER' } : { state: 'UNKNOWN', expiry: 'UNKNOWN' };
  }
  const expiresAt = parseCompactDate(expiration);
  if (expiresAt === undefined) return { state: 'UNKNOWN', expiry: 'EXPIRES' };
  return { state: expiresAt > now ? 'ACTIVE' : 'EXPIRED', expiry: 'EXPIRES', expiresAt };
}

function instantOf(text: string | null | undefined): number | undefined {
  return typeof text === 'string' ? parseCompactDate(text) : undefined;
}

function nonEmpty(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text === '' ? undefined : text;
}
