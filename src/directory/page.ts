import { invalidInput } from '#domain/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Cursor, Lag } from './cursor.ts';
import { comparePositions } from './position.ts';
import type { Position, SortDirection } from './position.ts';
import type { OrderedRows } from './table.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface PageLimits {
  readonly defaultSize: number;
  readonly maxSize: number;
}

export interface PageRequest {
  readonly way: 'forward' | 'backward';
  readonly size: number;
  readonly from?: Cursor | undefined;
}

/** Refuses, with INVALID_INPUT, both directions at once, a cursor of the other direction, and sizes out of bounds. */
export function parsePageArguments(args: PageArguments, orderName: string, limits: PageLimits): PageRequest {
  const first = args.first ?? undefined;
  const last = args.last ?? undefined;
  const after = args.after ?? undefined;
  const before = args.before ?? undefined;
  if (first !== undefined && last !== undefined) {
    throw invalidInput('Expected either first or last; got both.', ['last']);
  }
  const way = last === undefined ? 'forward' : 'backward';
  if (way === 'forward' && before !== undefined) {
    throw invalidInput('before goes with last: say how many are wanted before the cursor.', ['before']);
  }
  if (way === 'backward' && after !== undefined) {
    throw invalidInput('after goes with first, not with last.', ['after']);
  }
  const size = checkSize(first ?? last ?? limits.defaultSize, way === 'forward' ? 'first' : 'last', limits);
  const cursor = way === 'forward' ? after : before;
  return {
    way,
    size,
    from:
      cursor === undefined
        ? undefined
        : decodeCursor(orderName, cursor, way === 'forward' ? 'after' : 'before'),
  };
}

function checkSize(size: number, argument: string, limits: PageLimits): number {
  if (size >= 0 && size <= limits.maxSize) return size;
  throw invalidInput(`Expected ${argument} from 0 to ${limits.maxSize}; got ${size}.`, [argument]);
}

/** One system's rows in the order of the list. */
export interface PageSource<T> {
  readonly system: string;
  readonly rows: OrderedRows<T>;
}

export interface PageRules<T> {
  readonly orderName: string;
  readonly direction: SortDirection;
  /** Every system of the list, those that are away included: they keep their place in the cursors. */
  readonly systems: readonly string[];
  readonly matches: (row: T, system: string) => boolean;
}

