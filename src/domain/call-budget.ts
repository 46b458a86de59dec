import { RollcallError } from './errors.ts';

/** Upstream calls that one request has caused, and the most that it may cause. */
export interface CallBudget {
  readonly count: number;
  readonly max: number;
  /** Whether a call was refused: what came to nothing may have failed for that alone. */
  readonly hasRefused: boolean;
  /** Told before each call; throws TOO_EXPENSIVE instead of counting one too many. */
  readonly spend: (system: string) => void;
  /** Counts a call that is made whatever has been spent: a plan's writes must not stop half-way. */
  readonly note: () => void;
}

export function createCallBudget(max: number): CallBudget {
  let count = 0;
  let hasRefused = false;
  return {
    max,
    get count() {
      return count;
    },
    get hasRefused() {
      return hasRefused;
    },
    spend: (system) => {
      if (count >= max) {
        hasRefused = true;
        throw exceeded(count, max, system);
      }
      count += 1;
    },
    note: () => {
      count += 1;
    },
  };
}

function exceeded(count: number, max: number, system: string): RollcallError {
  const text = (calls: number): string => calls.toLocaleString('en');
  return new RollcallError(
    'TOO_EXPENSIVE',
    `The operation has caused ${text(count)} upstream calls, ${text(max)} are allowed: ${system} was not asked any ` +
      'further. Ask for less at once, or raise limits.maxUpstreamCalls.',
    { system },
  );
}
