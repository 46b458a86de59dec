import { RollcallError } from '#domain/errors.ts';
import { failed, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { isEveryCallsProblem } from './failures.ts';

/**
 * Works through the items with at most `limit` at a time and gives the results in the order of the items. After
 * the first rejection no further item is begun: a refused credential must not be tried again and again
 * (foreman.md 1.2, the lock).
 */
export async function mapAtMost<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let isStopped = false;
  const worker = async (): Promise<void> => {
    while (!isStopped && next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        isStopped = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/**
 * The same with each item's outcome apart. After a failure that every further call would share, the items not yet
 * begun get that failure too.
 */
export async function settleAtMost<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly Settled<R>[]> {
  let stop: RollcallError | undefined;
  return mapAtMost(limit, items, async (item): Promise<Settled<R>> => {
    if (stop !== undefined) return failed(stop);
    try {
      return succeeded(await work(item));
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      if (isEveryCallsProblem(error)) stop = error;
      return failed(error);
    }
  });
}
