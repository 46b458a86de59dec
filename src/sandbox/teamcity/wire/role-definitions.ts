import type { Call } from '../protocol/call.ts';
import { includes, longFields, nested, noFields, shortFields } from '../protocol/fields.ts';
import type { Fields } from '../protocol/fields.ts';
import type { Permission } from '../permissions/permission-catalogue.ts';
import type { RoleRecord } from '../records.ts';
import type { WireObject } from './wire-value.ts';

/** A role under `/roles`; `permissions` are its own ones only (section 3.2). */
export function roleWire(call: Call, role: RoleRecord, fields: Fields): WireObject {
  const show = (name: string): boolean => includes(fields, name, true, true);
  const included = nested(fields, 'included', noFields, longFields);
  const permissions = nested(fields, 'permissions', noFields, longFields);
  return {
    id: show('id') ? role.id : undefined,
    name: show('name') ? role.name : undefined,
    href: show('href') ? `${call.prefix}/roles/id:${role.id}` : undefined,
    included: included && rolesWire(call, rolesOf(call, role.includes), included),
    permissions: permissions && permissionsWire(permissionsOf(call, role), permissions),
  };
}

export function rolesWire(call: Call, roles: readonly RoleRecord[], fields: Fields): WireObject {
  const items = nested(fields, 'role', noFields, shortFields);
  return {
    count: includes(fields, 'count', true, true) ? roles.length : undefined,
    role: items && roles.map((role) => roleWire(call, role, items)),
  };
}

export function permissionWire(permission: Permission, fields: Fields): WireObject {
  return {
    id: includes(fields, 'id', true, true) ? permission.id : undefined,
    name: includes(fields, 'name', true, true) ? permission.name : undefined,
    global: includes(fields, 'global', true, true) ? permission.global : undefined,
  };
}

function permissionsWire(permissions: readonly Permission[], fields: Fields): WireObject {
  const items = nested(fields, 'permission', noFields, shortFields);
  return {
    count: includes(fields, 'count', true, true) ? permissions.length : undefined,
    permission: items && permissions.map((permission) => permissionWire(permission, items)),
  };
}

function rolesOf(call: Call, ids: Iterable<string>): RoleRecord[] {
  return [...ids].flatMap((id) => call.state.roles.get(id) ?? []);
}

function permissionsOf(call: Call, role: RoleRecord): Permission[] {
  return [...role.permissions].flatMap((id) => call.state.permissions.get(id) ?? []);
}
