import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { allocatedProjectIds } from '../allocations.ts';
import { projectSetup } from '../applications.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrProject, ZephyrUser } from '../entities.ts';
import { findProject, findUser } from '../find.ts';
import { gridPage } from '../grid.ts';
import { jacksonReply } from '../jackson.ts';
import { listedProjectWire, projectWire, teamRowWire } from '../project-wire.ts';
import { readInteger } from '../query.ts';
import { mayUse, requireSight } from '../rights.ts';

/** Everything that reads projects and their teams (zephyr.md 3.3). */
export function projectRoutes(router: Router<ZephyrContext>): void {
  router
    .on('GET', '/project', listProjects)
    .on('GET', '/project/normal', everyProject)
    .on('GET', '/project/details', everyProject)
    .on('GET', '/project/lite', everyProject)
    .on('GET', '/project/project/:id', projectIdsOfUser)
    .on('GET', '/project/user/:id', projectsVisibleToUser)
    .on('GET', '/project/projectteam/:id', projectTeam)
    .on('GET', '/project/:id', oneProject)
    .on('GET', '/ui/searchProjects', searchProjects);
}

function listProjects(context: ZephyrContext): SandboxReply {
  const { state, switches, query } = context;
  const text = query.text('userId');
  if (text === undefined) return everyProject(context);
  const user = state.users.get(readInteger(text, switches));
  return projects(user === undefined ? [] : allocatedProjects(context, user));
}

function everyProject({ state }: ZephyrContext): SandboxReply {
  return projects([...state.projects.values()]);
}

function projectIdsOfUser(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  return jacksonReply(200, allocatedProjectIds(context.state, findUser(context, id)));
}

/** Wider than what they are allocated to for those who may set projects up. */
function projectsVisibleToUser(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  const user = findUser(context, id);
  return mayUse(context.state, user, projectSetup)
    ? everyProject(context)
    : projects(allocatedProjects(context, user));
}

function projectTeam(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  const { state, switches, caller } = context;
  const project = findProject(context, id);
  requireSight(state, caller, project);
  return jacksonReply(
    200,
    project.members.map((row) => teamRowWire(row, state, switches)),
  );
}

function oneProject(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  const { state, switches, caller } = context;
  const project = findProject(context, id);
  requireSight(state, caller, project);
  return jacksonReply(200, projectWire(project, state, switches));
}

/** The one grid whose default page is everything. */
function searchProjects(context: ZephyrContext): SandboxReply {
  const { state, query } = context;
  const text = query.text('text')?.toLowerCase() ?? '';
  return jacksonReply(
    200,
    gridPage<ZephyrProject>(context, {
      type: 'project',
      rows: [...state.projects.values()].filter((project) => project.name.toLowerCase().includes(text)),
      wire: listedProjectWire,
      sortKey: (project, order) => (order === 'name' ? project.name.toLowerCase() : project.id),
    }),
  );
}

function allocatedProjects({ state }: ZephyrContext, user: ZephyrUser): ZephyrProject[] {
  return allocatedProjectIds(state, user).flatMap((id) => state.projects.get(id) ?? []);
}

function projects(rows: readonly ZephyrProject[]): SandboxReply {
  return jacksonReply(200, rows.map(listedProjectWire));
}
