import type { SquashSeed, SquashTeamSeed, SquashUserSeed } from '../company/company.ts';
import type { Random } from '../kernel/random.ts';
import { collationFold, foldCase } from './collation.ts';
import { Grants } from './grants.ts';
import { IdSequence } from './id-sequence.ts';
import { createProfiles, profileKey } from './profiles.ts';
import type { Profiles } from './profiles.ts';
import type { Audit, PartyRecord, ProjectRecord, TeamRecord, UserRecord } from './records.ts';
import { Sessions } from './sessions.ts';
import { isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';
import { Table } from './table.ts';
import { isoDate, mintToken, TokenTable } from './tokens.ts';

/** Everything that writes can change. */
export interface SquashStore {
  readonly users: Table<UserRecord>;
  readonly teams: Table<TeamRecord>;
  readonly projects: Table<ProjectRecord>;
  readonly profiles: Profiles;
  readonly grants: Grants;
  readonly tokens: TokenTable;
  readonly sessions: Sessions;
  /** One space for users and teams. */
  readonly partyIds: IdSequence;
}

export interface StoreSurroundings {
  readonly switches: SquashSwitches;
  readonly now: Date;
  readonly random: Random;
}

const DEFAULT_PASSWORD = 'sandbox';
const INSTALLED_ON = '2024-01-08T08:00:00.000Z';
const INSTALLED_BY = 'liquibase';

/** The state that a seed describes. Ids that the seed leaves out are given in order of appearance. */
export function createStore(seed: SquashSeed, surroundings: StoreSurroundings): SquashStore {
  const store = emptyStore(seed, surroundings.switches);
  const projectIds = new IdSequence('project', seed.projects);
  for (const { id, name, label = '', description = '', active = true, isTemplate = false } of seed.projects) {
    store.projects.add({ id: id ?? projectIds.next(), name, label, description, active, isTemplate });
  }
  for (const team of seed.teams) store.teams.add(teamRecord(team, team.id ?? store.partyIds.next()));
  for (const user of seed.users) store.users.add(userRecord(user, user.id ?? store.partyIds.next()));
  for (const team of seed.teams) {
    grantAll(store, seededTeam(store, team.name), team.projects, surroundings.switches);
  }
  for (const user of seed.users) attachUser(store, user, surroundings);
  return store;
}

/** The party of that id, of either kind. */
export function partyOf(store: SquashStore, id: number): PartyRecord | undefined {
  return store.users.get(id) ?? store.teams.get(id);
}

export function join(user: UserRecord, team: TeamRecord): void {
  user.teamIds.add(team.id);
  team.memberIds.add(user.id);
}

export function leave(user: UserRecord, team: TeamRecord): void {
  user.teamIds.delete(team.id);
  team.memberIds.delete(user.id);
}

function emptyStore(seed: SquashSeed, switches: SquashSwitches): SquashStore {
  const fold = collationFold(switches.collation);
  const takenFold = switches.caseInsensitiveLogin ? (login: string): string => foldCase(fold(login)) : fold;
  return {
    users: new Table({ nameOf: (user) => user.login, fold, takenFold }),
    teams: new Table({ nameOf: (team) => team.name, fold }),
    projects: new Table({ nameOf: (project) => project.name, fold: (name) => name }),
    profiles: createProfiles(isAtLeast(switches, 8) ? (seed.profiles ?? []) : []),
    grants: new Grants(),
    tokens: new TokenTable(),
    sessions: new Sessions(),
    partyIds: new IdSequence('party', [...seed.teams, ...seed.users]),
  };
}

function teamRecord(seed: SquashTeamSeed, id: number): TeamRecord {
  const { name, description = '' } = seed;
  return { kind: 'team', id, name, description, audit: seededAudit(seed), memberIds: new Set() };
}

function userRecord(seed: SquashUserSeed, id: number): UserRecord {
  return {
    kind: 'user',
    id,
    login: seed.login,
    firstName: seed.firstName ?? '',
    lastName: seed.lastName,
    email: seed.email ?? '',
    active: seed.active ?? true,
    group: seed.group ?? 'User',
    canDeleteFromFront: seed.canDeleteFromFront ?? true,
    password: seed.password ?? DEFAULT_PASSWORD,
    lastConnectedOn: seed.lastConnectedAt,
    ownsMilestone: seed.ownsMilestone ?? false,
    audit: seededAudit(seed),
    teamIds: new Set(),
  };
}

function seededAudit(seed: SquashTeamSeed | SquashUserSeed): Audit {
  const { createdBy = INSTALLED_BY, createdAt = INSTALLED_ON } = seed;
  return {
    createdBy,
    createdOn: createdAt,
    modifiedBy: seed.updatedBy ?? createdBy,
    modifiedOn: seed.updatedAt ?? createdAt,
  };
}

function attachUser(store: SquashStore, seed: SquashUserSeed, surroundings: StoreSurroundings): void {
  const user = store.users.named(seed.login);
  if (user?.login !== seed.login) {
    throw new Error(`The Squash seed holds two logins that one database cannot tell apart: ${seed.login}.`);
  }
  for (const team of seed.teams ?? []) join(user, seededTeam(store, team));
  grantAll(store, user, seed.projects, surroundings.switches);
  addTokens(store, user, seed, surroundings);
}

function seededTeam(store: SquashStore, name: string): TeamRecord {
  const team = store.teams.named(name);
  if (team === undefined) throw new Error(`The Squash seed names an unknown team: ${name}.`);
  return team;
}

function grantAll(
  store: SquashStore,
  party: PartyRecord,
  projects: Readonly<Record<string, string>> | undefined,
  switches: SquashSwitches,
): void {
  for (const [projectName, profileName] of Object.entries(projects ?? {})) {
    const project = store.projects.named(projectName);
    const profile = store.profiles.byKey.get(profileKey(profileName));
    if (project === undefined) throw new Error(`The Squash seed names an unknown project: ${projectName}.`);
    if (profile !== undefined) store.grants.set(party.id, project.id, profile.id);
    // Servers before 8.0 know no custom profiles, so one seed serves all versions without those grants.
    else if (isAtLeast(switches, 8)) {
      throw new Error(`The Squash seed names an unknown profile: ${profileName}.`);
    }
  }
}

function addTokens(
  store: SquashStore,
  user: UserRecord,
  seed: SquashUserSeed,
  around: StoreSurroundings,
): void {
  for (const { name, value, permissions = 'READ_WRITE', expiresOn } of seed.tokens ?? []) {
    const expiryDate = expiresOn ?? oneYearFrom(around.now);
    const order = {
      id: store.tokens.nextId(),
      userId: user.id,
      name,
      permissions,
      expiryDate,
      createdBy: user.login,
      createdOn: new Date(user.audit.createdOn),
      value,
    };
    store.tokens.add(mintToken(order, around.random));
  }
}

/** Expiry is mandatory, and about a year is what running servers show (squash.md 4). */
function oneYearFrom(time: Date): string {
  const later = new Date(time);
  later.setUTCFullYear(later.getUTCFullYear() + 1);
  return isoDate(later);
}
