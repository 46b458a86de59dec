import { pMapIterable } from 'p-map';
import type { ZodType } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer, isSuccess } from '#http/answer.ts';
import type { PageShape } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { Facts } from './facts.ts';
import type { Page, PageFacts } from './wire.ts';

/** What paging needs to ask with. */
export interface PageSource {
  readonly system: string;
  /** The answer whatever its status. `path` is below `/api/rest/latest` and already encoded. */
  get(call: Call, path: string, query?: string): Promise<HttpAnswer>;
  parse<T>(schema: ZodType<T>, answer: HttpAnswer): T;
  page<Row>(shape: PageShape<PageFacts, Row>, answer: HttpAnswer): Page<Row>;
  refusal(call: Call, answer: HttpAnswer): RollcallError;
  /** The same for a path that every server has: 404 then speaks of the address. */
  refusalOfKnownPath(call: Call, answer: HttpAnswer): RollcallError;
}

export interface List<Row> {
  readonly path: string;
  readonly page: PageShape<PageFacts, Row>;
  /** Queries to try, the richest first: the next is taken where the server refuses one with 400 or 500. */
  readonly queries: readonly string[];
  /** Every server has it: 404 then means a wrong address. */
  readonly isKnownPath: boolean;
  /** Told what the first page says about sizes. */
  readonly onSize?: (size: { readonly pages: number; readonly total: number }) => void;
}

export interface Listing<Row> {
  readonly client: PageSource;
  readonly call: Call;
  readonly list: List<Row>;
  readonly facts: Facts;
  readonly pageSize: number;
}

/** Pages of one list asked for at the same time: they are large, and more would be much memory for little time. */
const ahead = { concurrency: 2 };
/** No server of this kind holds more: whoever says so is not to be believed. */
const mostPages = 10_000;
/** Readings of a list whose rows keep moving before it is given up. */
const mostPasses = 4;

/**
 * All rows of a list, each id once. There is no snapshot upstream (squash.md 2.2): a row created or deleted
 * meanwhile shifts the rest, so where the total changed, or is larger than what was seen, the list is read again
 * for what was missed. A total that stays larger while nothing new turns up counts something lists do not show.
 */
export async function* listRows<Row extends { readonly id: string }>(
  listing: Listing<Row>,
): AsyncGenerator<readonly Row[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    const totals = new Set<number>();
    const before = seen.size;
    for await (const page of onePass(listing)) {
      if (page.total !== undefined) totals.add(page.total);
      const unseen = onceEachId(page.rows, seen);
      if (unseen.length > 0) yield unseen;
    }
    const isStable = totals.size <= 1 && seen.size >= Math.max(0, ...totals);
    if (isStable || (pass > 1 && seen.size === before)) return;
  }
  const { system } = listing.client;
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the rows of ${listing.list.path} kept moving between pages; read ${mostPasses} times, it is still not whole. Ask again later.`,
    { system },
  );
}

async function* onePass<Row extends { readonly id: string }>(
  listing: Listing<Row>,
): AsyncGenerator<Page<Row>> {
  const { list, pageSize } = listing;
  const first = await firstPage(listing);
  const pages = pageCount(first.page, pageSize);
  list.onSize?.({ pages: pages ?? 1, total: first.page.total ?? first.page.rows.length });
  yield first.page;
  if (first.page.rows.length === 0) return;
  let previous = first.page;
  const size = first.page.size ?? pageSize;
  const read = async (number: number): Promise<ReadPage<Row>> => onePage(listing, first.query, number, size);
  // Where the server does not count its pages, one is asked for at a time until an empty one comes.
  const others =
    pages === undefined
      ? inTurn(numbersFrom(1, mostPages), read)
      : pMapIterable(numbersFrom(1, Math.min(pages, mostPages)), read, ahead);
  for await (const { page, answer } of others) {
    if (page.rows.length === 0) return;
    if (repeats(page, previous)) {
      // Without counts, a short page that comes again is all there is; otherwise rows would be missed for good.
      if (pages === undefined && page.rows.length < pageSize) return;
      throw badAnswer(answer, listing.client.system, 'it repeats the page before it');
    }
    yield page;
    previous = page;
  }
}

async function* inTurn<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  for (const item of items) yield work(item);
}

function* numbersFrom(start: number, end: number): Generator<number> {
  for (let number = start; number < end; number += 1) yield number;
}

interface ReadPage<Row> {
  readonly page: Page<Row>;
  readonly answer: HttpAnswer;
}

async function firstPage<Row>(listing: Listing<Row>): Promise<ReadPage<Row> & { readonly query: string }> {
  const { client, call, list, facts, pageSize } = listing;
  let refused: HttpAnswer | undefined;
  const tried: string[] = [];
  for (const query of list.queries) {
    if (facts.refusedQueries.has(query) && query !== list.queries.at(-1)) continue;
    const answer = await ask(listing, query, 0, pageSize);
    if (isSuccess(answer)) {
      for (const earlier of tried) facts.refusedQueries.add(earlier);
      const page = client.page(list.page, answer);
      refuseHiddenRows(listing, page, answer);
      return { page, answer, query };
    }
    refused ??= answer;
    tried.push(query);
    if (answer.status !== 400 && answer.status !== 500) break;
  }
  if (refused === undefined) throw new TypeError(`no query to list ${list.path} with`);
  throw list.isKnownPath ? client.refusalOfKnownPath(call, refused) : client.refusal(call, refused);
}

async function onePage<Row>(
  listing: Listing<Row>,
  query: string,
  number: number,
  size: number,
): Promise<ReadPage<Row>> {
  const { client, call, list } = listing;
  const answer = await ask(listing, query, number, size);
  if (!isSuccess(answer)) throw client.refusal(call, answer);
  const page = client.page(list.page, answer);
  if (page.rows.length > 0 && page.number !== undefined && page.number !== number) {
    throw badAnswer(answer, client.system, `page ${number} was asked for, page ${page.number} came`);
  }
  return { page, answer };
}

async function ask<Row>(
  listing: Listing<Row>,
  query: string,
  number: number,
  size: number,
): Promise<HttpAnswer> {
  const { client, call, list } = listing;
  return client.get(call, list.path, `page=${number}&size=${size}${query === '' ? '' : `&${query}`}`);
}

/** Pages there are, as told or as counted from the total; undefined where the answer has neither. */
function pageCount<Row>(page: Page<Row>, asked: number): number | undefined {
  const size = page.size === undefined || page.size < 1 ? asked : page.size;
  const counted = page.total === undefined ? undefined : Math.ceil(page.total / size);
  if (page.pages === undefined && counted === undefined) return undefined;
  return Math.max(page.pages ?? 0, counted ?? 0, 1);
}

/** Rows that are counted but come under a name we do not know would read as an empty list. */
function refuseHiddenRows<Row>(listing: Listing<Row>, page: Page<Row>, answer: HttpAnswer): void {
  if (page.rows.length > 0 || page.total === undefined || page.total === 0) return;
  throw badAnswer(answer, listing.client.system, `it counts ${page.total} rows and shows none of them`);
}

function repeats<Row extends { readonly id: string }>(page: Page<Row>, previous: Page<Row>): boolean {
  return page.rows[0]?.id === previous.rows[0]?.id;
}
