import type { Call } from '#connectors/connector.ts';
import type { Remembered } from '#connectors/remembered.ts';
import type { ZephyrClient } from './client.ts';
import type { MappingOptions } from './mapping.ts';
import type { ZephyrSettings } from './settings.ts';

/** What each part of the connector works with: one server. */
export interface Zephyr {
  readonly system: string;
  readonly settings: ZephyrSettings;
  readonly client: ZephyrClient;
  readonly mapping: MappingOptions;
  /** Calls that would be in vain on this server with certain credentials: see `isClosed`. */
  readonly closed: Remembered<true>;
}

/**
 * Calls under way at once for one read (zephyr.md 5 advises 4 to 8). The time of a call counts from when it is wanted:
 * hundreds wanted at once would time out waiting for a place.
 */
export const fewAtOnce = { concurrency: 6 };

/** Whether it was found that the server has no such thing for these credentials; asked anew where fresh data is wanted. */
export function isClosed(zephyr: Zephyr, call: Call, what: string): boolean {
  return !call.isFresh && zephyr.closed.has(closedKey(call, what));
}

export function noteClosed(zephyr: Zephyr, call: Call, what: string): void {
  zephyr.closed.set(closedKey(call, what), true);
}

function closedKey(call: Call, what: string): string {
  return `${call.identity.fingerprint} ${what}`;
}

/** Lists arrive whole; they are handed on in slices, so that what follows can start and breathe. */
export function* inSlices<T>(items: Iterable<T>, size = 1000): Generator<readonly T[], void> {
  let slice: T[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
