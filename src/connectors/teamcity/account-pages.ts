import type { Call } from '#connectors/connector.ts';
import type { TeamCityClient } from './client.ts';
import { inParallel } from './in-parallel.ts';
import type { WireAccount } from './wire.ts';

export interface AccountQuery {
  /** Dimensions the accounts must match; all accounts without. */
  readonly condition?: string;
  readonly fields: string;
  readonly pageSize: number;
}

const parallelPages = 4;
/** No server has more. */
const maxPages = 5000;

/**
 * Rows of a list, page by page, each account once. There are no links and no order (teamcity.md 2.3): the first
 * short page is the last. Only where one page is not enough is the total asked, so that the others can be read
 * side by side, and so that accounts missed because others moved between pages are noticed: then all are read at once.
 */
export async function* accountPages(
  client: TeamCityClient,
  call: Call,
  query: AccountQuery,
): AsyncGenerator<readonly WireAccount[]> {
  const { pageSize } = query;
  const seen = new Set<string>();
  const unseen = (rows: readonly WireAccount[]): readonly WireAccount[] =>
    rows.filter(({ id }) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    });
  const page = async (start: number): Promise<readonly WireAccount[]> =>
    client.accounts(call, { matching: query.condition, page: { start, count: pageSize } }, query.fields);

  const first = await page(0);
  yield unseen(first);
  // More than asked for: the server does not page, this was everything.
  if (first.length !== pageSize) return;

  const total = await client.countAccounts(call, query.condition);
  let start = pageSize;
  let last = first;
  while (start < total && last.length > 0) {
    const starts = nextStarts(start, total, pageSize);
    for (const rows of await inParallel(parallelPages, starts, page)) {
      yield unseen(rows);
      last = rows;
    }
    start += starts.length * pageSize;
  }
  // Another full page where the total promised none: the total is wrong or was overtaken.
  while (last.length === pageSize && start !== total && start < maxPages * pageSize) {
    last = await page(start);
    const rows = unseen(last);
    if (rows.length === 0) break;
    yield rows;
    start += pageSize;
  }
  if (seen.size < total)
    yield unseen(await client.accounts(call, { matching: query.condition }, query.fields));
}

function nextStarts(start: number, total: number, pageSize: number): readonly number[] {
  const left = Math.ceil((total - start) / pageSize);
  return Array.from({ length: Math.min(parallelPages, left) }, (_, index) => start + index * pageSize);
}
