import pMap from 'p-map';
import type { AccountsRead, Call, WantedAccounts } from '#connectors/connector.ts';
import type { HoldingOfKind, Projection } from '#domain/holdings.ts';
import { settle, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { toAccountRead } from './account-read.ts';
import type { ForemanClient } from './client.ts';
import { findAccounts } from './find-accounts.ts';
import { readGroupGraph } from './group-graph.ts';
import type { GroupGraph } from './group-graph.ts';
import { heldGroups, heldRoles } from './holdings.ts';
import type { GraphRows } from './holdings-planner.ts';
import { chunkIds, inIds } from './search.ts';
import { fewAtOnce } from './settle-each.ts';
import type { RoleRow, UserRow } from './wire.ts';

/**
 * Accounts with roles and groups for the price of all groups and roles, however many accounts there are. A part
 * that fails takes its facets with it; the accounts stand.
 */
export async function readByGraph(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
  projection: Projection,
  rows: GraphRows,
): Promise<AccountsRead> {
  const reading = settle(readGroupGraph(client, call, rows.groups), client.system);
  const found = await findAccounts(client, call, wanted);
  const ids = found.rows.map((row) => row.id);
  const [graph, holders] = await Promise.all([
    reading,
    settle(readRoleHolders(client, call, rows.roles, ids), client.system),
  ]);
  return {
    found: found.rows.map((row) =>
      toAccountRead(client.system, row, projection, {
        ...(projection.has('roles') ? { roles: rolesFromGraph(row, graph, holders) } : {}),
        ...(projection.has('groups') ? { groups: groupsFromGraph(row, graph) } : {}),
      }),
    ),
    failed: found.failed,
  };
}

type RoleHolders = ReadonlyMap<string, readonly RoleRow[]>;

/** Direct roles by account: one search for each role, narrowed to the accounts where their ids fit into it. */
async function readRoleHolders(
  client: ForemanClient,
  call: Call,
  roles: readonly RoleRow[],
  ids: readonly string[],
): Promise<RoleHolders> {
  const rolesOf = new Map<string, RoleRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return rolesOf;
  const chunks = chunkIds(ids);
  const narrowed = chunks.length === 1 && !client.lacksIdField() ? ` and ${inIds('id', ids)}` : '';
  const note = async (role: RoleRow): Promise<void> => {
    const holders = await client.users(call, `role_id = ${role.id}${narrowed}`);
    for (const holder of holders) rolesOf.get(holder.id)?.push(role);
  };
  await pMap(roles, note, fewAtOnce);
  return rolesOf;
}

function rolesFromGraph(
  row: UserRow,
  graph: Settled<GroupGraph>,
  holders: Settled<RoleHolders>,
): Settled<HoldingOfKind['roles']> {
  if (!graph.ok) return graph;
  if (!holders.ok) return holders;
  return succeeded(heldRoles(holders.value.get(row.id) ?? [], graph.value.allGroupsOf(row.id)));
}

function groupsFromGraph(row: UserRow, graph: Settled<GroupGraph>): Settled<HoldingOfKind['groups']> {
  return graph.ok ? succeeded(heldGroups(graph.value.directGroupsOf(row.id))) : graph;
}
