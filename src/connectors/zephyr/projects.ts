import type { Call, ProjectGrant, ProjectsAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { Project } from '#domain/entities.ts';
import type { RollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { toProject } from './mapping.ts';
import { readProjectList } from './project-list.ts';
import { grantsIn, readTeams } from './project-permissions.ts';
import { isPositiveId, loginOf } from './wire.ts';
import type { WireTeamRow } from './wire.ts';
import type { Zephyr } from './zephyr.ts';

export function createProjects(zephyr: Zephyr): ProjectsAbility {
  return {
    list: async function* (call) {
      const { rows, areWhole } = await readProjectList(zephyr, call);
      yield rows.map((row) => toProject(row, areWhole));
    },
    read: async (call, ids) => readProjects(zephyr, call, ids.filter(isPositiveId)),
    permissions: async (call, projectIds) => readPermissions(zephyr, call, projectIds.filter(isPositiveId)),
  };
}

/** One project by id, several out of the list of all; what an unclear answer means, the list tells (zephyr.md 8.2). */
async function readProjects(
  zephyr: Zephyr,
  call: Call,
  ids: readonly string[],
): Promise<Map<string, Project>> {
  const [first, ...others] = ids;
  if (first === undefined) return new Map();
  if (others.length === 0) return readProject(zephyr, call, first);
  const wanted = new Set(ids);
  const { rows } = await readProjectList(zephyr, call);
  return new Map(rows.filter((row) => wanted.has(row.id)).map((row) => [row.id, toProject(row, true)]));
}

async function readProject(zephyr: Zephyr, call: Call, id: string): Promise<Map<string, Project>> {
  const answer = await zephyr.client.project(call, id);
  if (answer.isTold) return new Map([[id, toProject(answer.row, true)]]);
  if (await isListed(zephyr, call, id)) throw answer.error;
  return new Map();
}

async function isListed(zephyr: Zephyr, call: Call, id: string): Promise<boolean> {
  const { rows } = await readProjectList(zephyr, call);
  return rows.some((row) => row.id === id);
}

/**
 * Teams of projects, one call each, with the logins out of one list of users. A row of somebody whom that list does
 * not show is of nobody (zephyr.md 5: what is not in the list does not exist).
 */
async function readPermissions(
  zephyr: Zephyr,
  call: Call,
  projectIds: readonly string[],
): Promise<Map<string, Settled<readonly ProjectGrant[]>>> {
  if (projectIds.length === 0) return new Map();
  const users = await zephyr.client.users(call);
  const logins = new Map(users.map((user) => [user.id, loginOf(user) ?? user.id]));
  const teams = await readTeams(zephyr, call, projectIds);
  const isDoubtful = [...teams.values()].some((team) => !team.ok && mayMeanMissing(team.error));
  const known = isDoubtful ? await knownProjects(zephyr, call) : undefined;
  return new Map(
    [...teams].map(([id, team]) => {
      if (team.ok) return [id, succeeded(grantsOf(id, team.value, logins))];
      return [id, known?.has(id) === false ? failed(noSuch(zephyr.system, 'project', id)) : team];
    }),
  );
}

/** An unknown id is answered with any of these, and so may be a known one: only the list tells (zephyr.md 8.2). */
function mayMeanMissing({ httpStatus }: RollcallError): boolean {
  return httpStatus === 500 || httpStatus === 404 || httpStatus === 204;
}

async function knownProjects(zephyr: Zephyr, call: Call): Promise<ReadonlySet<string>> {
  const { rows } = await readProjectList(zephyr, call);
  return new Set(rows.map((row) => row.id));
}

function grantsOf(
  projectId: string,
  team: readonly WireTeamRow[],
  logins: ReadonlyMap<string, string>,
): ProjectGrant[] {
  const project = { nativeId: projectId, isWhole: false };
  return grantsIn(team).flatMap(({ userId, permission }) => {
    const login = logins.get(userId);
    return login === undefined
      ? []
      : [{ account: { nativeId: userId, login }, permission: { permission, project } }];
  });
}
