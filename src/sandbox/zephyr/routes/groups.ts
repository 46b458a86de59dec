import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { groupSetup } from '../applications.ts';
import { flagField, numberField, objectField, objectsField, readObject, textField } from '../body.ts';
import type { JsonObject } from '../body.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrGroup } from '../entities.ts';
import { defaultPageSize, gridPage } from '../grid.ts';
import { groupWire } from '../group-wire.ts';
import { jacksonReply } from '../jackson.ts';
import { Refusal, invalid, missing, unknownTarget } from '../refusal.ts';
import { requireApplication } from '../rights.ts';

/** The grid of groups, create and update; there is no read by id and no delete (zephyr.md 3.2). */
export function groupRoutes(router: Router<ZephyrContext>): void {
  router
    .on('GET', '/ui/searchGroups', searchGroups)
    .on('POST', '/group', createGroup)
    .on('PUT', '/group', updateGroup);
}

function searchGroups(context: ZephyrContext): SandboxReply {
  const { state, query } = context;
  const text = query.text('text')?.toLowerCase() ?? '';
  const hidesDisabled = query.flag('hidedisabledgroups');
  const rows = [...state.groups.values()].filter(
    (group) => group.name.toLowerCase().includes(text) && !(hidesDisabled && group.disabled),
  );
  return jacksonReply(
    200,
    gridPage<ZephyrGroup>(context, {
      type: 'group',
      rows,
      pageSize: defaultPageSize,
      wire: groupWire,
      sortKey: (group, order) => (order === 'name' ? group.name.toLowerCase() : group.id),
    }),
  );
}

function createGroup(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, caller, now } = context;
  requireApplication(state, caller, groupSetup);
  const body = readObject(request);
  const name = freeName(context, body, undefined);
  const parts = readParts(context, body);
  const group: ZephyrGroup = {
    id: (state.lastId.group += 1),
    name,
    disabled: flagField(body, 'disabled', false),
    createdOn: now().getTime(),
  };
  state.groups.set(group.id, group);
  applyParts(context, group, parts);
  return jacksonReply(200, groupWire(group));
}

/** The id stands in the body, not in the path. */
function updateGroup(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, groupSetup);
  const body = readObject(request);
  const id = numberField(body, 'id', undefined);
  if (id === undefined) throw missing('id');
  const group = state.groups.get(id);
  if (group === undefined) throw unknownTarget(switches, 'Group', id);
  const name = freeName(context, body, group);
  const parts = readParts(context, body);
  group.name = name;
  group.disabled = flagField(body, 'disabled', switches.putOmittedFields === 'kept' && group.disabled);
  applyParts(context, group, parts);
  return jacksonReply(200, groupWire(group));
}

interface GroupParts {
  readonly userIds: ReadonlySet<number> | undefined;
  /** Project id → role id. */
  readonly roleByProject: ReadonlyMap<number, number> | undefined;
}

/** Users and projects of a group; left out, they stay as they are, as no read would tell what to send back. */
function readParts({ state }: ZephyrContext, body: JsonObject): GroupParts {
  const users = objectsField(body, 'users', undefined)?.map((entry) => {
    const id = numberField(entry, 'id', undefined);
    if (id === undefined || !state.users.has(id)) throw invalid(`There is no user ${String(id)}.`);
    return id;
  });
  const projects = objectsField(body, 'projects', undefined)?.map((entry): [number, number] => {
    const id = numberField(entry, 'id', undefined);
    const roleId = numberField(objectField(entry, 'role') ?? {}, 'id', undefined);
    if (id === undefined || !state.projects.has(id)) throw invalid(`There is no project ${String(id)}.`);
    if (roleId === undefined || !state.roles.has(roleId))
      throw invalid(`There is no role ${String(roleId)}.`);
    return [id, roleId];
  });
  return {
    userIds: users === undefined ? undefined : new Set(users),
    roleByProject: projects === undefined ? undefined : new Map(projects),
  };
}

function applyParts(
  { state }: ZephyrContext,
  group: ZephyrGroup,
  { userIds, roleByProject }: GroupParts,
): void {
  if (userIds !== undefined) {
    for (const user of state.users.values()) {
      const isIn = user.groupIds.includes(group.id);
      if (isIn === userIds.has(user.id)) continue;
      user.groupIds = isIn ? user.groupIds.filter((id) => id !== group.id) : [...user.groupIds, group.id];
    }
  }
  if (roleByProject === undefined) return;
  for (const project of state.projects.values()) {
    const others = project.groups.filter(({ groupId }) => groupId !== group.id);
    const roleId = roleByProject.get(project.id);
    project.groups = roleId === undefined ? others : [...others, { groupId: group.id, roleId }];
  }
}

function freeName({ state }: ZephyrContext, body: JsonObject, self: ZephyrGroup | undefined): string {
  const name = textField(body, 'name', undefined);
  if (name === undefined || name.trim() === '') throw missing('name');
  if (name.length > 50) throw invalid('name is longer than 50 characters.');
  for (const group of state.groups.values()) {
    if (group !== self && group.name === name)
      throw new Refusal(400, `Group ${name} already exists.`, '143z04');
  }
  return name;
}
