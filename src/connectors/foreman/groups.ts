import type { Call, GroupsAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { Account } from '#domain/account.ts';
import type { Group } from '#domain/entities.ts';
import type { ForemanClient } from './client.ts';
import { findAccounts } from './find-accounts.ts';
import { readGroupGraph } from './group-graph.ts';
import { toAccount, toGroupMention, toRoleMention } from './mapping.ts';
import { isNativeId } from './search.ts';

/** The catalogue of user groups and their direct members. */
export function createGroupsAbility(client: ForemanClient, hasContext: boolean): GroupsAbility {
  return {
    list: async function* list(call) {
      yield (await client.groups(call)).map(toGroupMention);
    },
    read: async (call, ids) => {
      const wanted = new Set(ids.filter(isNativeId));
      if (wanted.size === 0) return new Map();
      return readWhole(client, call, wanted);
    },
    members: (call, groupId) =>
      hasContext ? membersInContext(client, call, groupId) : members(client, call, groupId),
  };
}

/** A group names its children, never its parents: to know those all groups must be shown. */
async function readWhole(
  client: ForemanClient,
  call: Call,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Group>> {
  const rows = await client.groups(call);
  if (!rows.some((row) => wanted.has(row.id))) return new Map();
  const graph = await readGroupGraph(client, call, rows);
  const found = [...graph.groups.values()].filter((group) => wanted.has(group.id));
  return new Map(
    found.map((group) => [
      group.id,
      {
        ...toGroupMention(group),
        isWhole: true,
        parents: graph.parentsOf(group.id).map(toGroupMention),
        roles: group.roles.map(toRoleMention),
      },
    ]),
  );
}

async function* members(
  client: ForemanClient,
  call: Call,
  groupId: string,
): AsyncGenerator<readonly Account[], void, undefined> {
  if (!isNativeId(groupId)) throw noSuch(client.system, 'group', groupId);
  for await (const page of client.memberPages(call, groupId)) {
    if (page.length > 0) yield page.map((row) => toAccount(row, client.system));
  }
}

/** The nested list cannot be limited by a context, so the group's own list of members is looked up in it. */
async function* membersInContext(
  client: ForemanClient,
  call: Call,
  groupId: string,
): AsyncGenerator<readonly Account[], void, undefined> {
  const group = isNativeId(groupId) ? await client.group(call, groupId) : undefined;
  if (group === undefined) throw noSuch(client.system, 'group', groupId);
  const { rows } = await findAccounts(client, call, {
    ids: group.users.map((user) => user.id),
    logins: [],
  });
  if (rows.length > 0) yield rows.map((row) => toAccount(row, client.system));
}
