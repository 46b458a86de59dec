import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import type { ForemanClient } from '../client.ts';
import { isNativeId } from '../search.ts';
import { fewAtOnce } from '../settle-each.ts';
import type { GroupShow, UserShow } from '../wire.ts';

/**
 * Whether the intents end the account's being an administrator: by its own flag, or by a group it is in, nested ones
 * included (foreman.md 2.2). True also where it cannot be told. One call, and one for each of its groups if they
 * matter.
 */
export async function endsAdministration(
  client: ForemanClient,
  call: Call,
  account: Account,
  intents: readonly Intent[],
): Promise<boolean> {
  if (intents.some(putsOutOfUse)) return true;
  if (!intents.some(mayEnd)) return false;
  try {
    const live = { ...call, isFresh: true };
    const show = isNativeId(account.nativeId) ? await client.user(live, account.nativeId) : undefined;
    if (show === undefined) return true;
    if (show.effective_admin === false) return false;
    return !ownFlagAfter(show, intents) && !(await isByGroupAfter(client, live, show, intents));
  } catch (error) {
    if (error instanceof RollcallError) return true;
    throw error;
  }
}

function putsOutOfUse(intent: Intent): boolean {
  return intent.kind === 'delete' || (intent.kind === 'setStatus' && intent.status === 'DISABLED');
}

function mayEnd(intent: Intent): boolean {
  if (intent.kind === 'removeGroup') return true;
  return intent.kind === 'updateDetails' && flagOf(intent) === false;
}

function ownFlagAfter(show: UserShow, intents: readonly Intent[]): boolean {
  return intents.map(flagOf).findLast((flag) => flag !== undefined) ?? show.admin === true;
}

function flagOf(intent: Intent): boolean | undefined {
  if (intent.kind !== 'updateDetails' || intent.details.kind !== 'foreman') return undefined;
  return intent.details.isAdministrator;
}

/** Whether a group with the Admin flag is still reached from the direct groups that are left. */
async function isByGroupAfter(
  client: ForemanClient,
  call: Call,
  show: UserShow,
  intents: readonly Intent[],
): Promise<boolean> {
  const removed = new Set(
    intents.flatMap((intent) => (intent.kind === 'removeGroup' ? [intent.group.nativeId] : [])),
  );
  const left = (show.usergroups ?? []).map((group) => group.id).filter((id) => !removed.has(id));
  if (left.length === 0) return false;
  const ids = new Set([...left, ...(show.cached_usergroups ?? []).map((group) => group.id)]);
  const shows = await pMap(ids, async (id) => client.group(call, id), fewAtOnce);
  const groups = shows.filter((group) => group !== undefined);
  return climb(left, groups).some((group) => group.admin === true);
}

/** The groups themselves and all those they are inside of. */
function climb(ids: readonly string[], groups: readonly GroupShow[]): readonly GroupShow[] {
  const reached = new Set(ids);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const group of groups) {
      if (group.usergroups.some((child) => reached.has(child.id))) reached.add(group.id);
    }
  }
  return groups.filter((group) => reached.has(group.id));
}
