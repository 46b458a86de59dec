import { RollcallError } from './errors.ts';

/** Rows of lists that one request may be answered with: each is in memory until the answer has left. */
export interface RowBudget {
  /** Throws TOO_EXPENSIVE where there would be too many. */
  take(rows: number): void;
}

export function createRowBudget(max: number): RowBudget {
  let taken = 0;
  return {
    take: (rows) => {
      taken += rows;
      if (taken <= max) return;
      throw new RollcallError(
        'TOO_EXPENSIVE',
        `The answer would hold more than ${max.toLocaleString('en')} rows of lists, the most allowed. Ask for smaller pages ` +
          'or fewer lists at once, or raise limits.maxAnswerRows.',
      );
    },
  };
}
