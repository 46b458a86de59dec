import { failure, unsupportedQuery } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import { may } from './caller.ts';
import { byField, shuffledBy } from './ordering.ts';
import { textOf } from './parameters.ts';
import { fieldByName } from './search/fields.ts';
import type { SearchField } from './search/fields.ts';
import { searchMatcher } from './search/matcher.ts';
import type { SearchMatcher } from './search/matcher.ts';

/** A list as its resource describes it; paging, search, order and envelope are the same for all (foreman.md 2.1). */
export interface Listing<Row> {
  readonly rows: ReadonlyMap<number, Row> | readonly Row[];
  /** Which rows there are for the caller; undefined means all. */
  readonly isVisible?: ((row: Row) => boolean) | undefined;
  readonly fields: readonly SearchField<Row>[];
  /** Order without `order`: by this value, nulls last, ties in any order that changes from call to call. */
  readonly defaultOrder: (row: Row) => string | number | undefined;
  /** The `sort` that is echoed without `order`. */
  readonly defaultSort?: { readonly by: string; readonly order: string };
  /** Rows by the value of a unique field, to spare looking at all of them. */
  readonly lookUp?: Readonly<Record<string, (value: string) => Row | undefined>>;
  /** The plural in the names of its permissions. */
  readonly resource: string;
  readonly shown: (row: Row) => object;
}

/** Answers a list: 200 with the envelope, or 400 E5 for a search or order that is not understood. */
export function listAnswer<Row>(call: Call, listing: Listing<Row>): Answer {
  const { parameters } = call;
  const rows = [...listing.rows.values()];
  const { isVisible } = listing;
  const total = isVisible === undefined ? rows.length : rows.filter(isVisible).length;
  const found = searched(call, listing, rows);
  const paging = pagingOf(call, total);
  const ordered = inOrder(call, listing, found);
  const page = ordered.slice(paging.start, paging.start + paging.limit);
  const extra = call.server.switches.extraKeys;
  return {
    status: 200,
    body: {
      total,
      subtotal: found.length,
      page: paging.page,
      per_page: paging.perPage,
      search: textOf(parameters['search']) ?? null,
      ...permissionFlags(call, listing.resource),
      sort: sortEcho(call) ?? listing.defaultSort ?? { by: null, order: null },
      [textOf(parameters['root_name']) ?? 'results']: page.map((row) => ({
        ...listing.shown(row),
        ...extra,
      })),
    },
  };
}

/** A list that knows neither search nor order nor pages, though its envelope echoes them (4.4). */
export function unpagedAnswer(call: Call, results: readonly object[]): Answer {
  const { page, perPage } = pagingOf(call, results.length);
  return {
    status: 200,
    body: {
      total: results.length,
      subtotal: results.length,
      page,
      per_page: perPage,
      search: null,
      sort: { by: null, order: null },
      results,
    },
  };
}

/** A single record, wrapped if the caller asked for that with `root_name`. */
export function recordAnswer(call: Call, status: number, record: object): Answer {
  const body = { ...record, ...call.server.switches.extraKeys };
  const root = textOf(call.parameters['root_name']);
  return { status, body: root === undefined ? body : { [root]: body } };
}

function searched<Row>(call: Call, listing: Listing<Row>, rows: readonly Row[]): readonly Row[] {
  const { isVisible } = listing;
  const search = call.parameters['search'] ?? '';
  if (typeof search !== 'string' && typeof search !== 'number') {
    throw failure(500, `Unsupported query object: ${JSON.stringify(search)}!`);
  }
  const clock = { now: call.server.now(), zone: call.caller.zone };
  const matcher = searchMatcher(String(search), listing.fields, clock);
  const candidates = candidatesOf(listing, matcher) ?? rows;
  return candidates.filter((row) => matcher.matches(row) && (isVisible === undefined || isVisible(row)));
}

function candidatesOf<Row>(listing: Listing<Row>, matcher: SearchMatcher<Row>): readonly Row[] | undefined {
  const { among } = matcher;
  const lookUp = among === undefined ? undefined : listing.lookUp?.[among.field];
  if (among === undefined || lookUp === undefined) return undefined;
  return [...new Set(among.values.flatMap((value) => lookUp(value) ?? []))];
}

function inOrder<Row>(call: Call, listing: Listing<Row>, rows: readonly Row[]): readonly Row[] {
  const { random, switches } = call.server;
  const order = textOf(call.parameters['order'])?.trim() ?? '';
  if (order === '') return shuffledBy(rows, listing.defaultOrder, random, switches.collation);
  const name = order.split(/\s+/u)[0] ?? '';
  const field = fieldByName(listing.fields, name);
  if (field === undefined) {
    throw unsupportedQuery(`the field '${name}' in the order statement is not valid field for search`);
  }
  return byField(rows, field, /desc/iu.test(order), random, switches.collation);
}

interface Paging {
  readonly page: number;
  readonly perPage: number;
  readonly start: number;
  readonly limit: number;
}

function pagingOf(call: Call, total: number): Paging {
  const { parameters, server } = call;
  const asked = parameters['per_page'] === null ? undefined : textOf(parameters['per_page']);
  if (asked === 'all') {
    const page = Number.parseInt(textOf(parameters['page']) ?? '1', 10);
    return { page: Number.isNaN(page) ? 1 : page, perPage: total, start: 0, limit: Number.POSITIVE_INFINITY };
  }
  const limit = asked === undefined ? server.switches.entriesPerPage : leadingInteger(asked);
  if (limit < 0) throw failure(500, 'LIMIT must not be negative');
  const page = pageNumber(textOf(parameters['page']) ?? '1');
  const perPage = asked === '' ? server.switches.entriesPerPage : limit;
  return { page, perPage, start: (page - 1) * limit, limit };
}

function pageNumber(text: string): number {
  if (!/^\s*[+-]?\d+\s*$/u.test(text)) throw failure(500, `invalid value for Integer(): "${text}"`);
  const page = Number(text);
  if (page < 1) throw failure(500, `invalid page: ${page}`);
  return page;
}

/** What is no number counts as 0. */
function leadingInteger(text: string): number {
  return Number(/^\s*-?\d+/u.exec(text)?.[0] ?? 0);
}

/** The echo of `order`, split at the blank and not validated. */
function sortEcho(call: Call): { readonly by: string; readonly order: string } | undefined {
  const [by = '', direction = 'ASC'] = (textOf(call.parameters['order']) ?? '').trim().split(/\s+/u);
  return by === '' ? undefined : { by, order: direction };
}

function permissionFlags(call: Call, resource: string): object {
  if (!('include_permissions' in call.parameters)) return {};
  const { store } = call.server;
  return {
    can_create: may(store, call.caller, `create_${resource}`),
    can_edit: may(store, call.caller, `edit_${resource}`),
  };
}
