import type {
  TeamCityGroupSeed,
  TeamCityRoleAssignmentSeed,
  TeamCitySeed,
  TeamCityUserSeed,
} from '#sandbox/company/company.ts';
import { instantText, roleText, sortedOnce, textOrNull } from './gateway-account-facts.ts';
import type { AccountFacts } from './gateway-account-facts.ts';

/** The group everybody is in without a seed saying so (teamcity.md 3.1). */
export const allUsersGroup: TeamCityGroupSeed = { key: 'ALL_USERS_GROUP', name: 'All Users' };

export function teamcityFacts(seed: TeamCitySeed): AccountFacts[] {
  const names = {
    role: new Map(seed.roles.map(({ id, name }) => [id, name])),
    project: new Map(seed.projects.map(({ id, name }) => [id, name])),
  };
  const groups = new Map([allUsersGroup, ...seed.groups].map((group) => [group.key, group]));
  return seed.users.map((user) => factsOf(user, names, groups));
}

interface Names {
  readonly role: ReadonlyMap<string, string>;
  readonly project: ReadonlyMap<string, string>;
}

function factsOf(
  user: TeamCityUserSeed,
  names: Names,
  groups: ReadonlyMap<string, TeamCityGroupSeed>,
): AccountFacts {
  const direct = [allUsersGroup.key, ...(user.groups ?? [])];
  const lineage = withParents(direct, groups);
  const held = [
    ...(user.roles ?? []).map((assignment) => ({ assignment, via: undefined })),
    ...lineage.flatMap(({ name: via, roles = [] }) => roles.map((assignment) => ({ assignment, via }))),
  ];
  return {
    system: 'teamcity',
    login: user.username,
    firstName: null,
    lastName: null,
    displayName: user.name ?? user.username,
    email: textOrNull(user.email),
    status: 'ACTIVE',
    isAdministrator: held.some(({ assignment }) => isAdministrative(assignment)),
    lastLoginAt: instantText(user.lastLoginAt),
    hasLoggedIn: user.lastLoginAt !== undefined,
    held: {
      roles: sortedOnce(held.map(({ assignment, via }) => assignmentText(assignment, via, names))),
      groups: sortedOnce(direct.map((key) => groups.get(key)?.name ?? key)),
      teams: [],
      projectPermissions: [],
    },
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

function assignmentText(
  { role, project }: TeamCityRoleAssignmentSeed,
  via: string | undefined,
  names: Names,
): string {
  const scope = project === undefined ? 'g' : `p:${project}`;
  const projectName = project === undefined ? undefined : (names.project.get(project) ?? project);
  return roleText(names.role.get(role) ?? role, scope, projectName, via);
}
