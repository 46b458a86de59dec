import type { AccountRead, Call, Connector, ConnectorOptions } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { RollcallError } from '#domain/errors.ts';
import type { HeldGroup, Projection } from '#domain/holdings.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { ownerOf } from './authorization.ts';
import type { SquashSettings } from './authorization.ts';
import { squashCapabilities } from './capabilities.ts';
import { createCatalogue } from './catalogue.ts';
import { createClient, isNativeId } from './client.ts';
import { createContents } from './contents.ts';
import { createFactsMemory } from './facts.ts';
import { createGroups, groupNotTold } from './groups.ts';
import { createReadHeldPermissions } from './held-permissions.ts';
import { createReadHeldTeams } from './held-teams.ts';
import { createLocateAccounts } from './locate-accounts.ts';
import { createLoginLookup } from './login-lookup.ts';
import { toAccount, toDetails, toHeldGroups, toProject, toTeam } from './mapping.ts';
import { createProbe } from './probe.ts';
import { createProjectGrants } from './project-grants.ts';
import { createProjectRows } from './project-rows.ts';
import type { LocatedAccount } from './search.ts';
import { createTeamRows } from './team-rows.ts';
import { createUserRows } from './user-rows.ts';
import type { UserRow } from './wire.ts';
import { createWriting } from './writing/writing.ts';

/** Squash TM over its REST API (plugins "API REST" and, where installed, "API REST Admin"). */
export function createSquashConnector(options: ConnectorOptions<SquashSettings>): Connector {
  const { system, http, settings, now } = options;
  const memory = createFactsMemory(now);
  const client = createClient({ system, http, pageSize: settings.pageSize, memory });
  const userRows = createUserRows(client, memory);
  const teamRows = createTeamRows(client, memory);
  const projectRows = createProjectRows(client, memory);
  const logins = createLoginLookup(client, memory);
  const contents = createContents(client, memory);
  const locate = createLocateAccounts(userRows, logins, memory);
  const readHeldTeams = createReadHeldTeams(client, userRows, teamRows, memory);
  const readHeldPermissions = createReadHeldPermissions(system, contents, projectRows, memory);

  const withFacets = async (
    call: Call,
    accounts: readonly LocatedAccount[],
    projection: Projection,
  ): Promise<readonly AccountRead[]> => {
    const ids = accounts.map(({ row }) => row.id);
    const [teams, permissions] = await Promise.all([
      projection.has('teams') ? readHeldTeams(call, accounts) : undefined,
      projection.has('projectPermissions') ? readHeldPermissions(call, ids) : undefined,
    ]);
    return accounts.map(({ row }) => ({
      account: toAccount(system, row),
      ...(projection.has('details') ? { details: succeeded(toDetails(row)) } : {}),
      holdings: {
        ...(projection.has('groups') ? { groups: groupsOf(system, row) } : {}),
        ...(teams === undefined ? {} : { teams: teams.get(row.id) ?? unread(system) }),
        ...(permissions === undefined
          ? {}
          : { projectPermissions: permissions.get(row.id) ?? unread(system) }),
      },
    }));
  };

  const readAccounts: Connector['readAccounts'] = async (call, wanted, projection) => {
    const { found, failed } = await locate(call, wanted, projection.has('teams'));
    return { found: await withFacets(call, found, projection), failed };
  };

  return {
    capabilities: squashCapabilities,
    holdings: new Set(['groups', 'teams', 'projectPermissions']),
    probe: createProbe(client, logins, contents, memory),
    readAccounts,
    readCurrentAccount: async (call, projection) => {
      const owner = ownerOf(call.identity.authorization, settings.basicCharset);
      if (owner === undefined) throw unnamed(system);
      const wanted = 'id' in owner ? { ids: [owner.id], logins: [] } : { ids: [], logins: [owner.login] };
      const { found, failed } = await readAccounts(call, wanted, projection);
      if (failed[0] !== undefined) throw failed[0].error;
      if (found[0] === undefined) throw strange(system);
      return found[0];
    },
    listAccounts: async function* listAccounts(call) {
      for await (const rows of userRows.list(call, false)) {
        const complete = await userRows.complete(call, rows, 'userRows');
        if (complete.length > 0) yield complete.map((row) => toAccount(system, row));
      }
    },
    groups: createGroups(system, userRows, memory),
    teams: {
      ...createCatalogue({ ...teamRows, toEntity: toTeam }),
      members: async function* members(call, teamId) {
        if (!isNativeId(teamId)) throw noSuch(system, 'team', teamId);
        for await (const rows of userRows.members(call, teamId)) {
          const complete = await userRows.complete(call, rows, 'memberRows');
          if (complete.length > 0) yield complete.map((row) => toAccount(system, row));
        }
      },
    },
    projects: {
      ...createCatalogue({ ...projectRows, toEntity: toProject }),
      permissions: createProjectGrants(system, contents, userRows),
    },
    writing: createWriting({
      system,
      client,
      memory,
      userRows,
      teamRows,
      logins,
      contents,
      locate,
      readHeldTeams,
      readHeldPermissions,
      maxBulkDelete: settings.maxBulkDelete,
      now,
    }),
  };
}

function groupsOf(system: string, row: UserRow): Settled<readonly HeldGroup[]> {
  const groups = toHeldGroups(row);
  return groups === undefined ? failed(groupNotTold(system, row.id)) : succeeded(groups);
}

function unread(system: string): ReturnType<typeof failed> {
  return failed(new RollcallError('INTERNAL', `${system}: a facet was not read.`, { system }));
}

function unnamed(system: string): RollcallError {
  return new RollcallError(
    'UNSUPPORTED',
    `${system}: these credentials do not tell whose they are; expected a user name or a token made of three parts.`,
    { system },
  );
}

function strange(system: string): RollcallError {
  return new RollcallError(
    'NOT_FOUND',
    `${system}: the server has no account by the name or id that the credentials carry.`,
    { system },
  );
}
