import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay, squashJson } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashRouter } from '../call.ts';
import { readFields } from '../field-selection.ts';
import { listPage } from '../listing.ts';
import { findProject, readId, readIds } from '../parameters.ts';
import type { ProjectRecord } from '../records.ts';
import { badRequest, notFound } from '../refusal.ts';
import { sortableProject } from '../sort-properties.ts';
import { isAtLeast } from '../switches.ts';
import { listedOnce } from '../table.ts';
import type { Listed } from '../table.ts';
import { projectAlone, projectType } from '../wire-project.ts';

/** Projects and templates: squash.md 3.2. */
export function addProjectRoutes(router: SquashRouter): void {
  router.on('GET', '/projects', getProjects);
  router.on('GET', '/projects/:id', adminOnly(getProject));
  router.on('DELETE', '/projects/:id/users/:ids', adminOnly(removeParties));
}

/** Any caller may ask, and sees what they may read. With `projectName` the answer is one project, not a page. */
function getProjects(call: SquashCall): SandboxReply {
  const name = call.query.get('projectName');
  return name === null ? listProjects(call) : projectByName(call, name);
}

function projectByName(call: SquashCall, name: string): SandboxReply {
  const project = call.store.projects.named(name);
  if (project === undefined || !mayRead(call, project)) throw notFound('project', 'name', name);
  return projectReply(call, project);
}

function listProjects(call: SquashCall): SandboxReply {
  return listPage(call, {
    rows: readableProjects(call),
    type: projectType,
    keyOf: (project) => (project.isTemplate ? 'project-templates' : 'projects'),
    path: 'projects',
    sortable: sortableProject,
    documentsSort: false,
  });
}

function readableProjects(call: SquashCall): Listed<ProjectRecord> {
  const wanted = readType(call);
  const isAdmin = call.caller.user.group === 'Admin';
  if (wanted === undefined && isAdmin) return call.store.projects;
  const readable = call.store.projects.records.filter((project) => {
    if (wanted !== undefined && project.isTemplate !== (wanted === 'TEMPLATE')) return false;
    return mayRead(call, project);
  });
  return listedOnce(readable);
}

/** Since 4.0.0. */
function readType({ query, switches }: SquashCall): 'STANDARD' | 'TEMPLATE' | undefined {
  const type = query.get('type');
  if (type === null || !isAtLeast(switches, 4)) return undefined;
  if (type === 'STANDARD' || type === 'TEMPLATE') return type;
  throw badRequest('java.lang.IllegalArgumentException', 'The type is neither STANDARD nor TEMPLATE');
}

function mayRead({ store, caller }: SquashCall, project: ProjectRecord): boolean {
  if (caller.user.group === 'Admin') return true;
  const parties = store.grants.ofProject(project.id);
  return parties.has(caller.user.id) || [...caller.user.teamIds].some((id) => parties.has(id));
}

function getProject(call: SquashCall, { id }: RouteParams): SandboxReply {
  return projectReply(call, findProject(call, readId(id)));
}

function projectReply(call: SquashCall, project: ProjectRecord): SandboxReply {
  const wire = projectAlone(call, project, readFields(call.query, call.switches));
  return squashJson(call.switches, 200, wire);
}

function removeParties(call: SquashCall, { id, ids }: RouteParams): SandboxReply {
  const project = findProject(call, readId(id));
  for (const partyId of readIds(ids)) call.store.grants.remove(partyId, project.id);
  return nothingToSay(call.switches);
}
