import type { GroupRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';

/** Ids of the members of a group and of all groups inside it. */
export function membersOf(store: ForemanStore, group: GroupRow): ReadonlySet<number> {
  const groups = new Set([group]);
  for (const each of groups) {
    for (const id of each.groupIds) {
      const child = store.groups.get(id);
      if (child !== undefined) groups.add(child);
    }
  }
  return new Set([...groups].flatMap((each) => [...each.userIds]));
}
