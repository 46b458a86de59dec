/** What was learnt about a server or an identity, for a while. Bounded: the oldest is forgotten first. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

export interface MemoryLimits {
  readonly maxAgeMs: number;
  readonly maxEntries: number;
  readonly now: () => number;
}

export function createMemory<T>(limits: MemoryLimits): Memory<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined || entry.until > limits.now()) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, { value, until: limits.now() + limits.maxAgeMs });
      const oldest = entries.keys().next();
      if (entries.size > limits.maxEntries && oldest.done !== true) entries.delete(oldest.value);
    },
  };
}
