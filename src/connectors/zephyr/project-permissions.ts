import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { HeldPermission } from '#domain/holdings.ts';
import { failed, settle, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { toProject } from './mapping.ts';
import { isPathUnusable } from './refusals.ts';
import { readProjectList } from './project-list.ts';
import { roleNameOf } from './wire.ts';
import type { WireTeamRow } from './wire.ts';
import type { Project } from '#domain/entities.ts';
import { fewAtOnce } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

type Permissions = Settled<readonly HeldPermission[]>;
type Teams = ReadonlyMap<string, Settled<readonly WireTeamRow[]>>;

/**
 * What users may do on projects: their rows in the teams of the projects, the role of a row being the permission
 * (zephyr.md 3.3). One call per project in question and one for the projects' names. For few users the projects are
 * those they are allocated to, at one call per user; else all. What a project grants through its groups is not
 * included: the shape of `projectGroups` is published nowhere.
 */
export async function readPermissionsOfUsers(
  zephyr: Zephyr,
  call: Call,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Permissions>> {
  const list = await settle(readProjectList(zephyr, call), zephyr.system);
  if (!list.ok) return new Map(userIds.map((id) => [id, list]));
  const projects = new Map(list.value.rows.map((row) => [row.id, toProject(row, list.value.areWhole)]));
  const projectIdsOf = await chooseProjects(zephyr, call, userIds, [...projects.keys()]);
  const wanted = new Set([...projectIdsOf.values()].flatMap((ids) => (ids.ok ? ids.value : [])));
  const teams = await readTeams(zephyr, call, [...wanted]);
  const held = gather(teams, projects, new Set(userIds));
  return new Map(userIds.map((id) => [id, permissionsOf(id, projectIdsOf.get(id), teams, held)]));
}

export async function readTeams(zephyr: Zephyr, call: Call, projectIds: readonly string[]): Promise<Teams> {
  const teams = await pMap(
    projectIds,
    async (id) => settle(zephyr.client.projectTeam(call, id), zephyr.system),
    fewAtOnce,
  );
  return new Map(projectIds.map((id, index) => [id, teams[index] ?? succeeded([])]));
}

/** Which projects' teams must be read to know all about each user. */
async function chooseProjects(
  zephyr: Zephyr,
  call: Call,
  userIds: readonly string[],
  all: readonly string[],
): Promise<ReadonlyMap<string, Settled<readonly string[]>>> {
  const everywhere = new Map(userIds.map((id) => [id, succeeded(all)]));
  if (userIds.length * 2 > all.length) return everywhere;
  const allocations = await pMap(
    userIds,
    async (id) => settle(zephyr.client.projectIdsOf(call, id), zephyr.system),
    fewAtOnce,
  );
  const hasWayRound = allocations.some((ids) => !ids.ok && isPathUnusable(ids.error));
  if (hasWayRound) return everywhere;
  return new Map(userIds.map((id, index) => [id, allocations[index] ?? succeeded(all)]));
}

function gather(
  teams: Teams,
  projects: ReadonlyMap<string, Project>,
  userIds: ReadonlySet<string>,
): ReadonlyMap<string, readonly HeldPermission[]> {
  const held = new Map<string, HeldPermission[]>();
  for (const [projectId, team] of teams) {
    const project = projects.get(projectId) ?? { nativeId: projectId, isWhole: false };
    for (const { userId, permission } of grantsIn(team.ok ? team.value : [])) {
      if (!userIds.has(userId)) continue;
      const mine = held.get(userId);
      if (mine === undefined) held.set(userId, [{ permission, project }]);
      else mine.push({ permission, project });
    }
  }
  return held;
}

/** Users and roles in a team, each pair once. */
export function grantsIn(team: readonly WireTeamRow[]): { userId: string; permission: string }[] {
  const seen = new Set<string>();
  return team.flatMap((row) => {
    const permission = roleNameOf(row);
    const key = `${row.userId} ${permission}`;
    if (permission === undefined || seen.has(key)) return [];
    seen.add(key);
    return [{ userId: row.userId, permission }];
  });
}

/** A team that could not be read may hold the user: then what is known is not all and is not shown as such. */
function permissionsOf(
  userId: string,
  projectIds: Settled<readonly string[]> | undefined,
  teams: Teams,
  held: ReadonlyMap<string, readonly HeldPermission[]>,
): Permissions {
  if (projectIds === undefined) return succeeded([]);
  if (!projectIds.ok) return projectIds;
  for (const id of projectIds.value) {
    const team = teams.get(id);
    if (team?.ok === false) return failed(team.error);
  }
  return succeeded(held.get(userId) ?? []);
}
