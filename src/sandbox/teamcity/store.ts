import type {
  TeamCityRoleAssignmentSeed,
  TeamCityRoleSeed,
  TeamCitySeed,
  TeamCityUserSeed,
} from '../company/company.ts';
import type { Random } from '../kernel/random.ts';
import { stockPermissions, stockRoles } from './permissions/permission-catalogue.ts';
import type { RoleAssignment, UserRecord } from './records.ts';
import { allUsersGroup, rootProject } from './state.ts';
import type { TeamCityState } from './state.ts';
import type { TeamCitySwitches } from './switches.ts';
import { newTokenValue } from './changes/token-value.ts';
import { addToken, addUser, joinGroup } from './changes/user-store.ts';

/** Makes the server of a seed. A seed that names unknown groups, roles or parents is refused. */
export function createState(
  seed: TeamCitySeed,
  switches: TeamCitySwitches,
  random: Random,
  now: Date,
): TeamCityState {
  const state: TeamCityState = {
    users: new Map(),
    usersByName: new Map(),
    orderedUsers: [],
    compareUsers: (one, other) => rank(one.id, switches) - rank(other.id, switches),
    tokens: new Map(),
    groups: new Map(),
    members: new Map(),
    roles: new Map(),
    projects: new Map(),
    permissions: new Map(stockPermissions().map((permission) => [permission.id, permission])),
    nextUserId: 1 + Math.max(0, ...idsOf(seed)),
  };
  seedProjects(state, seed);
  seedRoles(state, seed);
  seedGroups(state, seed);
  for (const user of seed.users) seedUser(state, user, random, now);
  state.orderedUsers.push(...state.users.values());
  state.orderedUsers.sort(state.compareUsers);
  return state;
}

/** Multiplying by an odd number permutes the 32-bit numbers: a fixed order without ties that is not by id. */
function rank(id: number, switches: TeamCitySwitches): number {
  return switches.userOrder === 'by id' ? id : Math.imul(id, 0x9e3779b1) >>> 0;
}

function seedProjects(state: TeamCityState, seed: TeamCitySeed): void {
  state.projects.set(rootProject, {
    id: rootProject,
    internalId: rootProject,
    name: '<Root project>',
    description: 'Contains all other projects',
    archived: false,
  });
  for (const [index, project] of seed.projects.entries()) {
    const { id, name, description, parent = rootProject, archived = false } = project;
    if (id === rootProject) continue;
    known(state.projects, parent, `parent of project ${id}`);
    state.projects.set(id, {
      id,
      internalId: `project${index + 1}`,
      name,
      description,
      parentId: parent,
      archived,
    });
  }
}

/** A seed that lists roles lists all of them; what it leaves out of a stock role is as in the product. */
function seedRoles(state: TeamCityState, seed: TeamCitySeed): void {
  const listed: readonly TeamCityRoleSeed[] = seed.roles.length === 0 ? stockRoles : seed.roles;
  const ids = new Set(listed.map((role) => role.id));
  for (const role of listed) {
    const stock = stockRoles.find((each) => each.id === role.id);
    const permissions = role.permissions?.map((id) => id.toLowerCase()) ?? stock?.permissions ?? [];
    const includes = role.includes ?? stock?.includes.filter((id) => ids.has(id)) ?? [];
    state.roles.set(role.id, {
      id: role.id,
      name: role.name,
      permissions: new Set(permissions),
      includes: new Set(includes),
    });
    for (const id of permissions) {
      if (!state.permissions.has(id)) state.permissions.set(id, { id, name: sentence(id), global: false });
    }
    for (const id of includes) known(ids, id, `included role of ${role.id}`);
  }
}

function seedGroups(state: TeamCityState, seed: TeamCitySeed): void {
  const everyone = { key: allUsersGroup, name: 'All Users', description: 'Contains all TeamCity users' };
  for (const group of [everyone, ...seed.groups]) {
    const { key, name, description, parents = [], roles = [] }: TeamCitySeed['groups'][number] = group;
    state.groups.set(key, {
      key,
      name,
      description,
      parents: [...parents],
      roles: roles.map((role) => assignment(state, role, `group ${key}`)),
      properties: new Map(),
    });
    state.members.set(key, new Set());
  }
  for (const group of state.groups.values()) {
    for (const parent of group.parents) known(state.groups, parent, `parent of group ${group.key}`);
  }
}

function seedUser(state: TeamCityState, seed: TeamCityUserSeed, random: Random, now: Date): void {
  const id = seed.id ?? state.nextUserId;
  const user: UserRecord = {
    id,
    username: seed.username.toLowerCase(),
    name: seed.name,
    email: seed.email,
    password: seed.hasPassword === false ? undefined : (seed.password ?? 'sandbox'),
    lastLoginAt: seed.lastLoginAt === undefined ? undefined : Date.parse(seed.lastLoginAt),
    enabled2FA: seed.enabled2FA ?? false,
    properties: new Map(Object.entries(seed.properties ?? {})),
    roles: (seed.roles ?? []).map((role) => assignment(state, role, `user ${seed.username}`)),
    groups: new Set(),
    tokens: [],
  };
  addUser(state, user);
  for (const key of [allUsersGroup, ...(seed.groups ?? [])]) {
    known(state.groups, key, `group of user ${seed.username}`);
    joinGroup(state, user, key);
  }
  for (const token of seed.tokens ?? []) {
    addToken(state, user, {
      name: token.name,
      value: token.value ?? newTokenValue(random),
      createdAt: token.createdAt === undefined ? now.getTime() : Date.parse(token.createdAt),
      expiresAt: token.expiresAt === undefined ? undefined : Date.parse(token.expiresAt),
    });
  }
}

/** The project may be unknown on purpose: one that has gone. */
function assignment(state: TeamCityState, seed: TeamCityRoleAssignmentSeed, where: string): RoleAssignment {
  known(state.roles, seed.role, `role of ${where}`);
  return { roleId: seed.role, projectId: seed.project };
}

function known(map: { has(key: string): boolean }, key: string, what: string): void {
  if (!map.has(key)) throw new Error(`TeamCity seed: ${what} is '${key}', which is not in the seed.`);
}

function* idsOf(seed: TeamCitySeed): Generator<number> {
  for (const { id } of seed.users) if (id !== undefined) yield id;
}

/** `run_build` → `Run build`. */
function sentence(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
