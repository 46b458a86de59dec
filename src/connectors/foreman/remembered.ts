/** What was learnt about something, for a while: bounded in age and number. */
export interface Remembered<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

export interface MemoryBounds {
  readonly now: () => number;
  readonly maxAgeMs: number;
  readonly maxEntries?: number;
}

export function createRemembered<T>({ now, maxAgeMs, maxEntries = 1000 }: MemoryBounds): Remembered<T> {
  const entries = new Map<string, { readonly value: T; readonly learntAt: number }>();
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined || now() - entry.learntAt > maxAgeMs) return undefined;
      return entry.value;
    },
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, { value, learntAt: now() });
      const oldest = entries.keys().next();
      if (entries.size > maxEntries && oldest.done !== true) entries.delete(oldest.value);
    },
  };
}
