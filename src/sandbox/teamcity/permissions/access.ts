import { effectiveAssignments, permissionsOfRole, withParentProjects } from './effective-roles.ts';
import type { RoleAssignment, TokenRestriction, UserRecord } from '../records.ts';
import type { TeamCityState } from '../state.ts';

/** Permissions by where they are held. */
export interface Grants {
  readonly everywhere: ReadonlySet<string>;
  readonly byProject: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What somebody may do, roles and token taken together. */
export interface Access {
  /** Whether the permission is held globally, or in the project if one is named. */
  may(permission: string, projectId?: string): boolean;
  /** The view-all gate of lists, groups and role definitions (section 5). */
  readonly viewsAll: boolean;
}

/** Adds up assignments; those of vanished projects count for nothing. */
export function grantsOf(state: TeamCityState, assignments: readonly RoleAssignment[]): Grants {
  const everywhere = new Set<string>();
  const byProject = new Map<string, Set<string>>();
  for (const { roleId, projectId } of assignments) {
    if (projectId !== undefined && !state.projects.has(projectId)) continue;
    const target = projectId === undefined ? everywhere : (byProject.get(projectId) ?? new Set());
    if (projectId !== undefined) byProject.set(projectId, target);
    for (const permission of permissionsOfRole(state, roleId)) target.add(permission);
  }
  return { everywhere, byProject };
}

/** Access of a registered user, cut down to what the token allows (section 1.2). */
export function accessOf(
  state: TeamCityState,
  user: UserRecord,
  restrictions: readonly TokenRestriction[] | undefined,
): Access {
  const grants = grantsOf(state, effectiveAssignments(state, user));
  return withViewGate(
    (permission, projectId) =>
      holds(state, grants, permission, projectId) && allowed(state, restrictions, permission, projectId),
  );
}

/** The super user may do everything. */
export const superUserAccess: Access = withViewGate(() => true);

/** Whether `grants` hold a permission globally, or in the project or one above it. */
export function holds(state: TeamCityState, grants: Grants, permission: string, projectId?: string): boolean {
  if (grants.everywhere.has(permission)) return true;
  if (projectId === undefined) return false;
  return [...withParentProjects(state, projectId)].some((id) => grants.byProject.get(id)?.has(permission));
}

/** Whether every one of `grants` is within `access`. */
export function outranks(access: Access, grants: Grants): boolean {
  return (
    [...grants.everywhere].every((permission) => access.may(permission)) &&
    [...grants.byProject].every(([projectId, permissions]) =>
      [...permissions].every((permission) => access.may(permission, projectId)),
    )
  );
}

function withViewGate(may: Access['may']): Access {
  return { may, viewsAll: may('view_user_profile') || may('change_user') };
}

function allowed(
  state: TeamCityState,
  restrictions: readonly TokenRestriction[] | undefined,
  permission: string,
  projectId: string | undefined,
): boolean {
  if (restrictions === undefined) return true;
  return restrictions.some(
    (restriction) =>
      restriction.permissionId === permission &&
      (restriction.projectId === undefined ||
        (projectId !== undefined && withParentProjects(state, projectId).has(restriction.projectId))),
  );
}
