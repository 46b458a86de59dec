import type { Call } from '../call.ts';
import { may } from '../caller.ts';
import { taxonomiesOf, withChildren } from '../context.ts';
import { permittedTest } from '../permitted.ts';
import type { TaxonomyKind, UserRow } from '../rows.ts';
import { reachableUsers } from '../visible-users.ts';
import type { Errors, UserDraft } from './draft.ts';

/** Ids a new account gets: those named, that of the context, or the only one there is (foreman.md 2.4). */
export function initialPlaces(
  call: Call,
  kind: TaxonomyKind,
  named: ReadonlySet<number> | undefined,
): ReadonlySet<number> {
  const context = call.context[kind];
  const all = taxonomiesOf(call.server.store, kind);
  const only = named === undefined && all.length === 1 ? all.map((row) => row.id) : [];
  return new Set([...(named ?? []), ...only, ...(context === undefined ? [] : [context.id])]);
}

/** Who is no admin must name at least one of each kind and be allowed to assign them (2.6). */
export function taxonomyErrors({ call, draft, before }: UserDraft): Errors {
  if (call.caller.isAdmin) return {};
  const errors: Errors = {};
  for (const kind of ['organization', 'location'] as const) {
    const column = `${kind}Ids` as const;
    const own = call.caller.user[column];
    const isUnchanged = before !== undefined && before[column] === draft[column];
    const isAllowed = draft[column].size > 0 && may(call.server.store, call.caller, `assign_${kind}s`);
    if (own.size > 0 && !isUnchanged && !isAllowed) {
      errors[`${kind}_ids`] = [
        `Invalid ${kind}s selection, you must select at least one of yours and have 'assign_${kind}s' permission.`,
      ];
    }
  }
  return errors;
}

/** Whether the caller could act on the account as it would be: an account moved out of reach is refused (1.3, 2.6). */
export function isWithinReach(call: Call, draft: UserRow, permission: string): boolean {
  const { caller, server } = call;
  if (caller.isAdmin || caller.user.id === draft.id) return true;
  const isReachable = reachableUsers(call);
  const isPermitted = permittedTest(call, permission, server.fields.users, (user) => user);
  return isReachable?.(draft) !== false && isPermitted?.(draft) !== false && isInOwnPlaces(call, draft);
}

function isInOwnPlaces(call: Call, draft: UserRow): boolean {
  const { caller, server } = call;
  const organizations = withChildren(server.store, caller.user.organizationIds);
  const locations = withChildren(server.store, caller.user.locationIds);
  return draft.organizationIds.isSubsetOf(organizations) && draft.locationIds.isSubsetOf(locations);
}
