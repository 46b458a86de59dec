import { LRUCache } from 'lru-cache';
import type { Errand } from './errand.ts';
import type { Outcome } from './outcome.ts';

/**
 * Paths that reads were answered well at. A 500 where all was well before is the server's own failure; where it never was,
 * it may be the server's way to say that there is no such thing (docs/adr/0016).
 */
export interface ProvenPaths {
  learn(errand: Errand, outcome: Outcome): void;
  has(errand: Errand): boolean;
}

const mostPaths = 1000;

export function createProvenPaths(): ProvenPaths {
  const paths = new LRUCache<string, true>({ max: mostPaths });
  return {
    learn: ({ isRead, request }, outcome) => {
      const isGood = outcome.kind === 'answered' && outcome.answer.status < 300;
      if (isRead && isGood) paths.set(request.path, true);
    },
    has: ({ isRead, request }) => isRead && paths.has(request.path),
  };
}
