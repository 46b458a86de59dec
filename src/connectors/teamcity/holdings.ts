import type { Group } from '#domain/entities.ts';
import type { HeldGroup, HeldRole } from '#domain/holdings.ts';
import { allUsersGroup } from './all-users-group.ts';
import { rolesOf } from './lineage.ts';
import type { Lineage } from './lineage.ts';
import { groupMention, projectOfScope, roleMention, toGroup } from './mapping.ts';
import type { WireAssignment, WireGroup } from './wire.ts';

/**
 * Roles given to the account itself, then those of its groups and the groups above them, each with the group
 * that has the role. One role in one scope through one carrier appears once.
 */
export function heldRoles(direct: readonly WireAssignment[], lineage: Lineage): readonly HeldRole[] {
  const held = new Map<string, HeldRole>();
  const add = (assignment: WireAssignment, group?: Group): void => {
    const key = JSON.stringify([assignment.roleId, assignment.scope, group?.nativeId]);
    if (!held.has(key)) held.set(key, toHeldRole(assignment, group));
  };
  for (const assignment of direct) add(assignment);
  for (const row of lineage.groups) {
    const group = groupMention(row);
    for (const assignment of rolesOf(row) ?? []) add(assignment, group);
  }
  return [...held.values()];
}

/** Direct memberships; the group that everybody is in is among them. */
export function heldGroups(groups: readonly WireGroup[]): readonly HeldGroup[] {
  const byKey = new Map(groups.map((row): [string, Group] => [row.key, toGroup(row)]));
  return [...byKey.values()].map((group) =>
    group.nativeId === allUsersGroup ? { group, isFixed: true } : { group },
  );
}

function toHeldRole(assignment: WireAssignment, group: Group | undefined): HeldRole {
  const project = projectOfScope(assignment.scope);
  return {
    role: roleMention(assignment.roleId),
    ...(typeof assignment.scope === 'string' ? { scope: assignment.scope } : {}),
    ...(project === undefined ? {} : { project }),
    ...(group === undefined ? {} : { via: { type: 'group', group } }),
  };
}
