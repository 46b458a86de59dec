import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { invalid, notFound, parentNotFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { attributesOf, idsAttribute, textAttribute } from '../attributes.ts';
import type { Call, OpenCall } from '../call.ts';
import { defaultRoleId } from '../default-role.ts';
import { contextHidesAll } from '../context.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { textOf } from '../parameters.ts';
import { isLocked } from '../locked-roles.ts';
import { permittedTest } from '../permitted.ts';
import { findByIdOrName } from '../record-ids.ts';
import type { RoleRow } from '../rows.ts';
import { knownTaxonomyIds } from '../references.ts';
import { userAsParent } from '../users/find.ts';
import { listedRole, rawRole, shownRole } from '../wire/roles.ts';

/** Roles (foreman.md 4.3). */
export function roleRoutes(router: Router<OpenCall>): void {
  const list = action({ permission: 'view_roles', run: listRoles });
  const update = action({ permission: 'edit_roles', run: updateRole });
  router
    .on('GET', '/roles', list)
    .on('GET', '/users/:user_id/roles', list)
    .on('POST', '/roles', action({ permission: 'create_roles', assignsTaxonomies: true, run: createRole }))
    .on('GET', '/roles/:id', action({ permission: 'view_roles', run: showRole }))
    .on('PUT', '/roles/:id', update)
    .on('PATCH', '/roles/:id', update)
    .on('DELETE', '/roles/:id', action({ permission: 'destroy_roles', run: deleteRole }))
    .on('POST', '/roles/:id/clone', action({ permission: 'create_roles', run: cloneRole }));
}

function listRoles(call: Call): Answer {
  const { fields } = call.server;
  const isVisible = visibleRoles(call, 'view_roles');
  return listAnswer(call, {
    rows: rolesUnderParent(call).filter(isVisible),
    fields: fields.roles,
    defaultOrder: (role) => role.name,
    defaultSort: { by: 'name', order: 'ASC' },
    resource: 'roles',
    shown: listedRole,
  });
}

/** Under a user his direct roles with the Default role, which his own show leaves out (2.9). */
function rolesUnderParent(call: Call): readonly RoleRow[] {
  const { store } = call.server;
  const userId = textOf(call.parameters['user_id']) ?? '';
  if (userId === '') return [...store.roles.values()];
  const user = userAsParent(store, userId);
  if (user === undefined) throw parentNotFound('User', userId);
  return [defaultRoleId, ...user.roleIds].flatMap((id) => store.roles.get(id) ?? []);
}

/** In a context only the roles assigned to it, so mostly none (2.4). */
function visibleRoles(call: Call, permission: string): (role: RoleRow) => boolean {
  const permitted = permittedTest(call, permission, call.server.fields.roles);
  const { organization, location } = call.context;
  const hidesAll = contextHidesAll(call);
  return (role) =>
    permitted?.(role) !== false &&
    !hidesAll &&
    (organization === undefined || role.organizationIds.has(organization.id)) &&
    (location === undefined || role.locationIds.has(location.id));
}

function roleInPath(call: Call, permission: string): RoleRow {
  const { roles } = call.server.store;
  const text = call.path['id'] ?? '';
  const role = findByIdOrName(
    text,
    (id) => roles.get(id),
    (name) => [...roles.values()].find((each) => each.name === name),
  );
  if (role === undefined || !visibleRoles(call, permission)(role)) throw notFound('role', text);
  return role;
}

function showRole(call: Call): Answer {
  return recordAnswer(call, 200, shownRole(call.server.store, roleInPath(call, 'view_roles')));
}

function createRole(call: Call): Answer {
  const { store } = call.server;
  const { organization, location } = call.context;
  const changes = roleChanges(call);
  const draft: RoleRow = {
    id: 0,
    name: '',
    builtin: 0,
    description: undefined,
    origin: undefined,
    clonedFromId: undefined,
    ...changes,
    organizationIds: withContext(changes.organizationIds, organization?.id),
    locationIds: withContext(changes.locationIds, location?.id),
  };
  checkName(call, draft, undefined);
  const role = { ...draft, id: store.nextId('roles') };
  store.roles.set(role.id, role);
  return recordAnswer(call, 201, shownRole(store, role));
}

function withContext(ids: ReadonlySet<number> | undefined, context: number | undefined): ReadonlySet<number> {
  return new Set([...(ids ?? []), ...(context === undefined ? [] : [context])]);
}

function updateRole(call: Call): Answer {
  const role = roleInPath(call, 'edit_roles');
  const draft = { ...role, ...roleChanges(call) };
  if (isLocked(role)) {
    throw invalid(role.id, { base: ['This role is locked from being modified by users.'] });
  }
  checkName(call, draft, role);
  Object.assign(role, draft);
  return recordAnswer(call, 200, shownRole(call.server.store, role));
}

function deleteRole(call: Call): Answer {
  const role = roleInPath(call, 'destroy_roles');
  if (role.builtin !== 0) throw invalid(role.id, { base: ['Cannot delete built-in role'] });
  call.server.store.removeRole(role);
  return { status: 200, body: rawRole(role) };
}

/** The answer is the raw row, and its `Location` points to an HTML page (4.3). */
function cloneRole(call: Call): Answer {
  const { store, now } = call.server;
  const original = roleInPath(call, 'view_roles');
  const { name = '' } = roleChanges(call);
  const draft: RoleRow = {
    ...original,
    builtin: 0,
    id: 0,
    name,
    origin: undefined,
    clonedFromId: original.id,
  };
  checkName(call, draft, undefined);
  const role = { ...draft, id: store.nextId('roles') };
  store.roles.set(role.id, role);
  const at = now().getTime();
  for (const filter of store.filtersOf(original.id)) {
    store.addFilter({
      ...filter,
      id: store.nextId('filters'),
      roleId: role.id,
      createdAt: at,
      updatedAt: at,
    });
  }
  const location = `http://${call.request.headers['host'] ?? ''}/roles/${role.id}-${encodeURIComponent(role.name)}`;
  return { status: 201, body: rawRole(role), headers: { location } };
}

function roleChanges(call: Call): Partial<RoleRow> {
  const { store } = call.server;
  const attributes = attributesOf(call, 'role');
  const name = textAttribute(attributes, 'name');
  const description = textAttribute(attributes, 'description');
  const organizationIds = idsAttribute(attributes, 'organization_ids');
  const locationIds = idsAttribute(attributes, 'location_ids');
  return {
    ...(name === undefined ? {} : { name: name ?? '' }),
    ...(description === undefined ? {} : { description: description ?? undefined }),
    ...(organizationIds === undefined
      ? {}
      : { organizationIds: knownTaxonomyIds(store, 'organization', organizationIds) }),
    ...(locationIds === undefined ? {} : { locationIds: knownTaxonomyIds(store, 'location', locationIds) }),
  };
}

/** Names are unique with their case: `viewer` may stand beside `Viewer` (4.3). */
function checkName(call: Call, draft: RoleRow, before: RoleRow | undefined): void {
  if (draft.name.trim() === '') throw invalid(before?.id, { name: ["can't be blank"] });
  const isTaken = [...call.server.store.roles.values()].some(
    (role) => role.name === draft.name && role.id !== draft.id,
  );
  if (isTaken) throw invalid(before?.id, { name: ['has already been taken'] });
}
