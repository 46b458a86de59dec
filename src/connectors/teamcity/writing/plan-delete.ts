import type { SettledIntent } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import { accountStep } from './account-step.ts';
import { ofKind, summaryOf } from './intents.ts';
import type { Placed } from './intents.ts';
import { readNow, verdictOf } from './look.ts';
import type { WritingParts } from './parts.ts';
import type { Planned } from './planned.ts';
import type { Target } from './target.ts';

/** What is gone with the account, although no call could have done it alone. */
const endedByDeleting: ReadonlySet<Operation> = new Set([
  'SET_USER_STATUS',
  'REVOKE_ROLE',
  'REMOVE_FROM_GROUP',
  'REVOKE_TOKEN',
]);

/** Deletes after everything else, and with it what nothing but deleting can end, such as the group of all users. */
export function withDelete(
  parts: WritingParts,
  target: Target,
  placed: readonly Placed[],
  planned: Planned,
): Planned {
  const [first, ...others] = ofKind(placed, 'delete');
  if (first === undefined) return planned;
  const isEnded = ({ outcome, operation }: SettledIntent): boolean =>
    outcome === 'UNSUPPORTED' && endedByDeleting.has(operation);
  const ended = planned.settled.filter(isEnded);
  const step = accountStep(parts, target, {
    stage: 'delete',
    operation: 'DELETE_USER',
    summary: summaryOf(first.intent, target.names.login),
    places: [...ended, first, ...others].map(({ place }) => place),
    isDestructive: true,
    method: 'DELETE',
    below: '',
    look: async (call, id) => verdictOf((await readNow(parts, call, id)) === undefined),
  });
  return {
    ...planned,
    steps: [...planned.steps, step],
    settled: planned.settled.filter((one) => !isEnded(one)),
  };
}
