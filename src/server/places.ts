import { HttpFailure } from './http-failure.ts';

export interface Places {
  /** Takes one of so many; returns how to give it back, once. Throws RATE_LIMITED, as 503, where all are taken. */
  take(most: number): () => void;
}

/** Counts requests that are worked on. One process has one count, whatever its configuration says now. */
export function createPlaces(): Places {
  let taken = 0;
  return {
    take: (most) => {
      if (taken >= most) throw full(most);
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}

function full(most: number): HttpFailure {
  return new HttpFailure(
    'RATE_LIMITED',
    `Expected at most ${most} requests at once, of all callers together; try again in 1 s.`,
    { status: 503, retryAfterSeconds: 1 },
  );
}
