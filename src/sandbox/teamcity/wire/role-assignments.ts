import type { Call } from '../protocol/call.ts';
import type { RoleAssignment } from '../records.ts';
import type { WireObject } from './wire-value.ts';

/** `g` or `p:<external project id>` (section 2.10). */
function scopeText(assignment: RoleAssignment): string {
  return assignment.projectId === undefined ? 'g' : `p:${assignment.projectId}`;
}

/** `holder` is the href of the user or group. Nested field specs are ignored: it is always complete. */
export function assignmentWire(holder: string, assignment: RoleAssignment): WireObject {
  const scope = scopeText(assignment);
  return {
    roleId: assignment.roleId,
    scope,
    href: `${holder}/roles/${assignment.roleId}/${scope}`,
  };
}

/** No count; assignments in projects that have gone are silently left out (TW-34203). */
export function assignmentsWire(
  call: Call,
  holder: string,
  assignments: readonly RoleAssignment[],
): WireObject {
  const existing = assignments.filter(
    ({ projectId }) => projectId === undefined || call.state.projects.has(projectId),
  );
  return { role: existing.map((assignment) => assignmentWire(holder, assignment)) };
}
