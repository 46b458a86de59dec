import type { IntentPlace } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import { bodyOf, withSeat } from './user-object.ts';
import type { WholeObject } from './whole-object.ts';

/** One thing that is to become of a user. All things wished of a user go into the same write (zephyr.md 2.4). */
export interface UserChange {
  readonly operation: Operation;
  /** One line for people. */
  readonly summary: string;
  readonly isDestructive: boolean;
  /** What it displaces in the user as it is. */
  replaced(user: WholeObject): readonly string[];
  isSo(user: WholeObject): boolean;
  /** The same of an answer, in which the server may have spelt things its own way. */
  isShown(user: WholeObject): boolean;
  apply(user: WholeObject): WholeObject;
}

/** A change with the intent it comes from. */
export interface PlacedChange {
  readonly change: UserChange;
  readonly place: IntentPlace;
}

/** Whom changes are about. */
export interface Subject {
  readonly system: string;
  readonly login: string;
}

/** The full object to send so that all of it becomes so. */
export function mergedBody(user: WholeObject, changes: readonly UserChange[]): WholeObject {
  const isOfRoles = ({ operation }: UserChange): boolean =>
    operation === 'ASSIGN_ROLE' || operation === 'REVOKE_ROLE';
  const withRoles = withSeat(user, applyAll(user, changes.filter(isOfRoles)));
  // After the seat that roles imply, so that a seat asked for by name stands.
  return bodyOf(
    applyAll(
      withRoles,
      changes.filter((change) => !isOfRoles(change)),
    ),
  );
}

export function applyAll(user: WholeObject, changes: readonly UserChange[]): WholeObject {
  return changes.reduce((changed, change) => change.apply(changed), user);
}
