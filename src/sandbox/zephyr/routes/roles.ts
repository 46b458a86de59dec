import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { applications, userSetup } from '../applications.ts';
import { numberField, objectsField, readArray, readObject, textField } from '../body.ts';
import type { JsonObject } from '../body.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrRole } from '../entities.ts';
import { jacksonReply } from '../jackson.ts';
import { readInteger } from '../query.ts';
import { Refusal, invalid, missing } from '../refusal.ts';
import { requireApplication } from '../rights.ts';
import { permissionsWire, projectTemplate, roleWire } from '../role-wire.ts';

/** Roles and the applications they open (zephyr.md 3.1). */
export function roleRoutes(router: Router<ZephyrContext>): void {
  router
    .on('GET', '/role', listRoles)
    .on('POST', '/role', createRole)
    .on('PUT', '/role', updateRole)
    .on('GET', '/role/permission', (context) => jacksonReply(200, permissionsWire(roleOfQuery(context))))
    .on('PUT', '/role/permission', setPermissions)
    .on('DELETE', '/role/:id/:replacement', deleteRole)
    .on('GET', '/admin/app', () => jacksonReply(200, applications));
}

/** Not in the published list of endpoints: some servers may not have it. */
function listRoles({ state, switches }: ZephyrContext): SandboxReply {
  if (switches.roleList === 404) throw new Refusal(404);
  return jacksonReply(
    200,
    [...state.roles.values()].map((role) => roleWire(role, switches)),
  );
}

function createRole(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller, now } = context;
  requireApplication(state, caller, userSetup);
  const body = readObject(request);
  const name = freeName(context, body, undefined);
  const template = numberField(body, 'roleTemplateId', undefined);
  if (template === undefined) throw missing('roleTemplateId');
  const role: ZephyrRole = {
    id: (state.lastId.role += 1),
    name,
    description: textField(body, 'description', undefined),
    isProjectRole: template === projectTemplate,
    applications: [],
    createdOn: now().getTime(),
  };
  state.roles.set(role.id, role);
  return jacksonReply(200, roleWire(role, switches));
}

function updateRole(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, userSetup);
  const body = readObject(request);
  const role = customRole(context, numberField(body, 'id', undefined));
  role.name = freeName(context, body, role);
  role.description = textField(body, 'description', undefined);
  return jacksonReply(200, roleWire(role, switches));
}

/** Its holders get the replacement; under 0 they get nothing. */
function deleteRole(context: ZephyrContext, params: RouteParams): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, userSetup);
  const role = customRole(context, readInteger(params['id'] ?? '', switches));
  const replacement = readInteger(params['replacement'] ?? '', switches);
  if (replacement !== 0 && !state.roles.has(replacement)) throw invalid(`There is no role ${replacement}.`);
  for (const user of state.users.values()) {
    if (!user.roleIds.includes(role.id)) continue;
    const rest = user.roleIds.filter((id) => id !== role.id && id !== replacement);
    user.roleIds = replacement === 0 ? rest : [...rest, replacement];
  }
  state.roles.delete(role.id);
  return jacksonReply(200, roleWire(role, switches));
}

function setPermissions(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  requireApplication(context.state, context.caller, userSetup);
  const role = roleOfQuery(context);
  const entries = objectsField({ list: readArray(request) }, 'list', []);
  role.applications = entries.map((entry) => {
    const id = numberField(entry, 'applicationName', undefined);
    if (id === undefined || !applications.some((each) => each.id === id)) throw missing('applicationName');
    return id;
  });
  return jacksonReply(200, permissionsWire(role));
}

function roleOfQuery({ state, query }: ZephyrContext): ZephyrRole {
  const id = query.integer('roleid');
  if (id === undefined) throw missing('roleid');
  const role = state.roles.get(id);
  if (role === undefined) throw invalid(`There is no role ${id}.`);
  return role;
}

function customRole({ state }: ZephyrContext, id: number | undefined): ZephyrRole {
  const role = id === undefined ? undefined : state.roles.get(id);
  if (role === undefined || role.id <= 5) throw invalid('This role cannot be changed.');
  return role;
}

function freeName({ state }: ZephyrContext, body: JsonObject, self: ZephyrRole | undefined): string {
  const name = textField(body, 'name', undefined);
  if (name === undefined || name.trim() === '') throw missing('name');
  if (name.length > 25) throw invalid('name is longer than 25 characters.');
  for (const role of state.roles.values()) {
    if (role !== self && role.name === name) throw new Refusal(400, `Role ${name} already exists.`, '143z04');
  }
  return name;
}
