import type { Account, SquashAccountDetails } from '#domain/account.ts';
import type { Group, Project, Team } from '#domain/entities.ts';
import type { HeldGroup, HeldPermission, HeldTeam } from '#domain/holdings.ts';
import { parseInstant } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import type { ContentEntry, PartyRow, ProjectRow, TeamRow, UserRow } from './wire.ts';

/** The three groups every server has (squash.md 2.9); an account is in exactly one. */
export const builtInGroups: readonly Group[] = [
  {
    nativeId: 'Admin',
    name: 'Admin',
    description: 'Administers the server and everything in it',
    isWhole: true,
  },
  { nativeId: 'User', name: 'User', description: 'Works in projects as permissions allow', isWhole: true },
  {
    nativeId: 'TestAutomationServer',
    name: 'TestAutomationServer',
    description: 'Technical account of an automation server',
    isWhole: true,
  },
];
const builtInByName = new Map(builtInGroups.map((group) => [group.nativeId.toLowerCase(), group]));

/** The group by the name the server shows, in whatever case (2.9); another name is a group of its own. */
export function toGroup(name: string): Group {
  return builtInByName.get(name.toLowerCase()) ?? { nativeId: name, name, isWhole: true };
}

export function groupOf(row: UserRow): Group | undefined {
  return isText(row.group) ? toGroup(row.group) : undefined;
}

export function toAccount(system: string, row: UserRow): Account {
  const firstName = textOrNothing(row.first_name);
  const lastName = textOrNothing(row.last_name);
  const email = textOrNothing(row.email);
  const group = groupOf(row);
  return {
    system,
    nativeId: row.id,
    login: row.login,
    displayName: [firstName, lastName].filter(isText).join(' ') || row.login,
    status: statusOf(row.active),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(email === undefined ? {} : { email }),
    ...(group === undefined ? {} : { isAdministrator: group.nativeId === 'Admin' }),
    ...lastLogin(row.last_connected_on),
    ...audit(row),
  };
}

function statusOf(active: boolean | null | undefined): Account['status'] {
  if (typeof active !== 'boolean') return 'UNKNOWN';
  return active ? 'ACTIVE' : 'DISABLED';
}

/** A null says "never"; an absent attribute says nothing, since old versions do not have it (2.1). */
function lastLogin(value: UserRow['last_connected_on']): Pick<Account, 'lastLoginAt' | 'hasLoggedIn'> {
  if (value === null) return { hasLoggedIn: false };
  if (value === undefined) return {};
  const lastLoginAt = toInstant(value);
  return lastLoginAt === undefined ? {} : { lastLoginAt, hasLoggedIn: true };
}

interface Audit {
  readonly createdAt?: Instant;
  readonly createdBy?: string;
  readonly updatedAt?: Instant;
  readonly updatedBy?: string;
}
type AuditedRow = Pick<UserRow, 'created_on' | 'created_by' | 'last_modified_on' | 'last_modified_by'>;

function audit(row: AuditedRow): Audit {
  const createdAt = toInstant(row.created_on);
  const createdBy = textOrNothing(row.created_by);
  const updatedAt = toInstant(row.last_modified_on);
  const updatedBy = textOrNothing(row.last_modified_by);
  return {
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(updatedBy === undefined ? {} : { updatedBy }),
  };
}

export function toDetails(row: UserRow): SquashAccountDetails {
  const userGroup = groupOf(row)?.nativeId;
  return {
    kind: 'squash',
    ...(userGroup === undefined ? {} : { userGroup }),
    ...(typeof row.can_delete_from_front === 'boolean'
      ? { canDeleteFromFront: row.can_delete_from_front }
      : {}),
  };
}

export function toHeldGroups(row: UserRow): readonly HeldGroup[] {
  const group = groupOf(row);
  return group === undefined ? [] : [{ group }];
}

/** Whole where the row brought what only a whole team shows: its description and when it was made (2.8, 3.1). */
export function toTeam(row: TeamRow): Team {
  const name = textOrNothing(row.name);
  const description = textOrNothing(row.description);
  return {
    nativeId: row.id,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...audit(row),
    isWhole: row.description !== undefined && row.created_on !== undefined,
  };
}

export function toHeldTeams(rows: readonly TeamRow[]): readonly HeldTeam[] {
  return onceEach(rows, (row) => row.id).map((row) => ({ team: toTeam(row) }));
}

export function toProject(row: ProjectRow): Project {
  const name = textOrNothing(row.name);
  const label = textOrNothing(row.label);
  const description = textOrNothing(row.description);
  return {
    nativeId: row.id,
    ...(name === undefined ? {} : { name }),
    ...(label === undefined ? {} : { label }),
    ...(description === undefined ? {} : { description }),
    ...(typeof row.active === 'boolean' ? { isActive: row.active } : {}),
    isWhole: row.active !== undefined && row.description !== undefined && row.label !== undefined,
  };
}

export function toHeldPermissions(content: readonly ContentEntry<ProjectRow>[]): readonly HeldPermission[] {
  const held = content.flatMap(({ permission, rows }) =>
    rows.map((row) => ({ permission, project: toProject(row) })),
  );
  return onceEach(held, ({ permission, project }) => `${project.nativeId} ${permission}`);
}

export interface Party {
  readonly permission: string;
  readonly type: 'user' | 'team';
  readonly id: string;
  /** Login of a user, name of a team. */
  readonly name: string | undefined;
}

/** Users and teams stand mixed in one list (2.11); where `_type` is missing, only users have a login. */
export function toParties(content: readonly ContentEntry<PartyRow>[]): readonly Party[] {
  const parties = content.flatMap(({ permission, rows }) =>
    rows.map((row): Party => {
      const type = row._type === 'team' || (row._type !== 'user' && !isText(row.login)) ? 'team' : 'user';
      return { permission, type, id: row.id, name: textOrNothing(type === 'user' ? row.login : row.name) };
    }),
  );
  return onceEach(parties, ({ id, permission }) => `${id} ${permission}`);
}

/** Both forms of the offset are in use, `+00:00` and `+0000` (squash.md 6). */
function toInstant(value: string | number | null | undefined): Instant | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  return parseInstant(value.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'));
}

function onceEach<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    return !seen.has(key) && seen.add(key);
  });
}

/** Empty text stands for "not set" upstream (2.1). */
function textOrNothing(value: string | null | undefined): string | undefined {
  return isText(value) ? value : undefined;
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
