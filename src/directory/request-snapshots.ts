import type { RequestScope } from './landscape.ts';
import type { SnapshotRead, Snapshots } from './snapshots.ts';

/**
 * Within one request a list is read once: a hundred mentions that need names must not reload it a hundred times when
 * the request bypasses the caches, and all of one answer comes from the same list.
 */
export function createRequestSnapshots(snapshots: Snapshots, scope: RequestScope): Snapshots {
  const reads = new Map<string, Promise<SnapshotRead<unknown>>>();
  return {
    ...snapshots,
    read: async <T>(...[system, source, wanted]: Parameters<typeof snapshots.read<T>>) => {
      if (wanted !== scope) return snapshots.read(system, source, wanted);
      const key = JSON.stringify([system.key, source.list]);
      const known = reads.get(key);
      if (known !== undefined) return known as Promise<SnapshotRead<T>>;
      const read = snapshots.read(system, source, scope);
      reads.set(key, read);
      return read;
    },
  };
}
