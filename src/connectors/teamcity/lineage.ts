import type { WireAssignment, WireGroup, WireGroups } from './wire.ts';

/** Groups by key, each with its own roles and parents, as the list of all groups gives them. */
export type GroupGraph = ReadonlyMap<string, WireGroup>;

export interface Lineage {
  /** The groups given and all above them, each once; nearest first. */
  readonly groups: readonly WireGroup[];
  /** False: the roles of some of them are not known. */
  readonly isComplete: boolean;
}

/**
 * Climbs from the groups an account is directly in through their parents. An answer shows parents only some
 * levels up; a graph fills in the rest. Rings do no harm.
 */
export function lineageOf(direct: readonly WireGroup[], graph?: GroupGraph): Lineage {
  const reached = new Map<string, WireGroup>();
  let isComplete = true;
  const queue = [...direct];
  for (const shown of queue) {
    const group = isKnown(shown) ? shown : (graph?.get(shown.key) ?? shown);
    const before = reached.get(group.key);
    // A group met first at the edge of what was asked may come again with its roles.
    if (before !== undefined && (isKnown(before) || !isKnown(group))) continue;
    reached.set(group.key, group);
    const parents = rowsOf(group['parent-groups']);
    if (parents === undefined) isComplete = false;
    else queue.push(...parents);
  }
  const groups = [...reached.values()];
  return { groups, isComplete: isComplete && groups.every(isKnown) };
}

/** Groups of a list; undefined where only their number is shown (teamcity.md 2.2). */
export function rowsOf(list: WireGroups | null | undefined): readonly WireGroup[] | undefined {
  if (list === null || list === undefined) return [];
  return list.group ?? ((list.count ?? 0) === 0 ? [] : undefined);
}

/** Roles given to a group itself; undefined where they were not shown. */
export function rolesOf(group: WireGroup): readonly WireAssignment[] | undefined {
  if (group.roles === null || group.roles === undefined) return undefined;
  return group.roles.role ?? [];
}

function isKnown(group: WireGroup): boolean {
  return rolesOf(group) !== undefined;
}
