import type { Call } from './call.ts';
import { contextHidesAll, withChildren } from './context.ts';
import { permittedTest } from './permitted.ts';
import type { UserRow } from './rows.ts';

export type UserTest = (user: UserRow) => boolean;

/**
 * The accounts the caller reaches at all, rights aside: admins all, others those who share an organization and a
 * location with them, and themselves (foreman.md 2.4). Undefined means everybody.
 */
export function reachableUsers(call: Call): UserTest | undefined {
  const { caller, server } = call;
  if (caller.isAdmin) return undefined;
  const organizations = withChildren(server.store, caller.user.organizationIds);
  const locations = withChildren(server.store, caller.user.locationIds);
  return (user) =>
    user.id === caller.user.id ||
    (overlap(user.organizationIds, organizations) && overlap(user.locationIds, locations));
}

/** The accounts that `permission` lets the caller act on, in the context of the call. */
export function permittedUsers(call: Call, permission: string): UserTest | undefined {
  return allOf([
    reachableUsers(call),
    permittedTest(call, permission, call.server.fields.users, (user) => user),
    membersOfContext(call),
  ]);
}

/** On `/users` a context is the parent as well: only its direct members are there (2.4). */
function membersOfContext(call: Call): UserTest | undefined {
  const { organization, location } = call.context;
  if (organization === undefined && location === undefined) return undefined;
  if (contextHidesAll(call)) return () => false;
  return (user) =>
    (organization === undefined || user.organizationIds.has(organization.id)) &&
    (location === undefined || user.locationIds.has(location.id));
}

/** On the paths of access tokens a context holds its members, those of its children, and all admins (2.4). */
export function tokenOwners(call: Call, permission: string | undefined): UserTest | undefined {
  const { context, server } = call;
  const within = (id: number | undefined): ReadonlySet<number> | undefined =>
    id === undefined ? undefined : withChildren(server.store, new Set([id]));
  const organizations = within(context.organization?.id);
  const locations = within(context.location?.id);
  const isInContext: UserTest = (user) =>
    server.store.isAdmin(user) ||
    (organizations?.isDisjointFrom(user.organizationIds) !== true &&
      locations?.isDisjointFrom(user.locationIds) !== true);
  const permitted =
    permission === undefined
      ? undefined
      : permittedTest(call, permission, server.fields.users, (user: UserRow) => user);
  return allOf([
    reachableUsers(call),
    permitted,
    organizations === undefined && locations === undefined ? undefined : isInContext,
  ]);
}

/** For thousands of small sets, several times as fast as `isDisjointFrom`. */
function overlap(few: ReadonlySet<number>, many: ReadonlySet<number>): boolean {
  for (const id of few) if (many.has(id)) return true;
  return false;
}

function allOf(tests: readonly (UserTest | undefined)[]): UserTest | undefined {
  const known = tests.filter((test) => test !== undefined);
  return known.length === 0 ? undefined : (user) => known.every((test) => test(user));
}
