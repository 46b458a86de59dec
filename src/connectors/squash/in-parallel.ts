/**
 * The server's connection pool is 20 and shared with people; 5 to 8 requests in flight are advised (squash.md 5).
 */
const mostAtOnce = 5;

/**
 * Runs `work` over all items, a few at a time, and keeps the order. Queueing here, not in the HTTP layer, keeps
 * calls that are not wanted yet from running out of time. Rejects with the first failure and starts nothing more.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let hasFailed = false;
  const takeTurns = async (): Promise<void> => {
    while (next < items.length && !hasFailed) {
      signal.throwIfAborted();
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, items.length) }, takeTurns));
  return results;
}
