import type { Call } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import type { TeamCityClient } from './client.ts';
import type { WireAccount } from './wire.ts';

export interface AccountQuery {
  /** Dimensions the accounts must match; all accounts without. */
  readonly condition?: string | undefined;
  readonly fields: string;
  /** At least 2. */
  readonly pageSize: number;
}

/** No server has more. */
const maxPages = 5000;

/**
 * Rows of a list, page by page, each account once. There are no links and no order (teamcity.md 2.3): the first short
 * page is the last, and each page begins with the last row of the one before. Where it does not, rows have moved and
 * some may be missed: then the list is read again, and if that is no better, all at once. The total would not tell: one
 * account deleted hides one missed.
 */
export async function* accountPages(
  client: TeamCityClient,
  call: Call,
  query: AccountQuery,
): AsyncGenerator<readonly WireAccount[]> {
  const seen = new Set<string>();
  if (yield* readThrough(client, call, query, seen)) return;
  if (yield* readThrough(client, call, query, seen)) return;
  yield onceEachId(await client.accounts(call, { matching: query.condition }, query.fields), seen);
}

/** Whether every page joined the one before; reading ends at the first that does not. */
async function* readThrough(
  client: TeamCityClient,
  call: Call,
  { condition, fields, pageSize }: AccountQuery,
  seen: Set<string>,
): AsyncGenerator<readonly WireAccount[], boolean> {
  let joint: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const start = page * (pageSize - 1);
    const rows = await client.accounts(
      call,
      { matching: condition, page: { start, count: pageSize } },
      fields,
    );
    yield onceEachId(rows, seen);
    if (page > 0 && rows[0]?.id !== joint) return false;
    // More than asked for: the server does not page, this was everything.
    if (rows.length !== pageSize) return true;
    joint = rows.at(-1)?.id;
  }
  return false;
}
