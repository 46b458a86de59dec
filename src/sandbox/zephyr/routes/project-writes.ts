import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { projectSetup } from '../applications.ts';
import { numberField, objectField, objectsField, readObject, textField } from '../body.ts';
import type { JsonObject } from '../body.ts';
import type { ZephyrContext } from '../context.ts';
import type { TeamRow, ZephyrProject } from '../entities.ts';
import { jacksonReply } from '../jackson.ts';
import { projectWire } from '../project-wire.ts';
import { invalid, missing, unknownTarget } from '../refusal.ts';
import { requireApplication } from '../rights.ts';

/** Create and update; the update is how people come onto a team (zephyr.md 3.3). */
export function projectWriteRoutes(router: Router<ZephyrContext>): void {
  router.on('POST', '/project', createProject).on('PUT', '/project', updateProject);
}

function createProject(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, caller, now } = context;
  requireApplication(state, caller, projectSetup);
  const body = readObject(request);
  const blank = {
    version: 1,
    startDate: now().getTime(),
    createdOn: now().getTime(),
    members: [],
    groups: [],
  };
  const content = readContent(context, body, {
    ...blank,
    id: 0,
    name: '',
    description: undefined,
    active: true,
  });
  const project: ZephyrProject = { ...content, id: (state.lastId.project += 1) };
  state.projects.set(project.id, project);
  return written(context, project);
}

/** The id stands in the body, not in the path; the whole project is replaced. */
function updateProject(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, projectSetup);
  const body = readObject(request);
  const id = numberField(body, 'id', undefined);
  if (id === undefined) throw missing('id');
  const project = state.projects.get(id);
  if (project === undefined) throw unknownTarget(switches, 'Project', id);
  const content = readContent(context, body, project);
  Object.assign(project, content, { version: project.version + 1 });
  return written(context, project);
}

function written(context: ZephyrContext, project: ZephyrProject): SandboxReply {
  const { state, switches } = context;
  state.projectIdsByUser = undefined;
  return jacksonReply(200, {
    projectDto: projectWire(project, state, switches),
    totalResources: project.members.length,
  });
}

function readContent(context: ZephyrContext, body: JsonObject, before: ZephyrProject): ZephyrProject {
  const isKept = context.switches.putOmittedFields === 'kept';
  const name = textField(body, 'name', isKept ? before.name : undefined);
  if (name === undefined || name.trim() === '') throw missing('name');
  return {
    ...before,
    name,
    description: textField(body, 'description', isKept ? before.description : undefined),
    startDate: numberField(body, 'startDate', before.startDate),
    active: textField(body, 'status', before.active ? '2' : '1') === '2',
    members: readMembers(context, body, before),
    groups: readGroups(context, body, isKept ? before.groups : []),
  };
}

/** A new row has the id "0", as text; its role has a `text` where others have a `name`. Both are known by id. */
function readMembers(context: ZephyrContext, body: JsonObject, before: ZephyrProject): readonly TeamRow[] {
  const { switches } = context;
  const adds = switches.membersSemantics === 'append';
  const keepsOmitted = adds || switches.putOmittedFields === 'kept';
  const entries = objectsField(body, 'members', undefined);
  if (entries === undefined) return keepsOmitted ? before.members : [];
  const rows = new Map(adds ? before.members.map((row) => [row.userId, row]) : []);
  for (const entry of entries) {
    const row = readMember(context, entry, before);
    rows.set(row.userId, row);
  }
  return [...rows.values()];
}

function readMember({ state, now }: ZephyrContext, entry: JsonObject, before: ZephyrProject): TeamRow {
  const userId = numberField(entry, 'userId', undefined);
  if (userId === undefined || !state.users.has(userId)) throw invalid(`There is no user ${String(userId)}.`);
  const roleId = readRole(entry, state.roles);
  const rowId = numberField(entry, 'id', 0);
  const known = before.members.find((row) => row.id === rowId || row.userId === userId);
  if (known?.userId === userId) {
    return known.roleId === roleId ? known : { ...known, roleId, version: known.version + 1 };
  }
  if (rowId !== 0) throw invalid(`Row ${rowId} of the team is not that of user ${userId}.`);
  return { id: (state.lastId.teamRow += 1), version: 0, userId, startDate: now().getTime(), roleId };
}

function readGroups(
  { state }: ZephyrContext,
  body: JsonObject,
  omitted: ZephyrProject['groups'],
): ZephyrProject['groups'] {
  const entries = objectsField(body, 'projectGroups', undefined);
  if (entries === undefined) return omitted;
  return entries.map((entry) => {
    const groupId = numberField(entry, 'id', undefined);
    if (groupId === undefined || !state.groups.has(groupId))
      throw invalid(`There is no group ${String(groupId)}.`);
    return { groupId, roleId: readRole(entry, state.roles) };
  });
}

function readRole(entry: JsonObject, roles: ReadonlyMap<number, unknown>): number {
  const roleId = numberField(objectField(entry, 'role') ?? {}, 'id', undefined);
  if (roleId === undefined || !roles.has(roleId)) throw invalid(`There is no role ${String(roleId)}.`);
  return roleId;
}
