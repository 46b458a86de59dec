import type { ZephyrSeed, ZephyrUserSeed } from '../company/company.ts';
import type { SimulatorSurroundings } from '../kernel/simulator.ts';
import { builtInRoles, dashboardRole } from './built-in-roles.ts';
import type { ZephyrGroup, ZephyrProject, ZephyrRole, ZephyrToken, ZephyrUser } from './entities.ts';

export interface ZephyrState {
  readonly users: Map<number, ZephyrUser>;
  /** By login in lower case. */
  readonly userIdByLogin: Map<string, number>;
  readonly roles: Map<number, ZephyrRole>;
  readonly groups: Map<number, ZephyrGroup>;
  readonly projects: Map<number, ZephyrProject>;
  readonly tokens: Map<number, ZephyrToken>;
  readonly tokenByValue: Map<string, ZephyrToken>;
  /** Cookie value → user id. */
  readonly sessions: Map<string, number>;
  /** Highest id given so far, by kind. */
  readonly lastId: {
    user: number;
    role: number;
    group: number;
    project: number;
    teamRow: number;
    token: number;
  };
  /** User id → ids of the projects whose team names them; dropped by every write to a project. */
  projectIdsByUser: Map<number, number[]> | undefined;
}

type ByName = ReadonlyMap<string, number>;

/** Time at which everything in the seed began: 1 January 2025. */
const beginning = 1_735_689_600_000;
const noProfile: Readonly<Record<string, string>> = {};

/** The state a server has after installation and the seed's people: the same for the same seed and randomness. */
export function createState(seed: ZephyrSeed, { now, random }: SimulatorSurroundings): ZephyrState {
  const state: ZephyrState = {
    users: new Map(),
    userIdByLogin: new Map(),
    roles: new Map(),
    groups: new Map(),
    projects: new Map(),
    tokens: new Map(),
    tokenByValue: new Map(),
    sessions: new Map(),
    lastId: { user: 0, role: 100, group: 0, project: 0, teamRow: 0, token: 0 },
    projectIdsByUser: undefined,
  };
  addRoles(state, seed);
  addGroups(state, seed);
  const roleIds = idsByName(state.roles);
  const groupIds = idsByName(state.groups);
  addProjects(state, seed, roleIds, groupIds);
  addUsers(state, seed, roleIds, groupIds, now().getTime());
  addTeams(state, seed, roleIds);
  addTokens(state, seed, () => random.hex(40));
  return state;
}

export function addToken(state: ZephyrState, userId: number, label: string, value: string): ZephyrToken {
  const token = { id: (state.lastId.token += 1), label, value, userId };
  state.tokens.set(token.id, token);
  state.tokenByValue.set(value, token);
  return token;
}

export function dropToken(state: ZephyrState, token: ZephyrToken): void {
  state.tokens.delete(token.id);
  state.tokenByValue.delete(token.value);
}

/** Custom ids of the seed (one of them beyond 32 bits) do not push the counter up: the next id is small again. */
export function nextUserId(state: ZephyrState): number {
  do state.lastId.user += 1;
  while (state.users.has(state.lastId.user));
  return state.lastId.user;
}

function addRoles(state: ZephyrState, seed: ZephyrSeed): void {
  for (const role of builtInRoles) {
    state.roles.set(role.id, { ...role, description: undefined, isProjectRole: false, createdOn: beginning });
  }
  for (const role of seed.roles) {
    state.roles.set(role.id, {
      id: role.id,
      name: role.name,
      description: role.description,
      isProjectRole: role.isProjectRole ?? false,
      applications: role.applications ?? [],
      createdOn: beginning,
    });
    state.lastId.role = Math.max(state.lastId.role, role.id);
  }
}

function addGroups(state: ZephyrState, seed: ZephyrSeed): void {
  for (const { id, name, disabled = false } of seed.groups) {
    state.groups.set(id, { id, name, disabled, createdOn: beginning });
    state.lastId.group = Math.max(state.lastId.group, id);
  }
}

