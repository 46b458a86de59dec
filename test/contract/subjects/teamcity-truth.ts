import type {
  TeamCityGroupSeed,
  TeamCityRoleAssignmentSeed,
  TeamCitySeed,
  TeamCityUserSeed,
} from '#sandbox/company/company.ts';
import { heldText, instant, sortedOnce } from '../truth.ts';
import type { AccountTruth, EntityTruth, TokenTruth, Truth } from '../truth.ts';

/** The group everybody is in, and the project above all others (teamcity.md 3.1 and 3.3). */
const allUsers: TeamCityGroupSeed = { key: 'ALL_USERS_GROUP', name: 'All Users' };
const rootProject: EntityTruth = { id: '_Root', name: '<Root project>', isActive: true };

export function teamcityTruth(seed: TeamCitySeed): Truth {
  const groups = new Map([allUsers, ...seed.groups].map((group) => [group.key, group]));
  return {
    accounts: seed.users.map((user) => account(user, groups)),
    entities: {
      role: seed.roles.map(({ id, name }) => ({ id, name, permissions: permissionsOf(id, seed) })),
      group: [...groups.values()].map(({ key, name, parents = [], roles = [] }) => ({
        id: key,
        name,
        parents: sortedOnce(parents),
        roles: sortedOnce(roles.map(({ role }) => role)),
      })),
      project: [
        rootProject,
        ...seed.projects.map(({ id, name, description, archived = false }) => ({
          id,
          name,
          description,
          isActive: !archived,
        })),
      ],
    },
  };
}

/** A role allows what the roles it includes allow. */
function permissionsOf(id: string, seed: TeamCitySeed): string[] {
  const included = new Set([id]);
  for (const each of included) {
    for (const other of seed.roles.find((role) => role.id === each)?.includes ?? []) included.add(other);
  }
  return sortedOnce(
    seed.roles.filter((role) => included.has(role.id)).flatMap((role) => role.permissions ?? []),
  );
}

function account(user: TeamCityUserSeed, groups: ReadonlyMap<string, TeamCityGroupSeed>): AccountTruth {
  const direct = [allUsers.key, ...(user.groups ?? [])];
  const lineage = withParents(direct, groups);
  const ways = [
    ...(user.roles ?? []).map((assignment) => ({ assignment, via: undefined })),
    ...lineage.flatMap((group) =>
      (group.roles ?? []).map((assignment) => ({ assignment, via: `group ${group.key}` })),
    ),
  ];
  return {
    id: String(user.id),
    login: user.username,
    displayName: user.name ?? user.username,
    email: user.email,
    status: 'ACTIVE',
    isAdministrator: ways.some(({ assignment }) => isAdministrative(assignment)),
    lastLoginAt: instant(user.lastLoginAt),
    holdings: {
      roles: sortedOnce(ways.map(({ assignment, via }) => assignmentText(assignment, via))),
      groups: sortedOnce(direct.map((key) => heldText({ thing: key }))),
    },
    tokens: (user.tokens ?? []).map(tokenTruth),
    secrets: (user.tokens ?? []).flatMap(({ value }) => value ?? []),
  };
}

function withParents(
  direct: readonly string[],
  groups: ReadonlyMap<string, TeamCityGroupSeed>,
): TeamCityGroupSeed[] {
  const keys = new Set(direct);
  for (const key of keys) for (const parent of groups.get(key)?.parents ?? []) keys.add(parent);
  return [...keys].flatMap((key) => groups.get(key) ?? []);
}

function isAdministrative({ role, project }: TeamCityRoleAssignmentSeed): boolean {
  return role === 'SYSTEM_ADMIN' && project === undefined;
}

function assignmentText({ role, project }: TeamCityRoleAssignmentSeed, via: string | undefined): string {
  return heldText({
    thing: role,
    scope: project === undefined ? 'g' : `p:${project}`,
    projectId: project,
    via,
  });
}

function tokenTruth(token: NonNullable<TeamCityUserSeed['tokens']>[number]): TokenTruth {
  const expiresAt = instant(token.expiresAt);
  const isExpired = expiresAt !== undefined && expiresAt < Date.now();
  return {
    name: token.name,
    state: isExpired ? 'EXPIRED' : 'ACTIVE',
    expiry: expiresAt === undefined ? 'NEVER' : 'EXPIRES',
    usage: 'UNKNOWN',
    createdAt: instant(token.createdAt),
    expiresAt,
  };
}
