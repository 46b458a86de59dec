import PQueue from 'p-queue';
import { RollcallError } from '#domain/errors.ts';
import { FairQueue } from './fair-queue.ts';
import type { PlaceOptions } from './fair-queue.ts';
import type { HttpCall } from './http.ts';

export interface PlacesOptions {
  readonly system: string;
  readonly maxConcurrency: number;
  readonly maxQueue: number;
}

/** Places for calls in flight, and the line before them. */
export interface Places {
  /**
   * Does the work when there is a place. Rejects with the signal's reason where it ends before, and with
   * UPSTREAM_UNAVAILABLE at once where too many wait already.
   */
  take<T>(call: HttpCall, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Sends away whoever waits and is meant. */
  dismiss(isMeant: (call: HttpCall) => boolean, reason: RollcallError): void;
  inFlight(): number;
  waiting(): number;
}

export function createPlaces({ system, maxConcurrency, maxQueue }: PlacesOptions): Places {
  const queue = new PQueue<FairQueue, PlaceOptions>({ concurrency: maxConcurrency, queueClass: FairQueue });
  const waiting = new Map<AbortController, HttpCall>();

  const refuseCrowd = (): void => {
    if (queue.pending < maxConcurrency || queue.size < maxQueue) return;
    throw new RollcallError(
      'UPSTREAM_UNAVAILABLE',
      `${system}: not asked, as ${queue.size} calls to ${system} are waiting already (maxQueue).`,
      { system, retryAfterSeconds: 1, isUnsent: true },
    );
  };

  return {
    take: async (call, signal, work) => {
      signal.throwIfAborted();
      refuseCrowd();
      const { requestId, isBulk } = call;
      // A signal of its own, for waiting only: the queue would give the place of a call away that has begun.
      const line = new AbortController();
      const leave = (): void => line.abort(signal.reason);
      const begin = (): void => {
        waiting.delete(line);
        signal.removeEventListener('abort', leave);
      };
      waiting.set(line, call);
      signal.addEventListener('abort', leave, { once: true });
      const working = queue.add(
        async () => {
          begin();
          return work();
        },
        { signal: line.signal, requestId, isBulk },
      );
      return working.finally(begin);
    },
    dismiss: (isMeant, reason) => {
      for (const [line, call] of waiting) if (isMeant(call)) line.abort(reason);
    },
    inFlight: () => queue.pending,
    waiting: () => queue.size,
  };
}
