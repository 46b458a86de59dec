import { HttpFailure } from './http-failure.ts';

export interface Places {
  /**
   * Takes one of so many, of which one caller may have a share; returns how to give it back, once. Throws RATE_LIMITED, as
   * 503, where all are taken, or all of the caller's.
   */
  take(caller: string, most: number, share: number): () => void;
}

/** Counts requests that are worked on. One process has one count, whatever its configuration says now. */
export function createPlaces(): Places {
  let taken = 0;
  const takenBy = new Map<string, number>();
  const add = (caller: string, more: number): void => {
    const now = (takenBy.get(caller) ?? 0) + more;
    if (now === 0) takenBy.delete(caller);
    else takenBy.set(caller, now);
    taken += more;
  };
  return {
    take: (caller, most, share) => {
      if (taken >= most) throw full(`at most ${most} requests at once, of all callers together`);
      if ((takenBy.get(caller) ?? 0) >= share) throw full(`at most ${share} requests at once from ${caller}`);
      add(caller, 1);
      return () => add(caller, -1);
    },
  };
}

function full(expected: string): HttpFailure {
  return new HttpFailure('RATE_LIMITED', `Expected ${expected}; try again in 1 s.`, {
    status: 503,
    retryAfterSeconds: 1,
  });
}
