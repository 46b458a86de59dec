import { RollcallError } from '#domain/errors.ts';
import type { ConnectedSystem } from './landscape.ts';

/**
 * The work's answer, or UPSTREAM_TIMEOUT when the signal ends first. Calls made through `http` end with the signal by
 * themselves; a connector from outside may wait for something else and must not keep a query for good.
 */
export async function withinTime<T>(
  system: ConnectedSystem,
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  const late = (): RollcallError =>
    new RollcallError('UPSTREAM_TIMEOUT', `${system.key}: the connector gave no answer in time.`, {
      system: system.key,
    });
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(late());
    signal.addEventListener('abort', onAbort, { once: true });
    // Also where it is late already: the work has begun, and how it ends must not go unheard.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) onAbort();
  });
}

/** The pages of a list, each in time. */
export async function* pagesWithinTime<T>(
  system: ConnectedSystem,
  signal: AbortSignal,
  pages: AsyncIterable<T>,
): AsyncIterable<T> {
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const next = await withinTime(system, signal, iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}
