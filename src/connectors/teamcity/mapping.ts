import { filled, known } from '#connectors/known.ts';
import type { AccessToken } from '#domain/access-token.ts';
import type { Account, AccountDetails, Attribute } from '#domain/account.ts';
import type { Group, Project, Role } from '#domain/entities.ts';
import type { Settled } from '#domain/settled.ts';
import { succeeded } from '#domain/settled.ts';
import { parseCompactDate } from './compact-date.ts';
import { rolesOf, rowsOf } from './lineage.ts';
import { parsePart } from './standing.ts';
import { wireProperties } from './wire.ts';
import type { WireAccount, WireAssignment, WireGroup, WireProject, WireProperty, WireToken } from './wire.ts';

export function toAccount(row: WireAccount, system: string, isAdministrator: boolean | undefined): Account {
  const lastLogin = filled(row.lastLogin);
  return known({
    system,
    nativeId: row.id,
    login: row.username,
    displayName: filled(row.name) ?? (row.username === '' ? `Account ${row.id}` : row.username),
    // There is no disabled state.
    status: 'ACTIVE',
    email: filled(row.email),
    isAdministrator,
    lastLoginAt: instantOf(lastLogin),
    hasLoggedIn: lastLogin === undefined ? neverOrHidden(row) : true,
  });
}

/**
 * An absent last login means "never" or "hidden". Details are hidden together (teamcity.md 5), and an account
 * that shows them always has roles and groups, if empty ones.
 */
function neverOrHidden(row: WireAccount): false | undefined {
  const showsDetails = [row.email, row.roles, row.groups].some((part) => part !== undefined && part !== null);
  return showsDetails ? false : undefined;
}

export function toDetails(row: WireAccount, system: string): Settled<AccountDetails> {
  const properties = parsePart(wireProperties, row, 'properties', system, (part) =>
    part.property === undefined || part.property === null
      ? noneOrUnknown(part.count)
      : part.property.map(toAttribute),
  );
  if (!properties.ok) return properties;
  return succeeded(
    known({
      kind: 'teamcity',
      realm: filled(row.realm),
      // False flags may be left out (teamcity.md 6, "Tolerance").
      hasPassword: row.hasPassword ?? false,
      properties: properties.value,
    }),
  );
}

function noneOrUnknown(count: number | null | undefined): readonly Attribute[] | undefined {
  return (count ?? 0) === 0 ? [] : undefined;
}

function toAttribute({ name, value }: WireProperty): Attribute {
  return known({ name, value: value ?? undefined });
}

export function roleMention(id: string): Role {
  return { nativeId: id, isWhole: false };
}

export function groupMention(row: WireGroup): Group {
  return known({ nativeId: row.key, name: filled(row.name), isWhole: false });
}

/** Whole where the row shows its roles, parents and name: all there is to know of a group. */
export function toGroup(row: WireGroup): Group {
  const name = filled(row.name);
  const roles = rolesOf(row);
  const parents = row['parent-groups'] === undefined ? undefined : rowsOf(row['parent-groups']);
  return known({
    nativeId: row.key,
    name,
    description: filled(row.description),
    parents: parents?.map(groupMention),
    roles: roles === undefined ? undefined : rolesOnce(roles),
    isWhole: name !== undefined && parents !== undefined && roles !== undefined,
  });
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
  return known({
    nativeId: row.id,
    name: filled(row.name) ?? row.id,
    description: filled(row.description),
    // Present only when true (teamcity.md 3.3).
    isActive: row.archived !== true,
    isWhole: true,
  });
}

/** Tokens have no id of their own: the name is what tells them apart. */
export function toToken(row: WireToken, ownerId: string, now: number): AccessToken {
  return known({
    nativeId: row.name,
    name: row.name,
    ownerId,
    createdAt: instantOf(row.creationTime),
    ...expiryOf(row, now),
    usage: 'UNKNOWN',
  });
}

type Expiry = Pick<AccessToken, 'state' | 'expiry' | 'expiresAt'>;

/** No expiration time means none; unless times are not shown at all, as in the short form (teamcity.md 2.11). */
function expiryOf(row: WireToken, now: number): Expiry {
  const expiration = filled(row.expirationTime);
  if (expiration === undefined) {
    const showsTimes = filled(row.creationTime) !== undefined;
    return showsTimes ? { state: 'ACTIVE', expiry: 'NEVER' } : { state: 'UNKNOWN', expiry: 'UNKNOWN' };
  }
  const expiresAt = parseCompactDate(expiration);
  if (expiresAt === undefined) return { state: 'UNKNOWN', expiry: 'EXPIRES' };
  return { state: expiresAt > now ? 'ACTIVE' : 'EXPIRED', expiry: 'EXPIRES', expiresAt };
}

function instantOf(text: string | null | undefined): number | undefined {
  return typeof text === 'string' ? parseCompactDate(text) : undefined;
}
