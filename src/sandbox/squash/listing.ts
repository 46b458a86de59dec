import type { SandboxReply } from '../kernel/exchange.ts';
import { squashJson } from './answers.ts';
import { arranged } from './call.ts';
import type { SquashCall } from './call.ts';
import { collationFold } from './collation.ts';
import { readFields } from './field-selection.ts';
import { readPage } from './page-request.ts';
import type { PageRequest } from './page-request.ts';
import { readSort, sortKey, sortRecords } from './sorting.ts';
import type { SortOrder, SortProperties } from './sorting.ts';
import type { Listed } from './table.ts';
import { link, toWire } from './wire-type.ts';
import type { WireType } from './wire-type.ts';

export interface Listing<R extends { readonly id: number }> {
  readonly rows: Listed<R>;
  readonly type: WireType<R>;
  /** Attributes of a row when `fields` is not given; the type's slim ones unless said. */
  readonly usual?: ReadonlySet<string>;
  /** Key inside `_embedded` for a row. */
  readonly keyOf: (record: R) => string;
  /** Path for the links, percent-encoded, below the API's root. */
  readonly path: string;
  readonly sortable: SortProperties<R>;
  /** False where no document speaks of `sort`, so that a server may not look at it. */
  readonly documentsSort: boolean;
}

/** Answers one page of a list (squash.md 2.2). */
export function listPage<R extends { readonly id: number }>(
  call: SquashCall,
  listing: Listing<R>,
): SandboxReply {
  const page = readPage(call.query, call.switches.maxPageSize);
  const looksAtSort = listing.documentsSort || call.switches.undocumentedSort === 'honoured';
  const sort = looksAtSort ? readSort(call.query, listing.sortable, call.switches) : [];
  const all = inOrder(call, listing, sort);
  const rows = all.slice(page.number * page.size, (page.number + 1) * page.size);
  const embedded = embed(call, listing, rows);
  return squashJson(call.switches, 200, {
    // Absent rather than empty.
    ...(rows.length > 0 && { _embedded: embedded }),
    _links: pageLinks(call, listing.path, page, sort, all.length),
    page: {
      size: page.size,
      totalElements: all.length,
      totalPages: Math.ceil(all.length / page.size),
      number: page.number,
    },
  });
}

function inOrder<R extends { readonly id: number }>(
  call: SquashCall,
  { rows, sortable }: Listing<R>,
  sort: readonly SortOrder[],
): readonly R[] {
  if (sort.length === 0) return arranged(call, rows.records);
  const fold = collationFold(call.switches.collation);
  return rows.ordered(sortKey(sort), (records) => sortRecords(records, sort, sortable, fold));
}

function embed<R extends { readonly id: number }>(
  call: SquashCall,
  listing: Listing<R>,
  rows: readonly R[],
): Record<string, unknown[]> {
  const { type, usual = type.slim, keyOf } = listing;
  const selection = readFields(call.query, call.switches);
  const embedded: Record<string, unknown[]> = {};
  for (const record of rows) {
    const list = (embedded[keyOf(record)] ??= []);
    list.push(toWire(type, record, call, usual, selection));
  }
  return embedded;
}

type Links = Record<string, { readonly href: string }>;

/** Only `self` where everything fits on one page; `prev` and `next` only where there is such a page. */
function pageLinks(
  call: SquashCall,
  path: string,
  page: PageRequest,
  sort: readonly SortOrder[],
  total: number,
): Links {
  const to = (number: number): { href: string } => {
    const order = sort.map(({ property, direction }) => `&sort=${property},${direction}`).join('');
    return { href: link(call, `${path}?page=${number}&size=${page.size}${order}`) };
  };
  const last = Math.max(0, Math.ceil(total / page.size) - 1);
  const links: Links = {};
  if (page.number > 0 || page.number < last) links['first'] = to(0);
  if (page.number > 0) links['prev'] = to(page.number - 1);
  links['self'] = to(page.number);
  if (page.number < last) links['next'] = to(page.number + 1);
  if (page.number > 0 || page.number < last) links['last'] = to(last);
  return links;
}
