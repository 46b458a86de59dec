import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import { toAccount } from './mapping.ts';
import { mentionsOf, notTold, readWholeRow, tells } from './row-facets.ts';
import type { RowFacet } from './row-facets.ts';
import type { WireUser } from './wire.ts';
import { fewAtOnce } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

/** Beyond so many rows that do not tell, asking one by one would no longer be an answer in time. */
const mostReadsOneByOne = 200;

/**
 * Everybody who has a role or is in a group. No call turns it round (zephyr.md 5), so the list of all users is
 * sifted; rows that do not tell are read one by one.
 */
export async function accountsWith(
  zephyr: Zephyr,
  call: Call,
  facet: RowFacet,
  entityId: string,
): Promise<Account[]> {
  const accounts: Account[] = [];
  const lacking: string[] = [];
  const sift = (user: WireUser): void => {
    const isIt = mentionsOf(user, facet)?.some((mention) => mention.id === entityId) === true;
    if (isIt) accounts.push(toAccount(user, zephyr.mapping));
  };
  for (const user of await zephyr.client.users(call)) {
    if (tells(user, facet)) sift(user);
    else lacking.push(user.id);
  }
  if (lacking.length > mostReadsOneByOne) throw tooManyToAsk(zephyr.system, facet, lacking.length);
  const whole = await pMap(lacking, async (id) => readTelling(zephyr, call, id, facet), fewAtOnce);
  for (const user of whole) sift(user);
  return accounts;
}

async function readTelling(zephyr: Zephyr, call: Call, id: string, facet: RowFacet): Promise<WireUser> {
  const row = await readWholeRow(zephyr, call, id);
  if (mentionsOf(row, facet) === undefined) throw notTold(zephyr.system, id, facet);
  return row;
}

function tooManyToAsk(system: string, facet: RowFacet, count: number): RollcallError {
  return new RollcallError(
    'UNSUPPORTED',
    `${system}: this server's list of users leaves out the ${facet} of ${count} users, too many to ask for one by one.`,
    { system },
  );
}