export interface Page<T> {
  readonly edges: readonly { readonly system: string; readonly row: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Merges ordered rows of several systems into one page. Finding the start is a binary search in each system, so a
 * page costs the same wherever it is.
 */
export function takePage<T>(
  sources: readonly PageSource<T>[],
  request: PageRequest,
  rules: PageRules<T>,
): Page<T> {
  const walk = new Walk(sources, request, rules);
  const taken: Page<T>['edges'][number][] = [];
  while (taken.length < request.size) {
    const edge = walk.next();
    if (edge === undefined) break;
    taken.push(edge);
  }
  const isMoreAhead = walk.peek() !== undefined;
  const isMoreBehind = walk.hasBehind();
  return request.way === 'forward'
    ? { edges: taken, hasNextPage: isMoreAhead, hasPreviousPage: isMoreBehind }
    : { edges: taken.reverse(), hasNextPage: isMoreBehind, hasPreviousPage: isMoreAhead };
}

interface Head<T> {
  readonly source: PageSource<T>;
  readonly start: number;
  place: number;
}

/** Walks the merged list from the request's cursor, in its direction, keeping every system's place. */
class Walk<T> {
  readonly #step: 1 | -1;
  readonly #rules: PageRules<T>;
  readonly #heads: Head<T>[];
  readonly #places = new Map<string, Lag>();
  #farthest: Position | undefined;

  constructor(sources: readonly PageSource<T>[], request: PageRequest, rules: PageRules<T>) {
    this.#step = request.way === 'forward' ? 1 : -1;
    this.#rules = rules;
    this.#farthest = request.from?.position;
    for (const system of rules.systems) this.#places.set(system, this.#startOf(system, request));
    this.#heads = sources.map((source) => this.#headOf(source));
    for (const head of this.#heads) this.#skipOthers(head);
  }

  next(): Page<T>['edges'][number] | undefined {
    const head = this.peek();
    if (head === undefined) return undefined;
    const { source, place } = head;
    const position = positionAt(source, place);
    const row = source.rows.rowAt(place);
    head.place += this.#step;
    this.#skipOthers(head);
    return { system: source.system, row, cursor: this.#cursorAfter(position) };
  }

  /** The head whose row comes next. */
  peek(): Head<T> | undefined {
    let best: Head<T> | undefined;
    for (const head of this.#heads) {
      if (isPastEnd(head)) continue;
      if (
        best === undefined ||
        this.#isBefore(positionAt(head.source, head.place), positionAt(best.source, best.place))
      ) {
        best = head;
      }
    }
    return best;
  }

  /** Whether a matching row lies on the other side of the start. */
  hasBehind(): boolean {
    return this.#heads.some(({ source, start }) => {
      for (let place = start - this.#step; place >= 0 && place < source.rows.size; place -= this.#step) {
        if (this.#rules.matches(source.rows.rowAt(place), source.system)) return true;
      }
      return false;
    });
  }

  #isBefore(one: Position, other: Position): boolean {
    return comparePositions(one, other, this.#rules.direction) * this.#step < 0;
  }

  #startOf(system: string, request: PageRequest): Lag {
    if (request.from === undefined) return request.way === 'forward' ? 'start' : 'end';
    return request.from.lags.get(system) ?? request.from.position;
  }

  #headOf(source: PageSource<T>): Head<T> {
    const lag = this.#places.get(source.system) ?? 'start';
    const start = this.#placeOf(source, lag);
    return { source, start, place: start };
  }

  /** First place strictly beyond the lag, in the walk's direction. */
  #placeOf(source: PageSource<T>, lag: Lag): number {
    if (lag === 'start') return this.#step === 1 ? 0 : -1;
    if (lag === 'end') return this.#step === 1 ? source.rows.size : source.rows.size - 1;
    let low = 0;
    let high = source.rows.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = comparePositions(positionAt(source, middle), lag, this.#rules.direction);
      if (order < 0 || (order === 0 && this.#step === 1)) low = middle + 1;
      else high = middle;
    }
    return this.#step === 1 ? low : low - 1;
  }

  #skipOthers(head: Head<T>): void {
    const { rows, system } = head.source;
    while (!isPastEnd(head) && !this.#rules.matches(rows.rowAt(head.place), system)) head.place += this.#step;
  }

  #cursorAfter(position: Position): string {
    if (this.#farthest === undefined || this.#isBefore(this.#farthest, position)) this.#farthest = position;
    const common = this.#farthest;
    const present = new Set(this.#heads.map((head) => head.source.system));
    const lags = new Map<string, Lag>();
    for (const [system, lag] of this.#places) {
      const place = present.has(system) ? this.#advanced(lag, position) : lag;
      this.#places.set(system, place);
      if (typeof place === 'string' || comparePositions(place, common, this.#rules.direction) !== 0) {
        lags.set(system, place);
      }
    }
    return encodeCursor(this.#rules.orderName, { position: common, lags });
  }

  /** All rows of a present system up to `position` were shown; a place beyond that stays. */
  #advanced(lag: Lag, position: Position): Lag {
    return typeof lag === 'string' || this.#isBefore(lag, position) ? position : lag;
  }
}

function isPastEnd<T>(head: Head<T>): boolean {
  return head.place < 0 || head.place >= head.source.rows.size;
}

function positionAt<T>(source: PageSource<T>, place: number): Position {
  return { value: source.rows.valueAt(place), system: source.system, id: source.rows.idAt(place) };
}
