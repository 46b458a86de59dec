import pMap from 'p-map';
import { RollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { isEveryCallsProblem } from './failures.ts';

/** Calls one after the other about single records, so many under way at once. */
export const fewAtOnce = { concurrency: 8 };

/**
 * Works through the items with each one's outcome apart. After a failure that every further call would share, the
 * items not yet begun get that failure too: a refused credential must not be tried again and again (foreman.md 1.2,
 * the lock).
 */
export async function settleEach<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly Settled<R>[]> {
  let stop: RollcallError | undefined;
  const settle = async (item: T): Promise<Settled<R>> => {
    if (stop !== undefined) return failed(stop);
    try {
      return succeeded(await work(item));
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      if (isEveryCallsProblem(error)) stop = error;
      return failed(error);
    }
  };
  return pMap(items, settle, fewAtOnce);
}
