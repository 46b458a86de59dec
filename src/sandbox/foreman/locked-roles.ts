import type { RoleRow } from './rows.ts';

/** Roles that come with the product cannot be edited, though they can be deleted (foreman.md 4.3). */
export function isLocked(role: RoleRow): boolean {
  return role.origin !== undefined && role.builtin === 0;
}
