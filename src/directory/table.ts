import { compareNativeIds } from '#domain/text.ts';
import { compareSortValues } from './position.ts';
import type { SortValue, SortOrder } from './position.ts';

/** Rows in one order, with the values they are ordered by. */
export interface OrderedRows<T> {
  readonly size: number;
  rowAt(place: number): T;
  valueAt(place: number): SortValue;
  idAt(place: number): string;
}

/** The rows of one list of one system, ordered on demand; an order once made is kept. */
export interface Table<T> {
  readonly size: number;
  readonly rows: readonly T[];
  byId(nativeId: string): T | undefined;
  ordered(order: SortOrder<T>): OrderedRows<T>;
  /** Whatever `make` derives from all rows, made once: folded search text, say. */
  derived<D>(name: string, make: (rows: readonly T[]) => D): D;
}

export function createTable<T>(rows: readonly T[], nativeId: (row: T) => string): Table<T> {
  const orders = new Map<string, OrderedRows<T>>();
  const derivations = new Map<string, unknown>();
  let index: Map<string, T> | undefined;
  return {
    size: rows.length,
    rows,
    byId: (id) => {
      index ??= new Map(rows.map((row) => [nativeId(row), row]));
      return index.get(id);
    },
    ordered: (order) => {
      const known = orders.get(order.name);
      if (known !== undefined) return known;
      const made = orderRows(rows, nativeId, order);
      orders.set(order.name, made);
      return made;
    },
    derived: <D>(name: string, make: (rows: readonly T[]) => D) => {
      if (!derivations.has(name)) derivations.set(name, make(rows));
      return derivations.get(name) as D;
    },
  };
}

function orderRows<T>(rows: readonly T[], nativeId: (row: T) => string, order: SortOrder<T>): OrderedRows<T> {
  const values = rows.map(order.value);
  const places = Uint32Array.from(rows.keys()).sort(
    (one, other) =>
      compareSortValues(values[one] ?? null, values[other] ?? null, order.direction) ||
      compareNativeIds(nativeId(rows[one] as T), nativeId(rows[other] as T)),
  );
  const rowAt = (place: number): T => rows[places[place] as number] as T;
  return {
    size: rows.length,
    rowAt,
    valueAt: (place) => values[places[place] as number] ?? null,
    idAt: (place) => nativeId(rowAt(place)),
  };
}
