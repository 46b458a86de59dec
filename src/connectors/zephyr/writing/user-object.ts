import type { RowFacet } from '../row-facets.ts';
import { idNumber, idText, isWholeObject } from './whole-object.ts';
import type { WholeObject } from './whole-object.ts';

/** Kept or worked out by the server: never sent back (zephyr.md 2.4). */
const derived = new Set([
  'fullName',
  'onlyLoggedInUser',
  'countAttempts',
  'isInternal',
  'accountExpired',
  'lastSuccessfulLogin',
  'lastSuccessfulLoginString',
]);

/** The role that alone needs no seat in the licence (zephyr.md 2.1). */
const dashboardRoleId = '5';

/** What is sent to have the user be like this: all that was read but what the server keeps itself. */
export function bodyOf(user: WholeObject): WholeObject {
  return Object.fromEntries(Object.entries(user).filter(([name]) => !derived.has(name)));
}

/** Ids of the roles or groups; undefined where the object does not tell them, or in a shape that is not known. */
export function idsIn(user: WholeObject, facet: RowFacet): readonly string[] | undefined {
  const [key] = keysOf(user, facet);
  const rows = key === undefined ? undefined : (user[key] ?? []);
  if (!Array.isArray(rows)) return undefined;
  const ids = rows.map((row: unknown) => (isWholeObject(row) ? idText(row['id']) : undefined));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** The row as it stands in a user: id and name are enough (zephyr.md 2.1). */
export function withRow(
  user: WholeObject,
  facet: RowFacet,
  entity: { readonly nativeId: string; readonly name?: string | undefined },
): WholeObject {
  return replaceRows(user, facet, (rows) => [
    ...rows,
    { id: idNumber(entity.nativeId), ...(entity.name !== undefined && { name: entity.name }) },
  ]);
}

export function withoutRow(user: WholeObject, facet: RowFacet, id: string): WholeObject {
  return replaceRows(user, facet, (rows) =>
    rows.filter((row) => !(isWholeObject(row) && idText(row['id']) === id)),
  );
}

/**
 * With what a change of roles means for the licence, as the server's own form works it out on every save (zephyr.md
 * 2.4): who has the dashboard role and no other takes no seat, and who had only that and has more now takes one.
 */
export function withSeat(before: WholeObject, after: WholeObject): WholeObject {
  const had = idsIn(before, 'roles');
  const has = idsIn(after, 'roles');
  if (had?.toSorted().join() === has?.toSorted().join()) return after;
  if (isDashboardOnly(has)) return { ...after, userType: 2, chargeableFlag: false };
  return isDashboardOnly(had) ? { ...after, userType: 0, chargeableFlag: true } : after;
}

function isDashboardOnly(roleIds: readonly string[] | undefined): boolean {
  return roleIds?.length === 1 && roleIds[0] === dashboardRoleId;
}

/**
 * Under which names roles or groups stand. Groups are `groupSet`, on older servers `groups`, and go back under the
 * name they came with (zephyr.md 2.4); null is none of them.
 */
function keysOf(user: WholeObject, facet: RowFacet): readonly string[] {
  const names = facet === 'roles' ? ['roles'] : ['groupSet', 'groups'];
  const filled = names.filter((name) => Array.isArray(user[name]));
  if (filled.length > 0) return filled;
  return names.filter((name) => user[name] !== undefined).slice(0, 1);
}

function replaceRows(
  user: WholeObject,
  facet: RowFacet,
  change: (rows: readonly unknown[]) => readonly unknown[],
): WholeObject {
  const changed = keysOf(user, facet).map((key) => {
    const rows: unknown = user[key] ?? [];
    return [key, change(Array.isArray(rows) ? rows : [])] as const;
  });
  return { ...user, ...Object.fromEntries(changed) };
}
