import PQueue from 'p-queue';

/**
 * Writes to one system happen one mutation at a time: whatever is read to build a full-object write (Zephyr's account,
 * Foreman's group members) must not change between the reading and the writing.
 */
export interface SystemLocks {
  run<T>(systemKeys: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function createSystemLocks(): SystemLocks {
  const queues = new Map<string, PQueue>();
  const queueOf = (key: string): PQueue => {
    const queue = queues.get(key) ?? new PQueue({ concurrency: 1 });
    queues.set(key, queue);
    return queue;
  };
  const within = async <T>(keys: readonly string[], work: () => Promise<T>): Promise<T> => {
    const [key, ...rest] = keys;
    return key === undefined ? work() : queueOf(key).add(() => within(rest, work));
  };
  // Always in the same order, so that two mutations on the same systems cannot wait for each other.
  return { run: (keys, work) => within([...new Set(keys)].toSorted(), work) };
}
