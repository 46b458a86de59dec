import type { ZephyrContext } from './context.ts';

export const defaultPageSize = 10;

export interface Grid<T> {
  readonly type: string;
  readonly rows: readonly T[];
  /** Row as it is sent. */
  readonly wire: (row: T) => object;
  /** Value to sort by, by the name in the parameter `order`; undefined for names that mean nothing. */
  readonly sortKey: (row: T, order: string) => string | number | undefined;
  /** Rows sent where `pagesize` is not given; all of them where it is undefined. */
  readonly pageSize?: number | undefined;
}

/** A page of a grid under `/ui` with its envelope, which lies about sizes (zephyr.md 5). */
export function gridPage<T>(context: ZephyrContext, grid: Grid<T>): unknown {
  const { query, switches } = context;
  const offset = Math.max(0, query.integer('offset') ?? 0);
  const pageSize = query.integer('pagesize') ?? grid.pageSize ?? grid.rows.length;
  const sorted = sortedRows(context, grid);
  const results = sorted.slice(offset, offset + Math.max(0, pageSize)).map(grid.wire);
  if (switches.usersGridShape === 'array') return results;
  return {
    firstResult: offset,
    resultSize: switches.resultSize === 'zero' ? 0 : grid.rows.length,
    pageNumber: pageSize,
    results,
    type: grid.type,
  };
}

function sortedRows<T>({ query }: ZephyrContext, { rows, sortKey }: Grid<T>): readonly T[] {
  const order = query.text('order');
  if (order === undefined) return rows;
  const direction = query.text('isascorder')?.toLowerCase() === 'false' ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: sortKey(row, order) ?? '' }));
  keyed.sort((a, b) => (a.key < b.key ? -direction : a.key > b.key ? direction : 0));
  return keyed.map(({ row }) => row);
}
