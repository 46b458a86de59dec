import { GraphQLError } from 'graphql';
import { inWords } from './counted.ts';

/** Operations below this are not worth counting: a thousand of them at once are answered in passing. */
const fewRows = 2000;

/**
 * Bounds what the answers under way could hold together: each alone may be large, a hundred at once would end the process.
 */
export interface RowsAtWork {
  /** Takes the rows of an operation; returns how to give them back, once. Throws RATE_LIMITED, as 503, where it is too many. */
  take(rows: number): () => void;
}

export function createRowsAtWork(most: number): RowsAtWork {
  let taken = 0;
  return {
    take: (rows) => {
      if (rows <= fewRows) return () => undefined;
      // One alone is always let through: it has been held to its own limit.
      if (taken > 0 && taken + rows > most) throw full(taken, most);
      taken += rows;
      return () => {
        taken -= rows;
      };
    },
  };
}

function full(taken: number, most: number): GraphQLError {
  return new GraphQLError(
    `Other operations at work could bring ${inWords(taken)} rows; ${inWords(most)} at once are allowed. Try again in 1 s, or ask for smaller pages.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds: 1,
        http: { status: 503, headers: new Map([['retry-after', '1']]) },
      },
    },
  );
}
