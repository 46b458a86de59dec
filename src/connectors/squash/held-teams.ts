import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { HeldTeam } from '#domain/holdings.ts';
import { settle, succeeded, unwrap } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { fewAtOnce } from './client.ts';
import type { Client } from './client.ts';
import type { FactsMemory } from './facts.ts';
import { toHeldTeams } from './mapping.ts';
import type { LocatedAccount } from './search.ts';
import type { TeamRows } from './team-rows.ts';
import type { UserRows } from './user-rows.ts';
import { pageOf, teamRow } from './wire.ts';
import type { TeamRow, UserRow } from './wire.ts';

type TeamsById = ReadonlyMap<string, Settled<readonly HeldTeam[]>>;

/** Teams of the accounts, by the account's id. */
export type ReadHeldTeams = (call: Call, accounts: readonly LocatedAccount[]) => Promise<TeamsById>;

/** Few enough that finding out how many teams there are would not pay. */
const few = 2;

/**
 * Teams come with whole accounts, and with list rows where the server puts them there. For the others the members of
 * teams are turned round, in one call where the list of teams shows them, else one per team; or it is one call per
 * account, where that is less (squash.md 5).
 */
export function createReadHeldTeams(
  client: Client,
  userRows: UserRows,
  teamRows: TeamRows,
  memory: FactsMemory,
): ReadHeldTeams {
  /** By login: documented, and full teams, but of the admin plugin (2.8). */
  const askByLogin = async (call: Call, row: UserRow): Promise<readonly HeldTeam[]> => {
    const pages = client.rows(call, {
      path: `/users/login/${encodeURIComponent(row.login)}/teams`,
      page: pageOf(teamRow, ['teams']),
      queries: [''],
      isKnownPath: false,
    });
    const teams: TeamRow[] = [];
    for await (const page of pages) teams.push(...page);
    return toHeldTeams(teams);
  };

  const askForOne = async (call: Call, account: LocatedAccount): Promise<readonly HeldTeam[]> => {
    const row = account.isWhole ? account.row : await userRows.one(call, account.row.id);
    if (row === undefined) throw gone(client.system, account.row);
    if (Array.isArray(row.teams)) return toHeldTeams(row.teams);
    const teams = await settle(askByLogin(call, row), client.system);
    // The account was read a moment ago: it is the path that is not there.
    if (!teams.ok && teams.error.code === 'NOT_FOUND') throw teamsNotTold(client.system, row);
    return unwrap(teams);
  };

  const askEach = async (call: Call, accounts: readonly LocatedAccount[]): Promise<TeamsById> => {
    const entries = await pMap(
      accounts,
      async (account) => {
        const teams = await settle(askForOne(call, account), client.system);
        return [account.row.id, teams] as const;
      },
      fewAtOnce,
    );
    return new Map(entries);
  };

  /** From the teams' side; undefined where there are more teams than accounts. */
  const turnRound = async (
    call: Call,
    accounts: readonly LocatedAccount[],
  ): Promise<TeamsById | undefined> => {
    const teams: TeamRow[] = [];
    for await (const page of teamRows.listWithMembers(call)) teams.push(...page);
    const isGiven = memory.of(call).membersInRows === 'given';
    const toAsk = teams.filter(({ members }) => !isGiven || !Array.isArray(members));
    if (toAsk.length > accounts.length) return undefined;
    const held = new Map<string, TeamRow[]>(accounts.map(({ row }) => [row.id, []]));
    if (isGiven) for (const team of teams) for (const { id } of team.members ?? []) held.get(id)?.push(team);
    await pMap(
      toAsk,
      async (team) => {
        for await (const ids of teamRows.memberIds(call, team.id)) {
          for (const { id } of ids) held.get(id)?.push(team);
        }
      },
      fewAtOnce,
    );
    return new Map([...held].map(([id, rows]) => [id, succeeded(toHeldTeams(rows))]));
  };

  const findOut = async (call: Call, accounts: readonly LocatedAccount[]): Promise<TeamsById> => {
    const { teamCount = 0, membersInRows } = memory.of(call);
    const callsFromTeams = membersInRows === 'given' ? 1 : 1 + teamCount;
    if (accounts.length <= Math.max(few, callsFromTeams)) return askEach(call, accounts);
    const turned = await settle(turnRound(call, accounts), client.system);
    if (turned.ok) return turned.value ?? askEach(call, accounts);
    // The teams' side is refused or not served: the accounts' side may still be.
    const mayAskEach = ['UPSTREAM_FORBIDDEN', 'NOT_FOUND', 'UPSTREAM_REJECTED', 'UPSTREAM_BAD_RESPONSE'];
    if (mayAskEach.includes(turned.error.code)) return askEach(call, accounts);
    return new Map(accounts.map(({ row }) => [row.id, turned]));
  };

  return async (call, accounts) => {
    const teamsInRows = memory.of(call).teamsInRows === 'given';
    const isGiven = ({ row, isWhole }: LocatedAccount): boolean =>
      Array.isArray(row.teams) && (isWhole || teamsInRows);
    const given = accounts
      .filter(isGiven)
      .map(({ row }) => [row.id, succeeded(toHeldTeams(row.teams ?? []))] as const);
    const others = accounts.filter((account) => !isGiven(account));
    return new Map([...given, ...(others.length === 0 ? [] : await findOut(call, others))]);
  };
}

function teamsNotTold(system: string, row: UserRow): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer about account ${row.id} does not tell its teams, or in a shape that is not known, and this server lists them nowhere else.`,
    { system },
  );
}

function gone(system: string, row: UserRow): RollcallError {
  return new RollcallError('NOT_FOUND', `${system}: the account ${row.login} is not there any more.`, {
    system,
  });
}
