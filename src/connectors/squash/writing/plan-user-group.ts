import type { IntentPlace, SettledIntent } from '#connectors/writing.ts';
import type { DetailsChange, Intent } from '#domain/intents.ts';
import { groupOf, toGroup } from '../mapping.ts';
import { manualInstructions } from './manual-instructions.ts';
import { unchanged, unsupported } from './planned.ts';
import { wishesOf } from './subject.ts';
import type { Subject, Wish } from './subject.ts';

/** The group of an account that is made without naming one. */
export const defaultGroup = 'User';

export interface PlannedGroup {
  /** The group it is to be moved to, or made in; undefined where it stays. */
  readonly target: string | undefined;
  /** The intents that the move carries out. */
  readonly places: readonly IntentPlace[];
  readonly settled: readonly SettledIntent[];
}

/**
 * Every account is in exactly one group (squash.md 2.9): adding is moving, leaving is not possible, except that a
 * move carries it out. Of several groups the first counts.
 */
export function planUserGroup(subject: Subject): PlannedGroup {
  const { login, row, wishes } = subject;
  const current = row === undefined ? undefined : groupOf(row)?.nativeId;
  const wanted = targetGroup(wishes.map(({ intent }) => intent));
  const after = wanted ?? current ?? (row === undefined ? defaultGroup : undefined);
  const target = wanted === current ? undefined : wanted;

  const places: IntentPlace[] = [];
  const settled: SettledIntent[] = [];
  const settleEntry = (wish: Wish, group: string): void => {
    const summary = `Put ${login} into user group ${group}`;
    if (group !== wanted) settled.push(unsupported(wish, summary, manualInstructions.secondGroup));
    else if (target !== undefined) places.push(wish.place);
    // Details are wishes for more than the group, and are settled with the rest of them.
    else if (wish.intent.kind === 'addGroup') settled.push(unchanged(wish, summary));
  };

  for (const wish of wishes) {
    const group = groupWanted(wish.intent);
    if (group !== undefined) settleEntry(wish, group);
  }
  for (const wish of wishesOf(subject, 'removeGroup')) {
    const group = toGroup(wish.intent.group.nativeId).nativeId;
    const summary = `Take ${login} out of user group ${group}`;
    // Where the server does not tell the group, only a move makes sure that it is left.
    const mayBeInside = group === current || (row !== undefined && current === undefined);
    if (group === after || (mayBeInside && target === undefined)) {
      settled.push(unsupported(wish, summary, manualInstructions.leaveGroup));
    } else if (mayBeInside) places.push(wish.place);
    else settled.push(unchanged(wish, summary));
  }
  return { target, places, settled };
}

/** The group the intents put an account into; undefined where they name none. */
export function targetGroup(intents: readonly Intent[]): string | undefined {
  return intents.map(groupWanted).find((group) => group !== undefined);
}

function groupWanted(intent: Intent): string | undefined {
  switch (intent.kind) {
    case 'addGroup':
      return toGroup(intent.group.nativeId).nativeId;
    case 'create':
      return groupIn(intent.details);
    case 'updateDetails':
      return groupIn(intent.details);
    default:
      return undefined;
  }
}

function groupIn(details: DetailsChange | undefined): string | undefined {
  const name = details?.kind === 'squash' ? details.userGroup?.trim() : undefined;
  return name === undefined || name === '' ? undefined : toGroup(name).nativeId;
}
