import type { Router } from '../../kernel/router.ts';
import { grantsOf } from '../permissions/access.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { effectiveAssignments, withParentProjects } from '../permissions/effective-roles.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Incoming } from '../protocol/endpoint.ts';
import { parseLocator, refuseUnknownDimensions, valueOf } from '../finders/locator.ts';
import { findProject } from '../finders/project-finder.ts';
import { findUser } from '../finders/user-finder.ts';
import { permissionAssignmentsWire } from '../wire/permission-assignments.ts';
import type { PermissionAssignment } from '../wire/permission-assignments.ts';

/** Effective permissions of a user (section 2.12): own account or view right. */
export function routeUserPermissions(router: Router<Incoming>): void {
  resource(router, '/users/:user/permissions', {
    GET: {
      produces: 'entity',
      run: (call, { user = '' }) => {
        const grants = grantsOf(call.state, effectiveAssignments(call.state, findUser(call, user)));
        const all: PermissionAssignment[] = [...grants.everywhere].map((permissionId) => ({ permissionId }));
        for (const [projectId, permissions] of grants.byProject) {
          for (const permissionId of permissions) all.push({ permissionId, projectId });
        }
        const found = all.filter(assignmentFilter(call, call.query.get('locator')));
        const value = permissionAssignmentsWire(call, found, requestedFields(call));
        return { element: 'permissionAssignments', value };
      },
    },
  });
}

function assignmentFilter(call: Call, text: string | null): (assignment: PermissionAssignment) => boolean {
  if (text === null) return () => true;
  const locator = parseLocator(text);
  refuseUnknownDimensions(locator, ['global', 'project', 'permission']);
  const global = valueOf(locator, 'global');
  const permission = valueOf(locator, 'permission')?.toLowerCase();
  const project = valueOf(locator, 'project');
  const projects =
    project === undefined ? undefined : withParentProjects(call.state, findProject(call.state, project).id);
  return ({ permissionId, projectId }) =>
    (global === undefined || (global === 'true') === (projectId === undefined)) &&
    (permission === undefined || permissionId === permission) &&
    (projects === undefined || projectId === undefined || projects.has(projectId));
}
