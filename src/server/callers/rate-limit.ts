import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RollcallError } from '#domain/errors.ts';

const windowSeconds = 60;

/** Counts one request of a caller; throws RATE_LIMITED for one too many. 0: none is. */
export type CountRequest = (caller: string, perMinute: number) => Promise<void>;

/**
 * A caller's minute begins with a request and ends by itself. The process has one count, so that a changed configuration
 * gives nobody a second minute; who is in it was let in within the last minute, which bounds it.
 */
export function createRateLimit(): CountRequest {
  // How many are too many is the configuration's to say, and that may change: here they are only counted.
  const counter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: windowSeconds });
  return async (caller, perMinute) => {
    if (perMinute === 0) return;
    const { consumedPoints, msBeforeNext } = await counter.consume(caller);
    if (consumedPoints <= perMinute) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    throw new RollcallError(
      'RATE_LIMITED',
      `Expected at most ${perMinute} requests a minute from ${caller}; try again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  };
}
