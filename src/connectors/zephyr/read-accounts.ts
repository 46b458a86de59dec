import pMap from 'p-map';
import type { AccountsRead, Call, WantedAccounts } from '#connectors/connector.ts';
import type { RollcallError } from '#domain/errors.ts';
import type { Projection } from '#domain/holdings.ts';
import { settle } from '#domain/settled.ts';
import { fold } from '#domain/text.ts';
import { readFacets } from './account-facets.ts';
import { isPositiveId, loginOf } from './wire.ts';
import type { WireUser } from './wire.ts';
import { fewAtOnce } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

type Failures = AccountsRead['failed'];
interface RowsRead {
  readonly rows: readonly WireUser[];
  readonly failed: Failures;
}

/**
 * Few ids one by one, all else out of one list of everybody: there is no search by login and no bulk read
 * (zephyr.md 5).
 */
export async function readAccounts(
  zephyr: Zephyr,
  call: Call,
  wanted: WantedAccounts,
  projection: Projection,
): Promise<AccountsRead> {
  const ids = wanted.ids.filter(isPositiveId);
  if (ids.length + wanted.logins.length === 0) return { found: [], failed: [] };
  const isFew = wanted.logins.length === 0 && ids.length < zephyr.settings.listThreshold;
  const { rows, failed } = isFew
    ? await readOneByOne(zephyr, call, ids)
    : { rows: pick(await zephyr.client.users(call), ids, wanted.logins), failed: [] };
  const toRead = await readFacets(zephyr, call, rows, projection, isFew ? 'read' : 'list');
  return { found: rows.map(toRead), failed };
}

async function readOneByOne(zephyr: Zephyr, call: Call, ids: readonly string[]): Promise<RowsRead> {
  const answers = await pMap(
    ids,
    async (id) => settle(zephyr.client.user(call, id), zephyr.system),
    fewAtOnce,
  );
  const rows: WireUser[] = [];
  const failures: { wanted: { id: string }; error: RollcallError }[] = [];
  const unsure: { wanted: { id: string }; error: RollcallError }[] = [];
  for (const [index, answer] of answers.entries()) {
    const subject = { id: ids[index] ?? '' };
    // Refused credentials are nothing about one account.
    if (!answer.ok && answer.error.code === 'UPSTREAM_UNAUTHENTICATED') throw answer.error;
    if (!answer.ok) failures.push({ wanted: subject, error: answer.error });
    else if (answer.value.isTold) rows.push(answer.value.row);
    else unsure.push({ wanted: subject, error: answer.value.error });
  }
  return { rows, failed: [...failures, ...(await withoutMissing(zephyr, call, unsure))] };
}

/** Those of the doubtful that exist: what the list does not show is missing, else the answer was an error (8.2). */
async function withoutMissing(
  zephyr: Zephyr,
  call: Call,
  unsure: readonly { readonly wanted: { readonly id: string }; readonly error: RollcallError }[],
): Promise<Failures> {
  if (unsure.length === 0) return [];
  const present = await settle(readIds(zephyr, call), zephyr.system);
  return present.ok ? unsure.filter(({ wanted }) => present.value.has(wanted.id)) : unsure;
}

async function readIds(zephyr: Zephyr, call: Call): Promise<ReadonlySet<string>> {
  const users = await zephyr.client.users(call);
  return new Set(users.map((user) => user.id));
}

/** Rows wanted by id or by login; logins are unique ignoring case (zephyr.md 2.1). */
function pick(
  users: IteratorObject<WireUser>,
  ids: readonly string[],
  logins: readonly string[],
): readonly WireUser[] {
  const wantedIds = new Set(ids);
  const wantedLogins = new Set(logins.map(fold));
  const isWanted = (user: WireUser): boolean =>
    wantedIds.has(user.id) || (wantedLogins.size > 0 && wantedLogins.has(fold(loginOf(user) ?? '')));
  return users.filter(isWanted).toArray();
}
