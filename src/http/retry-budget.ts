/** Retries that a system can take besides the share of its calls. */
const floor = 10;
const perCall = 0.2;
const perSecond = 0.2;

/**
 * Bounds how much load retries add to a server that fails already: one for each five calls, and a few besides. A bucket of
 * tokens; each call puts a part of one in, time does too, each retry takes one out.
 */
export interface RetryBudget {
  onCall(): void;
  /** Takes a retry out; false where there is none left. */
  take(): boolean;
}

export function createRetryBudget(now: () => number): RetryBudget {
  let tokens = floor;
  let filledAt = now();
  const add = (more: number): void => {
    tokens = Math.min(floor, tokens + more);
  };

  return {
    onCall: () => add(perCall),
    take: () => {
      const at = now();
      add((Math.max(0, at - filledAt) / 1000) * perSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
