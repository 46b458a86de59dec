/** Before the first retry at most so long, before each further one twice that. */
const firstDelayMs = 200;
const longestDelayMs = 5000;

export interface RetryFacts {
  /** Attempts that have failed, 1 or more. */
  readonly failed: number;
  /** How long the server asked to wait. */
  readonly retryAfterMs: number;
  /** What is left of the call's time. */
  readonly leftMs: number;
  /** From 0 to 1. */
  readonly random: number;
}

/**
 * How long to wait before the next attempt; undefined where the time does not allow one. The whole delay is a matter of
 * chance ("full jitter"): calls that failed together must not come back together.
 */
export function retryDelayMs({ failed, retryAfterMs, leftMs, random }: RetryFacts): number | undefined {
  const most = Math.min(firstDelayMs * 2 ** (failed - 1), longestDelayMs);
  const delay = Math.max(random * most, retryAfterMs);
  return delay < leftMs ? delay : undefined;
}
