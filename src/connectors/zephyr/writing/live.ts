import type { Call } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { RollcallError } from '#domain/errors.ts';
import { readProjectList } from '../project-list.ts';
import { isPathUnusable } from '../refusals.ts';
import { notTold, rowFacets } from '../row-facets.ts';
import type { RowById } from '../row-by-id.ts';
import { isPositiveId } from '../wire.ts';
import type { Zephyr } from '../zephyr.ts';
import { idsIn } from './user-object.ts';
import { idText, isWholeObject } from './whole-object.ts';
import type { WholeObject } from './whole-object.ts';
import type { Whole, ZephyrWrites } from './writes.ts';

/** What the writing half works with: one server. */
export interface WritableZephyr extends Zephyr {
  readonly writes: ZephyrWrites;
}

/** What a write is built from is read for it alone. */
export function liveCall(call: Call): Call {
  return { ...call, isFresh: true };
}

/**
 * The user as it is now. Fails where the answer leaves open which roles or groups there are: written back, it could
 * take them away (zephyr.md 2.4).
 */
export async function readUser(zephyr: WritableZephyr, call: Call, id: string): Promise<WholeObject> {
  const { writes, client, system } = zephyr;
  if (!isPositiveId(id)) throw noSuch(system, 'user', id);
  const user = await toldOr(await writes.user(liveCall(call), id), async () => {
    const users = await client.users(liveCall(call));
    return users.some((listed) => listed.id === id) ? undefined : noSuch(system, 'user', id);
  });
  for (const facet of rowFacets) if (idsIn(user, facet) === undefined) throw notTold(system, id, facet);
  return user;
}

export interface LiveProject {
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly object: WholeObject;
  /** The whole team: written back without a row, a project loses somebody. */
  readonly members: readonly TeamRow[];
}

export interface TeamRow {
  readonly userId: string;
  readonly roleId: string | undefined;
  /** Rows read carry `name`, rows written `text` (zephyr.md 3.3). */
  readonly roleName: string | undefined;
  readonly object: WholeObject;
}

/**
 * The project as it is now. An empty team is asked for a second time elsewhere, for some answers leave teams out
 * (zephyr.md 3.3), and a team that was not seen would be written away.
 */
export async function readProject(zephyr: WritableZephyr, call: Call, id: string): Promise<LiveProject> {
  const { writes, system } = zephyr;
  if (!isPositiveId(id)) throw noSuch(system, 'project', id);
  const object = await toldOr(await writes.project(liveCall(call), id), async () => {
    const { rows } = await readProjectList(zephyr, liveCall(call));
    return rows.some((listed) => listed.id === id) ? undefined : noSuch(system, 'project', id);
  });
  const shown = teamRows(object['members']);
  const members = shown?.length === 0 ? await readTeam(zephyr, call, id) : shown;
  const name = typeof object['name'] === 'string' ? object['name'] : id;
  if (members !== undefined) return { id, name, object, members };
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer about project ${id} does not tell its team, or in a shape that is not known: written back, it could take people off it.`,
    { system },
  );
}

/** Nobody, where this server does not answer the other path either. */
async function readTeam(
  { writes }: WritableZephyr,
  call: Call,
  projectId: string,
): Promise<readonly TeamRow[] | undefined> {
  try {
    return teamRows(await writes.projectTeam(liveCall(call), projectId));
  } catch (error) {
    if (isPathUnusable(error)) return [];
    throw error;
  }
}

/** Rows of a team; undefined where they are not told, or not all of them can be read. */
export function teamRows(members: unknown): readonly TeamRow[] | undefined {
  if (!Array.isArray(members)) return undefined;
  const rows = members.map(teamRow);
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

function teamRow(row: unknown): TeamRow | undefined {
  const userId = isWholeObject(row) ? idText(row['userId']) : undefined;
  if (!isWholeObject(row) || userId === undefined) return undefined;
  const role = isWholeObject(row['role']) ? row['role'] : {};
  const name = role['name'] ?? role['text'];
  return {
    userId,
    roleId: idText(role['id']),
    roleName: typeof name === 'string' ? name : undefined,
    object: row,
  };
}

/** After an unclear answer the list decides: `missing` gives the error if it does not show the thing (8.2). */
async function toldOr(
  answer: RowById<Whole>,
  missing: () => Promise<RollcallError | undefined>,
): Promise<WholeObject> {
  if (answer.isTold) return answer.row.object;
  throw (await missing()) ?? answer.error;
}
