import { filled, known } from '#connectors/known.ts';
import { onceEach, onceEachId } from '#connectors/once-each.ts';
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
  const name = filled(row.group);
  return name === undefined ? undefined : toGroup(name);
}

export function toAccount(system: string, row: UserRow): Account {
  const firstName = filled(row.first_name);
  const lastName = filled(row.last_name);
  const group = groupOf(row);
  return known({
    system,
    nativeId: row.id,
    login: row.login,
    displayName: [firstName, lastName].filter((part) => part !== undefined).join(' ') || row.login,
    status: statusOf(row.active),
    firstName,
    lastName,
    email: filled(row.email),
    isAdministrator: group === undefined ? undefined : group.nativeId === 'Admin',
    ...lastLogin(row.last_connected_on),
    ...audit(row),
  });
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

type Audit = Pick<Account, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'>;
type AuditedRow = Pick<UserRow, 'created_on' | 'created_by' | 'last_modified_on' | 'last_modified_by'>;

function audit(row: AuditedRow): Audit {
  return {
    createdAt: toInstant(row.created_on),
    createdBy: filled(row.created_by),
    updatedAt: toInstant(row.last_modified_on),
    updatedBy: filled(row.last_modified_by),
  };
}

export function toDetails(row: UserRow): SquashAccountDetails {
  return known({
    kind: 'squash',
    userGroup: groupOf(row)?.nativeId,
    canDeleteFromFront: row.can_delete_from_front ?? undefined,
  });
}

/** Undefined where the row does not tell: every account is in exactly one group (squash.md 2.9). */
export function toHeldGroups(row: UserRow): readonly HeldGroup[] | undefined {
  const group = groupOf(row);
  return group === undefined ? undefined : [{ group }];
}

/** Whole where the row brought what only a whole team shows: its description and when it was made (2.8, 3.1). */
export function toTeam(row: TeamRow): Team {
  return known({
    nativeId: row.id,
    name: filled(row.name),
    description: filled(row.description),
    ...audit(row),
    isWhole: row.description !== undefined && row.created_on !== undefined,
  });
}

export function toHeldTeams(rows: readonly TeamRow[]): readonly HeldTeam[] {
  return onceEachId(rows).map((row) => ({ team: toTeam(row) }));
}

export function toProject(row: ProjectRow): Project {
  return known({
    nativeId: row.id,
    name: filled(row.name),
    label: filled(row.label),
    description: filled(row.description),
    isActive: row.active ?? undefined,
    isWhole: row.active !== undefined && row.description !== undefined && row.label !== undefined,
  });
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
      const type =
        row._type === 'team' || (row._type !== 'user' && filled(row.login) === undefined) ? 'team' : 'user';
      return { permission, type, id: row.id, name: filled(type === 'user' ? row.login : row.name) };
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
