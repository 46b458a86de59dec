import { onceEachId } from '#connectors/once-each.ts';
import type { HeldGroup, HeldRole } from '#domain/holdings.ts';
import { compareNativeIds } from '#domain/text.ts';
import { toGroupMention, toRoleMention } from './mapping.ts';
import type { GroupRow, RoleMention } from './wire.ts';

export interface GroupWithRoles extends GroupRow {
  readonly roles: readonly RoleMention[];
}

/**
 * Roles of an account: the direct ones, then those of every group it is in, directly or through nested groups,
 * each with the group that carries it. The Default role, which everybody has, is left out.
 */
export function heldRoles(
  direct: readonly RoleMention[],
  groups: readonly GroupWithRoles[],
): readonly HeldRole[] {
  return [
    ...inOrder(direct).map((role) => ({ role: toRoleMention(role) })),
    ...inOrder(groups).flatMap((group) =>
      inOrder(group.roles).map((role) => ({
        role: toRoleMention(role),
        via: { type: 'group' as const, group: toGroupMention(group) },
      })),
    ),
  ];
}

/** Groups an account is directly in. */
export function heldGroups(direct: readonly GroupRow[]): readonly HeldGroup[] {
  return inOrder(direct).map((group) => ({ group: toGroupMention(group) }));
}

/** Shows and the graph list things in different orders; what they make of them must be the same. */
function inOrder<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return onceEachId(items).toSorted((one, other) => compareNativeIds(one.id, other.id));
}
