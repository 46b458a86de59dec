/** What became of a mutation as a whole. */
export const outcomes = ['APPLIED', 'UNCHANGED', 'PLANNED', 'PARTIAL', 'FAILED', 'UNKNOWN'] as const;

export type Outcome = (typeof outcomes)[number];

/** What became of one upstream write. UNKNOWN: it may have happened, and looking did not settle it. */
export const changeOutcomes = [
  'APPLIED',
  'UNCHANGED',
  'PLANNED',
  'SKIPPED',
  'UNSUPPORTED',
  'FAILED',
  'UNKNOWN',
] as const;

export type ChangeOutcome = (typeof changeOutcomes)[number];
