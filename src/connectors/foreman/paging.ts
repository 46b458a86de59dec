import { pMapIterable } from 'p-map';
import { onceEachId } from '#connectors/once-each.ts';
import { RollcallError } from '#domain/errors.ts';

export interface Identified {
  readonly id: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Matching rows over all pages; `total` of the answer is something else (foreman.md 2.1). */
  readonly subtotal: number | undefined;
}

export interface PagedList<Row> {
  readonly system: string;
  /** For messages: `GET /api/users`. */
  readonly asked: string;
  /** Reads a page; the first is 1. */
  readonly read: (page: number) => Promise<Page<Row>>;
}

/** Pages are large: more of them at once would be much memory for little time. */
const pagesAhead = { concurrency: 2 };
const maxPages = 10_000;
const maxPasses = 3;

interface Pass {
  /** Whether the list stood still: as many different rows as every page said there are. */
  readonly isSteady: boolean;
  readonly subtotal: number;
}

/**
 * All rows of an ordered list, page by page, each once. The first page tells how many follow; those are read
 * several at a time. A row deleted meanwhile moves the later ones forward past a page's edge, so a list that did
 * not stand still is read again, three times at most; UPSTREAM_BAD_RESPONSE if rows are missing even then.
 */
export async function* listPages<Row extends Identified>(
  list: PagedList<Row>,
): AsyncGenerator<readonly Row[], void, undefined> {
  const seen = new Set<string>();
  let subtotal = 0;
  for (let pass = 1; pass <= maxPasses; pass += 1) {
    const outcome = yield* readOnce(list, seen);
    subtotal = outcome.subtotal;
    if (outcome.isSteady) return;
  }
  if (seen.size < subtotal) {
    throw badList(
      list,
      `it says there are ${subtotal} rows, and gave ${seen.size} in ${maxPasses} readings of the whole list`,
    );
  }
}

async function* readOnce<Row extends Identified>(
  list: PagedList<Row>,
  seen: Set<string>,
): AsyncGenerator<readonly Row[], Pass, undefined> {
  const onEarlierPages = new Set<string>();
  let counted = 0;
  const take = (rows: readonly Row[]): readonly Row[] => {
    // A row repeated on its page fills a place of its own; one repeated from another page shows that rows moved.
    counted += rows.filter((row) => !onEarlierPages.has(row.id)).length;
    for (const row of rows) onEarlierPages.add(row.id);
    return onceEachId(rows, seen);
  };
  let previous = await list.read(1);
  yield take(previous.rows);
  const { subtotal } = previous;
  if (subtotal === undefined) {
    yield* readUntilShort(list, previous.rows, take);
    return { isSteady: true, subtotal: seen.size };
  }
  let lastSubtotal = subtotal;
  let isUnchanged = true;
  const others = Array.from(
    { length: lastPageOf(list, subtotal, previous.rows.length) - 1 },
    (_, index) => index + 2,
  );
  for await (const page of pMapIterable(others, list.read, pagesAhead)) {
    refuseRepetition(list, previous.rows, page.rows);
    lastSubtotal = page.subtotal ?? lastSubtotal;
    if (lastSubtotal !== subtotal) isUnchanged = false;
    if (page.rows.length === 0) break;
    yield take(page.rows);
    previous = page;
  }
  return { isSteady: isUnchanged && counted >= subtotal, subtotal: lastSubtotal };
}

function lastPageOf<Row>(list: PagedList<Row>, subtotal: number, pageSize: number): number {
  // The server's own page size counts, not the one asked for.
  const pages = pageSize === 0 ? 1 : Math.ceil(subtotal / pageSize);
  if (pages > maxPages) throw badList(list, `it says there are ${subtotal} rows, too many to be true`);
  return pages;
}

async function* readUntilShort<Row extends Identified>(
  list: PagedList<Row>,
  first: readonly Row[],
  take: (rows: readonly Row[]) => readonly Row[],
): AsyncGenerator<readonly Row[], void, undefined> {
  let previous = first;
  for (let page = 2; previous.length > 0 && page <= maxPages; page += 1) {
    const { rows } = await list.read(page);
    refuseRepetition(list, previous, rows);
    yield take(rows);
    if (rows.length < first.length) return;
    previous = rows;
  }
}

function refuseRepetition<Row extends Identified>(
  list: PagedList<Row>,
  previous: readonly Row[],
  rows: readonly Row[],
): void {
  const first = rows[0];
  if (first !== undefined && first.id === previous[0]?.id) {
    throw badList(list, `a page repeats the one before it (both begin with id ${first.id})`);
  }
}

/** All rows of all pages. */
export async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

function badList<Row>(list: PagedList<Row>, what: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${list.system}: the answer to ${list.asked} is not usable: ${what}.`,
    { system: list.system },
  );
}
