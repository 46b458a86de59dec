import type { Project } from '#domain/entities.ts';
import { isGlobal } from '../standing.ts';
import type { WireAssignment } from '../wire.ts';

/** A role in a scope, as an intent names it. */
export interface WantedRole {
  readonly role: { readonly nativeId: string };
  readonly project?: Project | undefined;
}

/** `g`, or `p:` with the external id of the project (teamcity.md 2.10). */
export function scopeOf({ project }: WantedRole): string {
  return project === undefined ? 'g' : `p:${project.nativeId}`;
}

/** Whether an assignment is of this role in this scope. Ids of roles are told apart by case. */
export function isAssignmentOf(held: WireAssignment, wanted: WantedRole): boolean {
  if (held.roleId !== wanted.role.nativeId) return false;
  return wanted.project === undefined ? isGlobal(held.scope) : held.scope === scopeOf(wanted);
}
