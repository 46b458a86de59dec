import { systemAdministratorRole } from './permission-catalogue.ts';
import type { RoleAssignment, UserRecord } from '../records.ts';
import type { TeamCityState } from '../state.ts';

/** The keys given and those of all groups above them. */
export function withParentGroups(state: TeamCityState, keys: Iterable<string>): Set<string> {
  const found = new Set(keys);
  // A set may grow while it is walked: parents found on the way are walked too.
  for (const key of found) for (const parent of state.groups.get(key)?.parents ?? []) found.add(parent);
  return found;
}

/** Direct assignments and those inherited from groups and their parents (section 2.1, `role`). */
export function effectiveAssignments(state: TeamCityState, user: UserRecord): RoleAssignment[] {
  const inherited = [...withParentGroups(state, user.groups)].flatMap(
    (key) => state.groups.get(key)?.roles ?? [],
  );
  return [...user.roles, ...inherited];
}

/** A role and all roles it includes, however deep. */
export function withIncludedRoles(state: TeamCityState, roleId: string): Set<string> {
  const found = new Set([roleId]);
  for (const id of found) for (const included of state.roles.get(id)?.includes ?? []) found.add(included);
  return found;
}

/** Ids of the permissions a role gives, with those of included roles; the system administrator has all. */
export function permissionsOfRole(state: TeamCityState, roleId: string): Set<string> {
  const roles = withIncludedRoles(state, roleId);
  if (roles.has(systemAdministratorRole)) return new Set(state.permissions.keys());
  return new Set([...roles].flatMap((id) => [...(state.roles.get(id)?.permissions ?? [])]));
}

/** The project and those above it, nearest first. */
export function withParentProjects(state: TeamCityState, projectId: string): Set<string> {
  const found = new Set<string>();
  for (let id: string | undefined = projectId; id !== undefined && !found.has(id);) {
    found.add(id);
    id = state.projects.get(id)?.parentId;
  }
  return found;
}
