import type { ZephyrClient } from './client.ts';
import type { MappingOptions } from './mapping.ts';
import type { Memory } from './memory.ts';
import type { ZephyrSettings } from './settings.ts';

/** What each part of the connector works with: one server. */
export interface Zephyr {
  readonly system: string;
  readonly settings: ZephyrSettings;
  readonly client: ZephyrClient;
  readonly mapping: MappingOptions;
  readonly memory: Memory;
}

/** Calls under way at once for one read (zephyr.md 5 advises 4 to 8). */
export const mostCallsAtOnce = 6;

/** Lists arrive whole; they are handed on in slices, so that what follows can start and breathe. */
export function* inSlices<T>(items: readonly T[], size = 1000): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
