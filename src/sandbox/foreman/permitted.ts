import { filtersWith } from './caller.ts';
import type { Call } from './call.ts';
import type { FilterRow } from './rows.ts';
import type { SearchField } from './search/fields.ts';
import { searchMatcher } from './search/matcher.ts';

interface Placed {
  readonly organizationIds: ReadonlySet<number>;
  readonly locationIds: ReadonlySet<number>;
}

/**
 * Which records a permission covers for the caller: those that one of his filters with it lets through. Undefined
 * means all of them. `placeOf` for resources that belong to organizations and locations.
 */
export function permittedTest<Row>(
  call: Call,
  permission: string,
  fields: readonly SearchField<Row>[],
  placeOf?: (row: Row) => Placed,
): ((row: Row) => boolean) | undefined {
  if (call.caller.isAdmin) return undefined;
  const filters = filtersWith(call.server.store, call.caller, permission);
  const tests = filters.map((filter) => filterTest(call, filter, fields, placeOf));
  if (tests.includes(undefined)) return undefined;
  return (row) => tests.some((test) => test?.(row) === true);
}

function filterTest<Row>(
  call: Call,
  filter: FilterRow,
  fields: readonly SearchField<Row>[],
  placeOf: ((row: Row) => Placed) | undefined,
): ((row: Row) => boolean) | undefined {
  const { server, caller } = call;
  const clock = { now: server.now(), zone: caller.zone };
  const matcher = filter.search === undefined ? undefined : searchMatcher(filter.search, fields, clock);
  const { organizationIds, locationIds } = placesOf(call, filter);
  const isPlaced = placeOf !== undefined && (organizationIds.size > 0 || locationIds.size > 0);
  if (matcher === undefined && !isPlaced) return undefined;
  const isAtPlace = (row: Row): boolean => {
    if (!isPlaced) return true;
    const place = placeOf(row);
    return (
      (organizationIds.size === 0 || !organizationIds.isDisjointFrom(place.organizationIds)) &&
      (locationIds.size === 0 || !locationIds.isDisjointFrom(place.locationIds))
    );
  };
  return (row) => (matcher === undefined || matcher.matches(row)) && isAtPlace(row);
}

/** A filter is limited to the organizations and locations of its role, unless it overrides them (foreman.md 4.3). */
function placesOf(call: Call, filter: FilterRow): Placed {
  const role = call.server.store.roles.get(filter.roleId);
  return filter.override || role === undefined ? filter : role;
}
