import pMap from 'p-map';
import type { Call, ProjectsAbility } from '#connectors/connector.ts';
import { onceEachId } from '#connectors/once-each.ts';
import type { Project } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import { anyOf } from './any-of.ts';
import { inBatches } from './batches.ts';
import type { TeamCityClient } from './client.ts';
import { dimension, isPlainValue } from './locator.ts';
import { toProject } from './mapping.ts';
import type { WireProject } from './wire.ts';

const pageSize = 1000;
const maxPages = 1000;
const fewBatches = { concurrency: 4 };

/** Projects: scopes of roles name them by id only. */
export function projectCatalogue(client: TeamCityClient): ProjectsAbility {
  return {
    mentionsLackNames: true,
    list: async function* list(call) {
      for await (const rows of projectPages(client, call)) yield rows.map(toProject);
    },
    read: async (call, ids) => {
      const [id] = ids;
      if (id === undefined) return new Map();
      const rows =
        ids.length === 1 && isPlainValue(id)
          ? await readOne(client, call, id)
          : await readMany(client, call, ids);
      const wanted = new Set(ids);
      return new Map(
        rows.filter((row) => wanted.has(row.id)).map((row): [string, Project] => [row.id, toProject(row)]),
      );
    },
  };
}

async function readOne(client: TeamCityClient, call: Call, id: string): Promise<readonly WireProject[]> {
  const row = await client.project(call, id);
  return row === undefined ? [] : [row];
}

/** `or` leaves out what does not exist or is hidden (teamcity.md 3.3); where it does not work, all are read. */
async function readMany(
  client: TeamCityClient,
  call: Call,
  ids: readonly string[],
): Promise<readonly WireProject[]> {
  const terms = ids.map((id) => dimension('id', id));
  const batches = inBatches(terms, (batch) => client.projectsLineLength(anyOf(batch)));
  const read = await pMap(batches, async (batch) => readBatch(client, call, batch, ids), fewBatches);
  if (read.every((rows) => rows !== undefined)) return read.flat();
  const all: WireProject[] = [];
  for await (const rows of projectPages(client, call)) all.push(...rows);
  return all;
}

/** Undefined where the answer shows, or may show, that `or` is not understood. */
async function readBatch(
  client: TeamCityClient,
  call: Call,
  terms: readonly string[],
  ids: readonly string[],
): Promise<readonly WireProject[] | undefined> {
  try {
    const { rows } = await client.projects(call, anyOf(terms));
    const isForeign = rows.some((row) => !ids.some((id) => id.toLowerCase() === row.id.toLowerCase()));
    const isDoubtful = rows.length === 0 && terms.length > 1;
    return isForeign || isDoubtful ? undefined : rows;
  } catch (error) {
    if (error instanceof RollcallError && (error.httpStatus === 400 || error.httpStatus === 404))
      return undefined;
    throw error;
  }
}

/** By own offsets: the server's links lack its context path (teamcity.md 1.1). */
async function* projectPages(client: TeamCityClient, call: Call): AsyncGenerator<readonly WireProject[]> {
  const seen = new Set<string>();
  let start = 0;
  for (let page = 0; page < maxPages; page += 1) {
    const { rows, hasNext } = await client.projects(call, `count:${pageSize},start:${start}`);
    const unseen = onceEachId(rows, seen);
    if (unseen.length > 0) yield unseen;
    if (unseen.length === 0 || (!hasNext && rows.length < pageSize)) return;
    start += rows.length;
  }
}
