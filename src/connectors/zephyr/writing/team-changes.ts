import type { IntentPlace } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import type { TeamRow } from './live.ts';
import { idNumber } from './whole-object.ts';
import type { WholeObject } from './whole-object.ts';

/** A role in a project, which is what a permission on it is (zephyr.md 3.3). */
export interface TeamRole {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What is to become of one user in the team of one project. `role` absent: off the team. */
export interface TeamChange {
  readonly place: IntentPlace;
  readonly operation: Operation;
  readonly summary: string;
  readonly account: number;
  /** Absent where the plan makes the user. */
  readonly userId?: string | undefined;
  readonly role?: TeamRole | undefined;
}

export function isSo(rows: readonly TeamRow[], userId: string | undefined, { role }: TeamChange): boolean {
  const own = rows.filter((row) => row.userId === userId);
  return role === undefined ? own.length === 0 : own.some((row) => row.roleId === role.id);
}

/** The user's row that a change displaces; the first one, should there be several. */
export function displacedBy(
  rows: readonly TeamRow[],
  userId: string | undefined,
  change: TeamChange,
): TeamRow | undefined {
  if (change.role === undefined || isSo(rows, userId, change)) return undefined;
  return rows.find((row) => row.userId === userId);
}

/** Rows that stay keep their ids and all else; a new one has the id "0", as text (zephyr.md 3.3). */
export function applyTo(rows: readonly TeamRow[], userId: string, change: TeamChange): readonly TeamRow[] {
  const { role } = change;
  if (role === undefined) return rows.filter((row) => row.userId !== userId);
  if (isSo(rows, userId, change)) return rows;
  const displaced = displacedBy(rows, userId, change);
  const given = (object: WholeObject): TeamRow => ({
    userId,
    roleId: role.id,
    roleName: role.name,
    object: { ...object, role: { text: role.name ?? role.id, id: idNumber(role.id) } },
  });
  if (displaced === undefined) return [...rows, given({ userId: idNumber(userId), id: '0' })];
  return rows.map((row) => (row === displaced ? given(row.object) : row));
}
