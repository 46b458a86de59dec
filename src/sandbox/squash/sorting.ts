import type { Fold } from './collation.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { SquashSwitches } from './switches.ts';

export interface SortOrder {
  readonly property: string;
  readonly direction: 'asc' | 'desc';
}

/** Properties a list can be ordered by, under the names the server's Java code has for them. */
export type SortProperties<R> = Readonly<Record<string, (record: R) => string | number | boolean>>;

/** Reads `sort=property[,property…][,asc|desc]`, repeatable. Throws for a property the list does not have. */
export function readSort(
  query: URLSearchParams,
  properties: SortProperties<never>,
  switches: SquashSwitches,
): readonly SortOrder[] {
  const orders = query.getAll('sort').flatMap(readOrders);
  for (const { property } of orders) {
    if (!Object.hasOwn(properties, property)) throw unknownProperty(property, switches);
  }
  return orders;
}

export function sortKey(orders: readonly SortOrder[]): string {
  return orders.map(({ property, direction }) => `${property},${direction}`).join('|');
}

/** Text is compared as the database compares it; ties keep the order they had. */
export function sortRecords<R>(
  records: readonly R[],
  orders: readonly SortOrder[],
  properties: SortProperties<R>,
  fold: Fold,
): readonly R[] {
  const columns = orders.map(({ property, direction }) => ({
    values: new Map(records.map((record) => [record, comparable(properties[property]?.(record), fold)])),
    sign: direction === 'asc' ? 1 : -1,
  }));
  return [...records].sort((left, right) => {
    for (const { values, sign } of columns) {
      const difference = compare(values.get(left) ?? 0, values.get(right) ?? 0);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
}

function readOrders(text: string): SortOrder[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const last = parts.at(-1)?.toLowerCase();
  const direction = last === 'desc' ? 'desc' : 'asc';
  const names = last === 'asc' || last === 'desc' ? parts.slice(0, -1) : parts;
  return names.map((property) => ({ property, direction }));
}

function unknownProperty(property: string, { unknownSortStatus }: SquashSwitches): Refusal {
  if (unknownSortStatus === 500) return new Refusal({ shape: 'container', status: 500, message: '' });
  const exception = 'org.springframework.data.mapping.PropertyReferenceException';
  return badRequest(exception, `No property ${property} found`);
}

function comparable(value: string | number | boolean | undefined, fold: Fold): string | number {
  return typeof value === 'string' ? fold(value) : Number(value ?? 0);
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
