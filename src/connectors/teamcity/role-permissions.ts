import type { Role } from '#domain/entities.ts';
import type { WireRole } from './wire.ts';

/**
 * Roles with all they allow: their own permissions and those of the roles they include, which the server lists
 * apart (teamcity.md 3.2). A role of which some part is not shown is no whole one and tells no permissions.
 */
export function toRoles(rows: ReadonlyMap<string, WireRole>): ReadonlyMap<string, Role> {
  return new Map([...rows].map(([id, row]) => [id, toRole(row, rows)]));
}

function toRole(row: WireRole, rows: ReadonlyMap<string, WireRole>): Role {
  const name = row.name === null || row.name === undefined || row.name === '' ? row.id : row.name;
  const permissions = allPermissions(row, rows);
  return {
    nativeId: row.id,
    name,
    ...(permissions === undefined ? {} : { permissions }),
    isWhole: permissions !== undefined,
  };
}

/** Undefined where some of it is not shown. Rings do no harm. */
function allPermissions(row: WireRole, rows: ReadonlyMap<string, WireRole>): readonly string[] | undefined {
  const permissions = new Set<string>();
  const included = new Set([row.id]);
  for (const id of included) {
    const part = rows.get(id);
    const own = part?.permissions?.permission;
    if (part === undefined || own === undefined || own === null) return undefined;
    for (const permission of own) permissions.add(permission.id);
    for (const other of part.included?.role ?? []) included.add(other.id);
  }
  return [...permissions];
}
