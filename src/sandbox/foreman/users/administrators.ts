import type { ForemanStore } from '../store.ts';

/** Ids of all accounts with admin rights, by their own flag or through a group. */
function administratorIds(store: ForemanStore): ReadonlySet<number> {
  const ids = [...store.users.values()].filter((user) => store.isAdmin(user)).map((user) => user.id);
  return new Set(ids);
}

/** Whether anybody would be left if these lost their rights (foreman.md 2.7). */
export function hasOtherAdministrator(store: ForemanStore, losing: ReadonlySet<number>): boolean {
  return !administratorIds(store).isSubsetOf(losing);
}
