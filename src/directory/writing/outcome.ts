import type { ChangeOutcome, Outcome } from '#domain/outcomes.ts';

/**
 * What became of the whole. One write that nobody knows about makes the whole unknown: somebody must look. Something
 * that failed, was skipped or is not supported beside something written is partial.
 */
export function outcomeOf(changes: readonly ChangeOutcome[]): Outcome {
  const has = (outcome: ChangeOutcome): boolean => changes.includes(outcome);
  if (has('UNKNOWN')) return 'UNKNOWN';
  if (has('PLANNED')) return 'PLANNED';
  const isShort = has('FAILED') || has('SKIPPED') || has('UNSUPPORTED');
  if (isShort) return has('APPLIED') ? 'PARTIAL' : 'FAILED';
  return has('APPLIED') ? 'APPLIED' : 'UNCHANGED';
}
