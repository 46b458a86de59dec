import { defaultRoleId } from './default-role.ts';
import type { FilterRow, UserRow } from './rows.ts';
import type { ForemanServer } from './server.ts';
import type { ForemanStore } from './store.ts';

/** The account a call runs as, with what decides on its rights. */
export interface Caller {
  readonly user: UserRow;
  readonly isAdmin: boolean;
  /** Filters of all effective roles: direct ones, the Default role, those of direct and inherited groups. */
  readonly filters: readonly FilterRow[];
  /** Time zone that times are shown in. */
  readonly zone: string | undefined;
}

export function callerOf(server: ForemanServer, user: UserRow): Caller {
  const { store } = server;
  return {
    user,
    isAdmin: store.isAdmin(user),
    filters: [...effectiveRoleIds(store, user)].flatMap((roleId) => store.filtersOf(roleId)),
    zone: user.timezone ?? server.switches.callerTimeZone,
  };
}

function effectiveRoleIds(store: ForemanStore, user: UserRow): ReadonlySet<number> {
  const fromGroups = store.allGroupsOf(user.id).flatMap((group) => [...group.roleIds]);
  return new Set([defaultRoleId, ...user.roleIds, ...fromGroups]);
}

/** The caller's filters that hold this permission; meaningless for admins, who need none. */
export function filtersWith(store: ForemanStore, caller: Caller, permission: string): readonly FilterRow[] {
  const id = store.permissionsByName.get(permission)?.id;
  return id === undefined ? [] : caller.filters.filter((filter) => filter.permissionIds.has(id));
}

/** Whether the caller has the permission at all; which records it covers is another question (foreman.md 1.3). */
export function may(store: ForemanStore, caller: Caller, permission: string): boolean {
  return caller.isAdmin || filtersWith(store, caller, permission).length > 0;
}
