import type { RouteParams, Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { withIncludedRoles } from '../permissions/effective-roles.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Endpoint, Entity, Incoming } from '../protocol/endpoint.ts';
import { requirePermission, requireViewAll } from '../permissions/permission-checks.ts';
import type { RoleRecord } from '../records.ts';
import { listIn, objectIn, textIn } from '../protocol/request-body.ts';
import { badRequest, notFound, routingError } from '../protocol/rest-error.ts';
import { rolesWire, roleWire } from '../wire/role-definitions.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** Role definitions (section 3.2), on servers from 2023.05. */
export function routeRoleDefinitions(router: Router<Incoming>): void {
  resource(router, '/roles', {
    GET: {
      produces: 'entity',
      run: (call) => {
        requireViewAll(call);
        const value = rolesWire(call, [...call.state.roles.values()], requestedFields(call));
        return { element: 'roles', value };
      },
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, _params, body) => roleEntity(call, createRole(call, body.entity)),
    },
  });
  resource(router, '/roles/:role', {
    GET: {
      produces: 'entity',
      run: (call, { role = '' }) => {
        requireViewAll(call);
        return roleEntity(call, roleOfPath(call, role));
      },
    },
    DELETE: { produces: 'nothing', run: (call, { role = '' }) => deleteRole(call, role) },
  });
  resource(router, '/roles/:role/permissions/:permission', {
    PUT: changing((call, role, { permission = '' }) =>
      role.permissions.add(knownPermission(call, permission)),
    ),
    DELETE: changing((call, role, { permission = '' }) =>
      role.permissions.delete(knownPermission(call, permission)),
    ),
  });
  resource(router, '/roles/:role/included/:included', {
    PUT: changing((call, role, { included = '' }) => include(call, role, knownRole(call, included).id)),
    DELETE: changing((call, role, { included = '' }) => role.includes.delete(knownRole(call, included).id)),
  });
}

function changing(change: (call: Call, role: RoleRecord, params: RouteParams) => unknown): Endpoint {
  return {
    produces: 'entity',
    run: (call, params) => {
      requirePermission(call, 'manage_roles');
      const role = roleOfPath(call, params['role'] ?? '');
      change(call, role, params);
      return roleEntity(call, role);
    },
  };
}

/** The `id:` is part of the path: without it there is no such path at all. */
function roleOfPath(call: Call, segment: string): RoleRecord {
  if (!segment.startsWith('id:')) throw routingError(404);
  return knownRole(call, segment.slice('id:'.length));
}

function knownRole(call: Call, id: string): RoleRecord {
  const role = call.state.roles.get(id);
  if (role === undefined) throw notFound(`Cannot find role by id '${id}'.`);
  return role;
}

function knownPermission(call: Call, id: string): string {
  const permission = call.state.permissions.get(id.toLowerCase());
  if (permission === undefined) throw notFound(`Cannot find permission by id '${id}'.`);
  return permission.id;
}

function include(call: Call, role: RoleRecord, includedId: string): void {
  if (withIncludedRoles(call.state, includedId).has(role.id)) {
    throw badRequest(`Cannot include role '${includedId}' into '${role.id}': roles would form a cycle.`);
  }
  role.includes.add(includedId);
}

/** The id is derived from the name and must not be sent. */
function createRole(call: Call, body: BodyObject): RoleRecord {
  requirePermission(call, 'manage_roles');
  if (textIn(body, 'id') !== undefined) throw badRequest('Role id should not be specified: it is generated.');
  const name = textIn(body, 'name') ?? '';
  if (name === '') throw badRequest('Role name should not be empty.');
  const id = name
    .trim()
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  if (call.state.roles.has(id)) throw badRequest(`Role with id '${id}' already exists.`);
  const ids = (part: string, list: string): string[] =>
    (listIn(objectIn(body, part) ?? {}, list) ?? []).map((entry) => textIn(entry, 'id') ?? '');
  const role: RoleRecord = {
    id,
    name,
    includes: new Set(ids('included', 'role').map((each) => knownRole(call, each).id)),
    permissions: new Set(ids('permissions', 'permission').map((each) => knownPermission(call, each))),
  };
  call.state.roles.set(id, role);
  return role;
}

/** Takes the role from everybody who holds it, and out of the roles that include it. */
function deleteRole(call: Call, segment: string): void {
  requirePermission(call, 'manage_roles');
  const { id } = roleOfPath(call, segment);
  call.state.roles.delete(id);
  for (const role of call.state.roles.values()) role.includes.delete(id);
  for (const holder of [...call.state.users.values(), ...call.state.groups.values()]) {
    if (holder.roles.some((each) => each.roleId === id)) {
      holder.roles = holder.roles.filter((each) => each.roleId !== id);
    }
  }
}

function roleEntity(call: Call, role: RoleRecord): Entity {
  return { element: 'role', value: roleWire(call, role, requestedFields(call)) };
}
