import type { AccountsRead, Call, WantedAccounts } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { RollcallError } from '#domain/errors.ts';
import { fold } from '#domain/text.ts';
import type { ForemanClient } from './client.ts';
import { UnknownSearchField } from './failures.ts';
import { collect } from './paging.ts';
import { accountSearches, canBeLogin, isNativeId, isSearchableId } from './search.ts';
import { settleEach } from './settle-each.ts';
import type { UserRow, UserShow } from './wire.ts';

export interface FoundAccounts<Row extends UserRow = UserRow> {
  readonly rows: readonly Row[];
  readonly failed: AccountsRead['failed'];
}

/** Without a search by id, up to this many are shown one by one rather than picked out of all accounts. */
const fewEnoughToShow = 50;

/** What of the wanted can exist at all, so that nothing else is asked for. */
export function askable(wanted: WantedAccounts): WantedAccounts {
  return {
    ids: [...new Set(wanted.ids.filter(isNativeId))],
    logins: [...new Set(wanted.logins.filter(canBeLogin))],
  };
}

/**
 * Light accounts, by as few searches as a URL has room for: usually one. What is not in the answer does not exist.
 * Rows nobody asked for (a login search finds substrings, a broken one everything) are dropped.
 */
export async function findAccounts(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
): Promise<FoundAccounts> {
  const searchable = wanted.ids.filter(isSearchableId);
  const large = wanted.ids.filter((id) => !isSearchableId(id));
  try {
    const [rows, shown] = await Promise.all([
      findByIdsAndLogins(client, call, { ids: searchable, logins: wanted.logins }),
      showAccounts(client, call, large),
    ]);
    return { rows: pick([...rows, ...shown.rows], wanted), failed: shown.failed };
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'UPSTREAM_FORBIDDEN') throw error;
    return findOwn(client, call, wanted, error);
  }
}

async function findByIdsAndLogins(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
): Promise<readonly UserRow[]> {
  if (wanted.ids.length > 0 && client.lacksIdField()) return findWithoutIdField(client, call, wanted);
  try {
    return await search(client, call, accountSearches(wanted.ids, wanted.logins));
  } catch (error) {
    if (!(error instanceof UnknownSearchField) || wanted.ids.length === 0) throw error;
    return findWithoutIdField(client, call, wanted);
  }
}

async function search(
  client: ForemanClient,
  call: Call,
  searches: readonly string[],
): Promise<readonly UserRow[]> {
  const answers = await Promise.all(searches.map((text) => client.users(call, text)));
  return answers.flat();
}

/** Before 3.2 ids cannot be searched for (foreman.md 11). */
async function findWithoutIdField(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
): Promise<readonly UserRow[]> {
  const byLogin = search(client, call, accountSearches([], wanted.logins));
  if (wanted.ids.length > fewEnoughToShow) {
    const everyone = collect(client.userPages(call));
    return (await Promise.all([byLogin, everyone])).flat();
  }
  const [rows, shown] = await Promise.all([byLogin, showAccounts(client, call, wanted.ids)]);
  const failure = shown.failed[0];
  if (failure !== undefined) throw failure.error;
  return [...rows, ...shown.rows];
}

/** Who may not list accounts still sees the own one (foreman.md 1.3); the others are hidden, not absent. */
async function findOwn(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
  error: RollcallError,
): Promise<FoundAccounts> {
  const rows = pick([await client.currentUser(call)], wanted);
  const ids = new Set(rows.map((row) => row.id));
  const logins = new Set(rows.map((row) => fold(row.login)));
  return {
    rows,
    failed: [
      ...wanted.ids.filter((id) => !ids.has(id)).map((id) => ({ wanted: { id }, error })),
      ...wanted.logins
        .filter((login) => !logins.has(fold(login)))
        .map((login) => ({ wanted: { login }, error })),
    ],
  };
}

/** Each account once, of those asked for. Uniqueness of logins ignores case; an exact one goes first all the same. */
function pick(rows: readonly UserRow[], wanted: WantedAccounts): readonly UserRow[] {
  const ids = new Set(wanted.ids);
  const exact = new Set(wanted.logins);
  const found = new Set(rows.map((row) => row.login));
  const ignoringCase = new Set(wanted.logins.filter((login) => !found.has(login)).map(fold));
  return onceEachId(rows).filter(
    (row) => ids.has(row.id) || exact.has(row.login) || ignoringCase.has(fold(row.login)),
  );
}

/**
 * Accounts with roles and groups, one call each, by number only: a login in the path may name somebody else
 * (foreman.md 2.5). Given ids must be native ids.
 */
export async function showAccounts(
  client: ForemanClient,
  call: Call,
  ids: readonly string[],
): Promise<FoundAccounts<UserShow>> {
  const outcomes = await settleEach(ids, async (id) => client.user(call, id));
  const rows: UserShow[] = [];
  const failed: { wanted: { id: string }; error: RollcallError }[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const id = ids[index] ?? '';
    if (!outcome.ok) failed.push({ wanted: { id }, error: outcome.error });
    else if (outcome.value !== undefined) rows.push(outcome.value);
  }
  return { rows, failed };
}
