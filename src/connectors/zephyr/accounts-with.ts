import type { Call } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import { mapInParallel } from './in-parallel.ts';
import { toAccount } from './mapping.ts';
import { mentionsOf, notTold, readWholeRow, tells } from './row-facets.ts';
import type { RowFacet } from './row-facets.ts';
import type { WireUser } from './wire.ts';
import { mostCallsAtOnce } from './zephyr.ts';
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
  const users = await zephyr.client.users(call);
  const lacking = users.filter((user) => !tells(user, facet));
  if (lacking.length > mostReadsOneByOne) throw tooManyToAsk(zephyr.system, facet, lacking.length);
  const whole = await mapInParallel(lacking, mostCallsAtOnce, async (user) =>
    readTelling(zephyr, call, user, facet),
  );
  return [...users.filter((user) => tells(user, facet)), ...whole]
    .filter((user) => mentionsOf(user, facet)?.some((mention) => mention.id === entityId) === true)
    .map((user) => toAccount(user, zephyr.mapping));
}

async function readTelling(zephyr: Zephyr, call: Call, user: WireUser, facet: RowFacet): Promise<WireUser> {
  const row = await readWholeRow(zephyr, call, user.id);
  if (mentionsOf(row, facet) === undefined) throw notTold(zephyr.system, user.id, facet);
  return row;
}

function tooManyToAsk(system: string, facet: RowFacet, count: number): RollcallError {
  return new RollcallError(
    'UNSUPPORTED',
    `${system}: this server's list of users leaves out the ${facet} of ${count} users, too many to ask for one by one.`,
    { system },
  );
}
