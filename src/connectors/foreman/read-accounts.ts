import type { AccountRead, AccountsRead, Call, WantedAccounts } from '#connectors/connector.ts';
import type { Projection } from '#domain/holdings.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { toAccountRead, toReadOfShow } from './account-read.ts';
import type { ForemanClient } from './client.ts';
import { askable, findAccounts, showAccounts } from './find-accounts.ts';
import { createHoldingsPlanner } from './holdings-planner.ts';
import { readByGraph } from './read-by-graph.ts';
import type { UserRow, UserShow } from './wire.ts';

export interface AccountReader {
  readAccounts(call: Call, wanted: WantedAccounts, projection: Projection): Promise<AccountsRead>;
  readCurrentAccount(call: Call, projection: Projection): Promise<AccountRead>;
}

export function createAccountReader(client: ForemanClient, now: () => number): AccountReader {
  const planner = createHoldingsPlanner(client, now);
  return {
    readAccounts: async (call, all, projection) => {
      const wanted = askable(all);
      if (wanted.ids.length + wanted.logins.length === 0) return { found: [], failed: [] };
      if (!projection.has('roles') && !projection.has('groups')) {
        const found = await findAccounts(client, call, wanted);
        return {
          found: found.rows.map((row) => toAccountRead(client.system, row, projection, {})),
          failed: found.failed,
        };
      }
      const rows = await planner.plan(call, wanted, projection);
      return rows === undefined
        ? readByShows(client, call, wanted, projection)
        : readByGraph(client, call, wanted, projection, rows);
    },
    readCurrentAccount: async (call, projection) =>
      toReadOfShow(client.system, await client.currentUser(call), projection),
  };
}

async function readByShows(
  client: ForemanClient,
  call: Call,
  wanted: WantedAccounts,
  projection: Projection,
): Promise<AccountsRead> {
  const [byId, byLogin] = await Promise.all([
    showAccounts(client, call, wanted.ids),
    wanted.logins.length === 0 ? undefined : showByLogin(client, call, wanted),
  ]);
  return {
    found: [...byId.rows, ...(byLogin?.rows ?? [])].map((show) =>
      toReadOfShow(client.system, show, projection),
    ),
    failed: [...byId.failed, ...(byLogin?.failed ?? [])],
  };
}

/** Logins are looked up first, because only numbers go into paths. */
async function showByLogin(
  client: ForemanClient,
  call: Call,
  { ids, logins }: WantedAccounts,
): Promise<{ readonly rows: readonly UserShow[]; readonly failed: AccountsRead['failed'] }> {
  const found = await findAccounts(client, call, { ids: [], logins });
  const more = found.rows.filter((row) => !ids.includes(row.id));
  const shown = await showAccounts(
    client,
    call,
    more.map((row) => row.id),
  );
  const loginOf = new Map(more.map((row) => [row.id, wantedLogin(row, logins)]));
  const failures = shown.failed.map(({ wanted, error }) => ({
    wanted: { login: ('id' in wanted ? loginOf.get(wanted.id) : undefined) ?? '' },
    error,
  }));
  return { rows: shown.rows, failed: [...found.failed, ...failures] };
}

function wantedLogin(row: UserRow, logins: readonly string[]): string {
  return logins.find((login) => equalIgnoringCase(login, row.login)) ?? row.login;
}