function addProjects(state: ZephyrState, seed: ZephyrSeed, roleIds: ByName, groupIds: ByName): void {
  for (const project of seed.projects) {
    state.projects.set(project.id, {
      id: project.id,
      version: 1,
      name: project.name,
      description: project.description,
      active: project.active ?? true,
      startDate: beginning,
      createdOn: beginning,
      members: [],
      groups: (project.groups ?? []).map(({ group, role }) => ({
        groupId: idOf(groupIds, group),
        roleId: idOf(roleIds, role),
      })),
    });
    state.lastId.project = Math.max(state.lastId.project, project.id);
  }
}

function addUsers(
  state: ZephyrState,
  seed: ZephyrSeed,
  roleIds: ByName,
  groupIds: ByName,
  now: number,
): void {
  // Lists that the seed shares between accounts stay shared: twenty thousand accounts hold a few hundred lists.
  const roleLists = sharedLists(roleIds);
  const groupLists = sharedLists(groupIds);
  const given = new Set(seed.users.map((user) => user.id));
  for (const account of seed.users) {
    const id = account.id ?? freeId(state, given);
    state.users.set(id, userOf(id, account, roleLists(account.roles), groupLists(account.groups), now));
    state.userIdByLogin.set(account.username.toLowerCase(), id);
  }
}

function userOf(
  id: number,
  account: ZephyrUserSeed,
  roles: readonly number[],
  groups: readonly number[],
  now: number,
): ZephyrUser {
  const isDashboardOnly = roles.length === 1 && roles[0] === dashboardRole;
  const userType = account.userType ?? (isDashboardOnly ? 2 : 0);
  const { failedLogins = 0, title, location } = account;
  return {
    id,
    username: account.username,
    firstName: account.firstName,
    lastName: account.lastName,
    email: account.email,
    accountEnabled: account.enabled ?? true,
    accountExpired: account.accountExpired ?? false,
    credentialsExpired: account.credentialsExpired ?? false,
    isCustomizeUsername: undefined,
    userType,
    chargeableFlag: userType !== 2,
    isInternal: account.isInternal ?? true,
    type: account.type,
    roleIds: roles,
    groupIds: groups,
    profile:
      title === undefined && location === undefined
        ? noProfile
        : { ...(title !== undefined && { title }), ...(location !== undefined && { location }) },
    password: account.password ?? 'sandbox',
    countAttempts: failedLogins,
    lastFailureAt: failedLogins > 0 ? now : undefined,
    lastSuccessfulLogin: account.lastLoginAt === undefined ? undefined : Date.parse(account.lastLoginAt),
  };
}

function addTeams(state: ZephyrState, seed: ZephyrSeed, roleIds: ByName): void {
  const projectIds = idsByName(state.projects);
  const teams = new Map<number, ZephyrProject['members'][number][]>();
  for (const { username, projects = {} } of seed.users) {
    const userId = idOf(state.userIdByLogin, username.toLowerCase());
    for (const [name, role] of Object.entries(projects)) {
      const id = (state.lastId.teamRow += 1);
      const row = { id, version: 0, userId, startDate: beginning, roleId: idOf(roleIds, role) };
      const projectId = idOf(projectIds, name);
      const team = teams.get(projectId);
      if (team === undefined) teams.set(projectId, [row]);
      else team.push(row);
    }
  }
  for (const project of state.projects.values()) project.members = teams.get(project.id) ?? [];
}

function addTokens(state: ZephyrState, seed: ZephyrSeed, makeValue: () => string): void {
  for (const { username, tokens = [] } of seed.users) {
    const userId = idOf(state.userIdByLogin, username.toLowerCase());
    for (const { label, value } of tokens) addToken(state, userId, label, value ?? makeValue());
  }
}

function freeId(state: ZephyrState, given: ReadonlySet<number | undefined>): number {
  do state.lastId.user += 1;
  while (given.has(state.lastId.user));
  return state.lastId.user;
}

function idsByName(things: ReadonlyMap<number, { readonly id: number; readonly name: string }>): ByName {
  return new Map([...things.values()].map(({ id, name }) => [name, id]));
}

function sharedLists(ids: ByName): (names: readonly string[] | undefined) => readonly number[] {
  const none: readonly number[] = [];
  const known = new Map<readonly string[], readonly number[]>();
  return (names) => {
    if (names === undefined) return none;
    const list = known.get(names) ?? names.map((name) => idOf(ids, name));
    known.set(names, list);
    return list;
  };
}

function idOf(ids: ByName, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The seed of Zephyr names "${name}", which is not in it.`);
  return id;
}
