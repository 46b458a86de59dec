import type { AccountRead, AccountsRead, Call, WantedAccounts } from '#connectors/connector.ts';
import type { HeldGroup, HeldRole, Projection } from '#domain/holdings.ts';
import { failed, settle, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { RollcallError } from '#domain/errors.ts';
import { readAccountRows } from './account-rows.ts';
import type { AccountRowsParts } from './account-rows.ts';
import { accountFields } from './fields.ts';
import { loadGroupGraph } from './group-graph.ts';
import { heldGroups, heldRoles } from './holdings.ts';
import type { GroupGraph } from './lineage.ts';
import { toAccount, toDetails } from './mapping.ts';
import { isAdministrator, standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { wantedAccounts } from './wanted-account.ts';
import type { WireAccount } from './wire.ts';

export interface AccountReaderParts extends AccountRowsParts {
  readonly administratorRoles: ReadonlySet<string>;
}

export async function readAccounts(
  parts: AccountReaderParts,
  call: Call,
  wanted: WantedAccounts,
  projection: Projection,
): Promise<AccountsRead> {
  const asked = wantedAccounts(wanted);
  const read = await readAccountRows(parts, call, asked, accountFields(projection));
  throwIfNothingWorked(read.failed, asked.length);
  const rows = [...new Map(read.rows.map((row) => [row.id, row])).values()];
  return { found: await accountReads(parts, call, rows, projection), failed: read.failed };
}

export async function readCurrentAccount(
  parts: AccountReaderParts,
  call: Call,
  projection: Projection,
): Promise<AccountRead> {
  const row = await parts.client.currentAccount(call, accountFields(projection));
  const [read] = row === undefined ? [] : await accountReads(parts, call, [row], projection);
  if (read !== undefined) return read;
  throw new RollcallError(
    'NOT_FOUND',
    `${parts.system}: these credentials belong to no account of TeamCity (404).`,
    { system: parts.system, httpStatus: 404 },
  );
}

/** A server that could not be asked at all is one failure, not one for each account. */
function throwIfNothingWorked(failures: AccountsRead['failed'], asked: number): void {
  const [first] = failures;
  if (first === undefined || failures.length < asked) return;
  if (failures.every(({ error }) => error.code !== 'UPSTREAM_FORBIDDEN')) throw first.error;
}

async function accountReads(
  parts: AccountReaderParts,
  call: Call,
  rows: readonly WireAccount[],
  projection: Projection,
): Promise<AccountRead[]> {
  const standings = rows.map((row) => standingOf(row, parts.system));
  const graph = standings.some((standing) => needsGraph(standing, projection, parts))
    ? await settle(loadGroupGraph(parts.client, call), parts.system)
    : succeeded(undefined);
  return rows.map((row, index) => {
    const standing = standings[index] ?? standingOf(row, parts.system);
    return accountRead(parts, row, completed(standing, row, graph, parts.system), projection, graph);
  });
}

/** Whether something asked for depends on groups above those that the answer shows. */
function needsGraph(standing: Standing, projection: Projection, parts: AccountReaderParts): boolean {
  if (!standing.groups.ok || standing.lineage.isComplete) return false;
  return projection.has('roles') || isAdministrator(standing, parts.administratorRoles) === undefined;
}

function completed(
  standing: Standing,
  row: WireAccount,
  graph: Settled<GroupGraph | undefined>,
  system: string,
): Standing {
  if (standing.lineage.isComplete || !graph.ok || graph.value === undefined) return standing;
  return standingOf(row, system, graph.value);
}

function accountRead(
  parts: AccountReaderParts,
  row: WireAccount,
  standing: Standing,
  projection: Projection,
  graph: Settled<GroupGraph | undefined>,
): AccountRead {
  return {
    account: toAccount(row, parts.system, isAdministrator(standing, parts.administratorRoles)),
    ...(projection.has('details') ? { details: toDetails(row, parts.system) } : {}),
    holdings: {
      ...(projection.has('roles') ? { roles: rolesFacet(standing, graph) } : {}),
      ...(projection.has('groups') ? { groups: groupsFacet(standing) } : {}),
    },
  };
}

/** Roles without those of the groups would be a wrong answer: they stand or fall together. */
function rolesFacet(
  { roles, groups, lineage }: Standing,
  graph: Settled<GroupGraph | undefined>,
): Settled<readonly HeldRole[]> {
  if (!roles.ok) return roles;
  if (!groups.ok) return groups;
  if (!lineage.isComplete && !graph.ok) return failed(graph.error);
  return succeeded(heldRoles(roles.value, lineage));
}

function groupsFacet({ groups }: Standing): Settled<readonly HeldGroup[]> {
  return groups.ok ? succeeded(heldGroups(groups.value)) : groups;
}
