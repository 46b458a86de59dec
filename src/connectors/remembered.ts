import { LRUCache } from 'lru-cache';

export interface Bounds {
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly maxEntries?: number;
}

export type Remembered<T extends object | boolean | number> = LRUCache<string, T>;

/**
 * What a connector has learnt about its server, for a while; the least recently used goes first. Where it may differ
 * from caller to caller the key is the identity's fingerprint: what one may see must not decide what another is shown.
 */
export function createRemembered<T extends object | boolean | number>({
  maxAgeMs,
  now,
  maxEntries = 1000,
}: Bounds): Remembered<T> {
  // Without a resolution of its own it asks the clock every time.
  return new LRUCache({ max: maxEntries, ttl: maxAgeMs, ttlResolution: 0, perf: { now } });
}
