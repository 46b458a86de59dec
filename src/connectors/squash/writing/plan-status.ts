import type { WritingParts } from './parts.ts';
import { fieldsStep } from './fields-step.ts';
import { unchanged } from './planned.ts';
import type { Planned } from './planned.ts';
import { wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/**
 * Disabling deletes the account's API tokens for good and takes it off all test plans (squash.md 2.6); neither comes
 * back with enabling. The last of several wishes counts.
 */
export function planStatus(parts: WritingParts, subject: Subject): Planned {
  const wishes = wishesOf(subject, 'setStatus');
  const status = wishes.at(-1)?.intent.status;
  if (status === undefined) return { steps: [], settled: [] };
  const isToBeActive = status === 'ACTIVE';
  const summary = `${isToBeActive ? 'Enable' : 'Disable'} ${subject.login}`;
  if (isActive(subject) === isToBeActive) {
    return { steps: [], settled: wishes.map((wish) => unchanged(wish, summary)) };
  }
  const places = wishes.map(({ place }) => place);
  const step = fieldsStep(parts, subject, [{ field: 'active', value: isToBeActive, places }], {
    operation: 'SET_USER_STATUS',
    summary,
    isDestructive: !isToBeActive,
    replaced: isToBeActive ? [] : ['its API tokens', 'its assignments in test plans'],
  });
  return { steps: [step], settled: [] };
}

/** Undefined where the server does not tell. */
function isActive(subject: Subject): boolean | undefined {
  if (subject.row !== undefined) return subject.row.active ?? undefined;
  return wishesOf(subject, 'create')[0]?.intent.isActive;
}
