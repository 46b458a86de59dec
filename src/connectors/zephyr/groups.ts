import type { Call, GroupsAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { accountsWith } from './accounts-with.ts';
import { groupMentionsOf, toGroup } from './mapping.ts';
import { isPathUnusable } from './refusals.ts';
import type { WireMention } from './wire.ts';
import { inSlices } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

export function createGroups(zephyr: Zephyr): GroupsAbility {
  return {
    list: async function* (call) {
      const groups = await readGroupList(zephyr, call);
      yield groups.map(toGroup);
    },
    read: async (call, ids) => {
      const found = await findGroups(zephyr, call, ids);
      return new Map(found.map((row) => [row.id, { ...toGroup(row), isWhole: true }]));
    },
    members: async function* (call, groupId) {
      const accounts = await accountsWith(zephyr, call, 'groups', groupId);
      if (accounts.length === 0) await requireGroup(zephyr, call, groupId);
      yield* inSlices(accounts);
    },
  };
}

/**
 * The grid of groups. Where it does not answer or may be cut short, with the groups that users are in, so that no
 * group is held that is not listed.
 */
async function readGroupList(zephyr: Zephyr, call: Call): Promise<readonly WireMention[]> {
  const { rows, mayBeCut } = await readGrid(zephyr, call);
  return mayBeCut ? onceEachId([...rows, ...(await groupsOfUsers(zephyr, call))]) : rows;
}

/** By id. A group the grid does not show may still be one that users are in. */
async function findGroups(
  zephyr: Zephyr,
  call: Call,
  ids: readonly string[],
): Promise<readonly WireMention[]> {
  const wanted = new Set(ids);
  const inGrid = (await readGrid(zephyr, call)).rows.filter((row) => wanted.has(row.id));
  if (inGrid.length === wanted.size) return inGrid;
  const held = (await groupsOfUsers(zephyr, call)).filter((row) => wanted.has(row.id));
  return onceEachId([...inGrid, ...held]);
}

async function readGrid(
  { client }: Zephyr,
  call: Call,
): Promise<{ readonly rows: readonly WireMention[]; readonly mayBeCut: boolean }> {
  try {
    return await client.groups(call);
  } catch (error) {
    if (!isPathUnusable(error)) throw error;
    return { rows: [], mayBeCut: true };
  }
}

async function groupsOfUsers({ client }: Zephyr, call: Call): Promise<readonly WireMention[]> {
  const users = await client.users(call);
  return onceEachId(users.flatMap((user) => groupMentionsOf(user) ?? []).toArray());
}

async function requireGroup(zephyr: Zephyr, call: Call, groupId: string): Promise<void> {
  if ((await findGroups(zephyr, call, [groupId])).length > 0) return;
  throw noSuch(zephyr.system, 'group', groupId);
}
