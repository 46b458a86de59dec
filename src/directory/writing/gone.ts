import type { ChangeOutcome } from '#domain/outcomes.ts';

/** Whether what was to go is gone now: it went, or it was gone before. */
export function isGone(outcome: ChangeOutcome | undefined): boolean {
  return outcome === 'APPLIED' || outcome === 'UNCHANGED';
}
