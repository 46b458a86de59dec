import { grantsOf, outranks } from './access.ts';
import type { Call } from '../protocol/call.ts';
import { effectiveAssignments, withParentGroups } from './effective-roles.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { accessDenied, notAuthorized } from '../protocol/rest-error.ts';

/** Who may do what (section 5). Each check throws the 403 of the contract. */

export function requireViewAll(call: Call): void {
  if (call.caller.access.viewsAll) return;
  throw notAuthorized(
    `User '${call.caller.user.username}' does not have any of the permissions granted globally: ` +
      `[View user profile, Change user profile]`,
  );
}

/** Oneself, or anybody for whoever has a view right. */
export function maySeeUser(call: Call, user: UserRecord): boolean {
  return user.id === call.caller.user.id || call.caller.access.viewsAll;
}

export function requirePermission(call: Call, permission: string): void {
  if (!call.caller.access.may(permission)) throw denied(call, permission, 'globally');
}

/** Own name, user name, e-mail and password may be changed by oneself; measured on 2025.11. */
export function requireProfileChange(call: Call, user: UserRecord): void {
  if (user.id !== call.caller.user.id) requirePermission(call, 'change_user');
}

/** Project administrators may give and take roles in their projects only. */
export function requireRoleChange(call: Call, projectId: string | undefined): void {
  const permission = 'change_user_roles_in_project';
  if (call.caller.access.may(permission, projectId)) return;
  const internalId = projectId === undefined ? undefined : call.state.projects.get(projectId)?.internalId;
  const where = internalId === undefined ? 'globally' : `in project with internal id: ${internalId}`;
  throw denied(call, permission, where);
}

export function requireUserDeletion(call: Call, user: UserRecord): void {
  requirePermission(call, 'delete_user');
  const grants = grantsOf(call.state, effectiveAssignments(call.state, user));
  if (outranks(call.caller.access, grants)) return;
  throw accessDenied(`You do not have enough permissions to delete user '${user.username}'`);
}

/** Changing who is in a group; not for groups that give more than one has oneself. */
export function requireMembershipChange(call: Call, group: GroupRecord): void {
  requirePermission(call, 'change_user');
  requireNotStronger(call, group);
}

export function requireGroupChange(call: Call, group: GroupRecord, permission: string): void {
  requirePermission(call, permission);
  requireNotStronger(call, group);
}

function requireNotStronger(call: Call, group: GroupRecord): void {
  const keys = withParentGroups(call.state, [group.key]);
  const assignments = [...keys].flatMap((key) => call.state.groups.get(key)?.roles ?? []);
  if (outranks(call.caller.access, grantsOf(call.state, assignments))) return;
  throw accessDenied(`You do not have enough permissions to change group '${group.key}'`);
}

function denied(call: Call, permission: string, where: string): ReturnType<typeof accessDenied> {
  const name = call.state.permissions.get(permission)?.name ?? permission;
  return accessDenied(`You do not have "${name}" permission ${where}`);
}
