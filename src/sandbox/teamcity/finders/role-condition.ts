import { grantsOf, holds } from '../permissions/access.ts';
import type { Call } from '../protocol/call.ts';
import {
  effectiveAssignments,
  permissionsOfRole,
  withIncludedRoles,
  withParentGroups,
  withParentProjects,
} from '../permissions/effective-roles.ts';
import { parseLocator, refuseUnknownDimensions, valueOf, valuesOf } from './locator.ts';
import { findProject } from './project-finder.ts';
import type { RoleAssignment, RoleRecord, UserRecord } from '../records.ts';
import { badLocator, notFound } from '../protocol/rest-error.ts';
import type { TeamCityState } from '../state.ts';

/** What the assignment has to be: any role, any scope where a part is missing. */
interface Wanted {
  readonly role?: RoleRecord | undefined;
  readonly scope: 'any' | 'global' | { readonly projectId: string };
}

/** Reads `role:(role:(id:R),scope:…)`, several as `(item:(…),item:(…))` of which all must hold (section 2.1). */
export function roleCondition(call: Call, text: string): (user: UserRecord) => boolean {
  const locator = parseLocator(text);
  if (locator.single !== undefined) throw badLocator(`No dimensions in role condition '${text}'.`);
  refuseUnknownDimensions(locator, ['role', 'scope', 'method', 'item']);
  const items = valuesOf(locator, 'item').map((item) => roleCondition(call, item));
  if (items.length > 0) return (user) => items.every((fits) => fits(user));
  const wanted: Wanted = {
    role: roleOf(call.state, valueOf(locator, 'role')),
    scope: scopeOf(call.state, valueOf(locator, 'scope')),
  };
  const method = valueOf(locator, 'method') ?? 'effective';
  if (method === 'effective') return effectively(call.state, wanted);
  if (method === 'byPermission') return byPermission(call.state, wanted);
  throw badLocator(
    `Invalid value of dimension 'method': '${method}'. Supported are: effective, byPermission.`,
  );
}

/** Role ids match in any case here, unlike in paths and bodies. */
function roleOf(state: TeamCityState, text: string | undefined): RoleRecord | undefined {
  if (text === undefined) return undefined;
  const locator = parseLocator(text);
  if (locator.single === undefined) refuseUnknownDimensions(locator, ['id']);
  const id = locator.single ?? valueOf(locator, 'id') ?? '';
  const role = [...state.roles.values()].find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (role === undefined) throw notFound(`Cannot find role by id '${id}'.`);
  return role;
}

function scopeOf(state: TeamCityState, text: string | undefined): Wanted['scope'] {
  if (text === undefined) return 'any';
  if (text === 'global' || text.toLowerCase() === 'g') return 'global';
  const locator = parseLocator(text);
  refuseUnknownDimensions(locator, ['project', 'p']);
  const project = valueOf(locator, 'project') ?? valueOf(locator, 'p');
  if (project === undefined) throw badLocator(`Unsupported scope '${text}'.`);
  return { projectId: findProject(state, project).id };
}

/** Counts including roles, parent projects, the global scope and what groups hand down. */
function effectively(state: TeamCityState, wanted: Wanted): (user: UserRecord) => boolean {
  const roles = rolesGiving(state, wanted.role);
  const scopes =
    typeof wanted.scope === 'string' ? undefined : withParentProjects(state, wanted.scope.projectId);
  const fits = ({ roleId, projectId }: RoleAssignment): boolean => {
    if (!roles.has(roleId)) return false;
    if (projectId === undefined) return true;
    if (!state.projects.has(projectId) || wanted.scope === 'global') return false;
    return scopes === undefined || scopes.has(projectId);
  };
  const groups = new Set(
    [...state.groups.keys()].filter((key) =>
      [...withParentGroups(state, [key])].some((each) => state.groups.get(each)?.roles.some(fits)),
    ),
  );
  return (user) => user.roles.some(fits) || [...user.groups].some((key) => groups.has(key));
}

/** The role and those that include it. */
function rolesGiving(state: TeamCityState, role: RoleRecord | undefined): Set<string> {
  const ids = [...state.roles.keys()];
  return new Set(role === undefined ? ids : ids.filter((id) => withIncludedRoles(state, id).has(role.id)));
}

function byPermission(state: TeamCityState, wanted: Wanted): (user: UserRecord) => boolean {
  if (wanted.role === undefined) throw badLocator(`Method 'byPermission' needs dimension 'role'.`);
  const permissions = [...permissionsOfRole(state, wanted.role.id)];
  const projectId = typeof wanted.scope === 'string' ? undefined : wanted.scope.projectId;
  return (user) => {
    const grants = grantsOf(state, effectiveAssignments(state, user));
    const inScope = (id: string | undefined): boolean =>
      permissions.every((permission) => holds(state, grants, permission, id));
    return inScope(projectId) || (wanted.scope === 'any' && [...grants.byProject.keys()].some(inScope));
  };
}
