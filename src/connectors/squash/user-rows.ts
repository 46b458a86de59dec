import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { fewAtOnce, queryOf } from './client.ts';
import type { Client } from './client.ts';
import type { Facts, FactsMemory } from './facts.ts';
import { groupOf } from './mapping.ts';
import { pageOf, userRow } from './wire.ts';
import type { UserRow } from './wire.ts';

/** What list rows lack unless asked for (squash.md 2.1). */
const lightFields =
  'login,active,group,first_name,last_name,email,last_connected_on,created_on,created_by,last_modified_on,last_modified_by,can_delete_from_front';
const lightQuery = queryOf({ sort: 'id', fields: lightFields });
const teamsQuery = queryOf({ sort: 'id', fields: `${lightFields},teams` });
const plainQuery = queryOf({ sort: 'id' });

/** Attributes no user is without, empty ones being `""` and not null (2.1): their absence tells that a row is slim. */
const tellingAttributes = ['first_name', 'last_name', 'email', 'created_on'] as const;
/** Whole users looked at before a page without those attributes is believed to be all there is. */
const sampleSize = 3;
/** Strange group names kept in mind; a server has three, a few more at most. */
const mostOtherGroups = 50;

const usersPage = pageOf(userRow, ['users']);
const membersPage = pageOf(userRow, ['members', 'users']);

export type RowKind = 'userRows' | 'memberRows';

export interface UserRows {
  /** All accounts as lists show them, page by page; perhaps slim, perhaps with teams. */
  list(call: Call, withTeams: boolean): AsyncGenerator<readonly UserRow[]>;
  /** Members of a team as lists show them; NOT_FOUND where there is no such team. */
  members(call: Call, teamId: string): AsyncGenerator<readonly UserRow[]>;
  /** Whether rows of a list show what was asked for; finds out by reading a few whole accounts where in doubt. */
  areComplete(call: Call, rows: readonly UserRow[], kind: RowKind): Promise<boolean>;
  /** The same rows with what the list left out, read one by one where `fields` was not honoured. */
  complete(call: Call, rows: readonly UserRow[], kind: RowKind): Promise<readonly UserRow[]>;
  /** The whole account; undefined where there is none. */
  one(call: Call, id: string): Promise<UserRow | undefined>;
}

export function createUserRows(client: Client, memory: FactsMemory): UserRows {
  const one: UserRows['one'] = async (call, id) => {
    const row = await client.one(call, userRow, `/users/${id}`);
    // Users and teams share one id space (2.1): an id of a team must not pass for an account.
    if (row === undefined || row._type === 'team') return undefined;
    if (row.id !== id) throw otherAccount(client.system, id, row.id);
    noteGroups(memory.of(call), [row]);
    return row;
  };

  const readEach = async (call: Call, rows: readonly UserRow[]): Promise<readonly UserRow[]> => {
    const whole = await pMap(rows, async (row) => one(call, row.id), fewAtOnce);
    // Gone since the list was read: not an account any more.
    return whole.filter((row) => row !== undefined);
  };

  const isSlim = async (
    call: Call,
    rows: readonly UserRow[],
    unseen: readonly Telling[],
  ): Promise<boolean> => {
    const sample = await readEach(call, rows.slice(0, sampleSize));
    if (sample.some((row) => unseen.some((attribute) => row[attribute] !== undefined))) return true;
    if (sample.length > 0) for (const attribute of unseen) memory.of(call).lackingAttributes.add(attribute);
    return false;
  };

  const areComplete: UserRows['areComplete'] = async (call, rows, kind) => {
    const facts = memory.of(call);
    const unseen = tellingAttributes.filter(
      (attribute) =>
        !facts.lackingAttributes.has(attribute) && rows.every((row) => row[attribute] === undefined),
    );
    if (rows.length === 0 || unseen.length === 0) return true;
    if (facts[kind] === 'unknown' && !(await isSlim(call, rows, unseen))) return true;
    facts[kind] = 'slim';
    return false;
  };

  return {
    one,
    list: async function* list(call, withTeams) {
      const facts = memory.of(call);
      const wantsTeams = withTeams && facts.teamsInRows !== 'lacking';
      const pages = client.rows(call, {
        path: '/users',
        page: usersPage,
        queries: wantsTeams ? [teamsQuery, lightQuery, plainQuery] : [lightQuery, plainQuery],
        isKnownPath: true,
        onSize: ({ pages }) => {
          facts.userPages = pages;
        },
      });
      for await (const rows of pages) {
        noteGroups(facts, rows);
        if (wantsTeams) noteTeams(facts, rows);
        yield rows;
      }
    },
    members: (call, teamId) =>
      client.rows(call, {
        path: `/teams/${teamId}/members`,
        page: membersPage,
        queries: [lightQuery, plainQuery],
        isKnownPath: false,
      }),
    areComplete,
    complete: async (call, rows, kind) =>
      (await areComplete(call, rows, kind)) ? rows : readEach(call, rows),
  };
}

function otherAccount(system: string, wanted: string, came: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the account with id ${wanted} was asked for, the one with id ${came} came.`,
    { system },
  );
}

type Telling = (typeof tellingAttributes)[number];

function noteGroups(facts: Facts, rows: readonly UserRow[]): void {
  for (const row of rows) {
    const group = groupOf(row);
    if (group === undefined || group.description !== undefined) continue;
    if (facts.otherGroups.size < mostOtherGroups) facts.otherGroups.add(group.nativeId);
  }
}

/**
 * A row that shows a team proves that lists carry them; rows with an empty list prove nothing, as that is also
 * what a server shows that does not load them.
 */
function noteTeams(facts: Facts, rows: readonly UserRow[]): void {
  if (rows.some((row) => (row.teams?.length ?? 0) > 0)) facts.teamsInRows = 'given';
  else if (facts.teamsInRows === 'unknown' && rows.every((row) => !Array.isArray(row.teams))) {
    facts.teamsInRows = 'lacking';
  }
}
