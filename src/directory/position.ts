import { compareCodePoints, compareNativeIds } from '#domain/text.ts';

/** What a row is ordered by: folded text, a number, or null where the row has none. */
export type SortValue = string | number | null;
export type SortDirection = 'ASC' | 'DESC';

/** An order of rows; the name tells it from others, so a cursor of one order is refused by another. */
export interface SortOrder<T> {
  readonly name: string;
  readonly direction: SortDirection;
  readonly value: (row: T) => SortValue;
}

/** Place of one row in the order over all systems. */
export interface Position {
  readonly value: SortValue;
  readonly system: string;
  readonly id: string;
}

/** Nulls last in both directions. */
export function compareSortValues(one: SortValue, other: SortValue, direction: SortDirection): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const ascending =
    typeof one === 'number' && typeof other === 'number'
      ? one - other
      : compareCodePoints(String(one), String(other));
  return direction === 'ASC' ? ascending : -ascending;
}

/** Ties are broken by system key, then native id, ascending whatever the direction. */
export function comparePositions(one: Position, other: Position, direction: SortDirection): number {
  return (
    compareSortValues(one.value, other.value, direction) ||
    compareCodePoints(one.system, other.system) ||
    compareNativeIds(one.id, other.id)
  );
}
