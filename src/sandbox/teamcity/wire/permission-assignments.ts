import type { Call } from '../protocol/call.ts';
import { includes, longFields, nested, noFields, shortFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import { projectWire } from './projects.ts';
import { permissionWire } from './role-definitions.ts';
import type { WireObject } from './wire-value.ts';

/** A permission somebody holds, in a project or, without one, globally. */
export interface PermissionAssignment {
  readonly permissionId: string;
  readonly projectId?: string | undefined;
}

export function permissionAssignmentsWire(
  call: Call,
  assignments: readonly PermissionAssignment[],
  fields: Fields,
): WireObject {
  const items = nested(fields, 'permissionAssignment', noFields, longFields);
  return {
    count: includes(fields, 'count', true, true) ? assignments.length : undefined,
    permissionAssignment: items && assignments.map((each) => assignmentWire(call, each, items)),
  };
}

function assignmentWire(call: Call, assignment: PermissionAssignment, fields: Fields): WireObject {
  const permissionFields = nested(fields, 'permission', shortFields, shortFields);
  const projectFields = nested(fields, 'project', shortFields, shortFields);
  const permission = call.state.permissions.get(assignment.permissionId);
  const project = call.state.projects.get(assignment.projectId ?? '');
  return {
    isGlobalScope: includes(fields, 'isGlobalScope', true, true)
      ? assignment.projectId === undefined
      : undefined,
    permission: permissionFields && permission && permissionWire(permission, permissionFields),
    project: projectFields && project && projectWire(call, project, projectFields),
  };
}
