import type { IntentPlace, SettledIntent, Step } from '#connectors/writing.ts';
import type { UserChange } from './user-change.ts';
import type { Refused } from './unsupported.ts';

/**
 * When a step's turn is. What gives comes before what takes, so that nobody is without in between; what may end the
 * credentials' own access comes last.
 */
export const turns = {
  create: 0,
  addToUser: 1,
  grant: 2,
  createToken: 3,
  revokeGrant: 4,
  takeFromUser: 5,
  revokeToken: 6,
} as const;

export interface PlannedStep {
  readonly turn: number;
  readonly step: Step;
}

/** The plan of one kind of work; `state` is what it was made from. */
export interface PlanPart {
  readonly steps: readonly PlannedStep[];
  readonly settled: readonly SettledIntent[];
  readonly state: unknown;
}

export function unsupported(place: IntentPlace, refused: Refused): SettledIntent {
  return { place, outcome: 'UNSUPPORTED', code: 'UNSUPPORTED', ...refused };
}

/** One line of several: `Give ada the role tester; add ada to group QA`. */
export function joinSummaries(parts: readonly Pick<UserChange, 'summary'>[]): string {
  return parts
    .map(({ summary }, index) => (index === 0 ? summary : summary.charAt(0).toLowerCase() + summary.slice(1)))
    .join('; ');
}
