import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { queryOf } from './client.ts';
import type { Client } from './client.ts';
import type { FactsMemory } from './facts.ts';
import { idRow, pageOf, teamRow } from './wire.ts';
import type { IdRow, TeamRow } from './wire.ts';

const plainQuery = queryOf({ sort: 'id' });
const wholeQuery = queryOf({
  sort: 'id',
  fields: 'name,description,created_by,created_on,last_modified_by,last_modified_on',
});
const membersQuery = queryOf({ sort: 'id', fields: 'name,members' });
const memberQuery = queryOf({ sort: 'id', fields: 'login' });

const teamsPage = pageOf(teamRow, ['teams']);
const idsPage = pageOf(idRow, ['members', 'users']);

export interface TeamRows {
  /** All teams, page by page; whole where the server honours `fields` here, else lean. */
  list(call: Call): AsyncGenerator<readonly TeamRow[]>;
  /** The same, asked for the members of each; a server may leave them out. */
  listWithMembers(call: Call): AsyncGenerator<readonly TeamRow[]>;
  one(call: Call, id: string): Promise<TeamRow | undefined>;
  /** Ids of a team's members; none for a team that is gone. */
  memberIds(call: Call, id: string): AsyncGenerator<readonly IdRow[]>;
}

export function createTeamRows(client: Client, memory: FactsMemory): TeamRows {
  const listBy = (call: Call, queries: readonly string[]): AsyncGenerator<readonly TeamRow[]> =>
    client.rows(call, {
      path: '/teams',
      page: teamsPage,
      queries,
      isKnownPath: true,
      onSize: ({ total }) => {
        memory.of(call).teamCount = total;
      },
    });

  return {
    list: (call) => listBy(call, [wholeQuery, plainQuery]),
    listWithMembers: async function* listWithMembers(call) {
      const facts = memory.of(call);
      for await (const rows of listBy(call, [membersQuery, plainQuery])) {
        // As with teams of users: a row that shows somebody proves it, rows that show nobody prove nothing.
        if (rows.some((row) => (row.members?.length ?? 0) > 0)) facts.membersInRows = 'given';
        yield rows;
      }
    },
    one: async (call, id) => client.one(call, teamRow, `/teams/${id}`),
    memberIds: async function* memberIds(call, id) {
      try {
        yield* client.rows(call, {
          path: `/teams/${id}/members`,
          page: idsPage,
          queries: [memberQuery, plainQuery],
          isKnownPath: false,
        });
      } catch (error) {
        // Deleted since the teams were listed: it has no members any more.
        if (error instanceof RollcallError && error.code === 'NOT_FOUND') return;
        throw error;
      }
    },
  };
}
