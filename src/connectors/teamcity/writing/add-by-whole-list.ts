import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Sent } from '#connectors/writing.ts';
import type { RollcallError } from '#domain/errors.ts';
import { wireGroups } from '../wire.ts';
import { rowsOf } from '../lineage.ts';
import { groupsIn, readNow } from './look.ts';
import { fresh } from './parts.ts';
import type { WritingParts } from './parts.ts';
import { entityOf, sendWrite } from './send-write.ts';

/**
 * For servers that do not have the call that adds one group: the documented one, with all groups of the account and
 * the new one. Undefined where the refusal was about the account or the group. The refused call wrote nothing, so
 * this is the first write, not a second.
 */
export async function addByWholeList(
  parts: WritingParts,
  refusal: RollcallError,
  call: Call,
  id: string,
  key: string,
  places: readonly IntentPlace[],
): Promise<Sent | undefined> {
  const isNotFound = refusal.code === 'NOT_FOUND';
  if (refusal.httpStatus !== 405 && !isNotFound) return undefined;
  if (isNotFound && !(await isGroup(parts, call, key))) return undefined;
  const row = await readNow(parts, call, id);
  if (row === undefined) return undefined;
  const keys = new Set([...groupsIn(row, parts.system).map((group) => group.key), key]);
  const answer = await sendWrite(
    parts,
    {
      method: 'PUT',
      path: `/app/rest/users/id:${id}/groups`,
      query: 'fields=count,group(key)',
      content: { kind: 'json', value: { group: [...keys].map((each) => ({ key: each })) } },
    },
    call,
  );
  const list = entityOf(wireGroups, answer, parts.system);
  const isShown = list === undefined || rowsOf(list)?.some((group) => group.key === key) !== false;
  if (isShown) return {};
  const message = 'The answer of the server does not show the group among those of the account.';
  return { missing: places.map((place) => ({ place, message })) };
}

async function isGroup({ client }: WritingParts, call: Call, key: string): Promise<boolean> {
  return (await client.groups(fresh(call))).some((group) => group.key === key);
}
