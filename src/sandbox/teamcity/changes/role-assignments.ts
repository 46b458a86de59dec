import type { Call } from '../protocol/call.ts';
import { requireRoleChange } from '../permissions/permission-checks.ts';
import { findProject } from '../finders/project-finder.ts';
import type { RoleAssignment } from '../records.ts';
import { listIn, textIn } from '../protocol/request-body.ts';
import { badRequest, notFound, RestError, unexpected } from '../protocol/rest-error.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** A user or a group: whoever holds roles. */
export interface RoleHolder {
  roles: RoleAssignment[];
}

/** Resolves what a path or body says; ids match exactly (section 2.10). Throws 404, 400 without a role id. */
export function resolveAssignment(call: Call, roleId: string, scope: string): RoleAssignment {
  if (roleId === '') throw badRequest('Role id should not be empty.');
  if (!call.state.roles.has(roleId)) throw notFound(`Cannot find role by id '${roleId}'.`);
  if (scope.toLowerCase() === 'g') return { roleId };
  if (!scope.startsWith('p:') || scope === 'p:') {
    throw notFound(`Cannot find scope by '${scope}'. Valid formats are: 'g' or 'p:<projectId>'.`);
  }
  return { roleId, projectId: findProject(call.state, scope.slice(2)).id };
}

/** As `resolveAssignment`; a missing scope is a 500 of the server. */
export function assignmentIn(call: Call, body: BodyObject): RoleAssignment {
  const roleId = textIn(body, 'roleId') ?? '';
  const scope = textIn(body, 'scope');
  if (roleId !== '' && scope === undefined)
    throw unexpected('Cannot invoke "String.length()" because "scope" is null');
  return resolveAssignment(call, roleId, scope ?? '');
}

export function isSameAssignment(one: RoleAssignment, other: RoleAssignment): boolean {
  return one.roleId === other.roleId && one.projectId === other.projectId;
}

/** Adding twice is harmless. */
export function addAssignment(call: Call, holder: RoleHolder, assignment: RoleAssignment): void {
  requireRoleChange(call, assignment.projectId);
  if (!holder.roles.some((each) => isSameAssignment(each, assignment))) holder.roles.push(assignment);
}

/** Taking away what was not there is the server's silent no-op unless the switch says otherwise. */
export function removeAssignment(call: Call, holder: RoleHolder, assignment: RoleAssignment): void {
  requireRoleChange(call, assignment.projectId);
  const rest = holder.roles.filter((each) => !isSameAssignment(each, assignment));
  if (rest.length === holder.roles.length && call.switches.removingUnassignedRoleStatus === 404) {
    throw notFound(`Role '${assignment.roleId}' is not assigned.`);
  }
  holder.roles = rest;
}

/** `PUT …/roles`: removes all, then adds one by one and stops at the first bad entry; nothing is rolled back. */
export function replaceAssignments(call: Call, holder: RoleHolder, body: BodyObject): void {
  const entries = listIn(body, 'role');
  removeAll(call, holder);
  for (const entry of required(entries)) addAssignment(call, holder, assignmentIn(call, entry));
}

/**
 * `roles` inside a user's create or update: removes all, tries every entry and returns what went wrong. Throws
 * 500 where the list is missing, the roles being gone by then.
 */
export function replaceAssignmentsLeniently(call: Call, holder: RoleHolder, body: BodyObject): string[] {
  const entries = listIn(body, 'role');
  removeAll(call, holder);
  const failures: string[] = [];
  for (const entry of required(entries)) {
    try {
      addAssignment(call, holder, assignmentIn(call, entry));
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      failures.push(`${error.exception}: ${error.message}`);
    }
  }
  return failures;
}

function removeAll(call: Call, holder: RoleHolder): void {
  while (holder.roles.length > 0) {
    requireRoleChange(call, holder.roles[0]?.projectId);
    holder.roles = holder.roles.slice(1);
  }
}

function required(entries: readonly BodyObject[] | undefined): readonly BodyObject[] {
  if (entries === undefined)
    throw unexpected('Cannot invoke "java.util.List.iterator()" because "roles" is null');
  return entries;
}
