import { expect, it } from 'vitest';
import { createSnapshots } from '#directory/snapshots.ts';
import type { SnapshotSource } from '#directory/snapshots.ts';
import type { ConnectedSystem, RequestScope } from '#directory/landscape.ts';
import { createIdentity } from '#domain/identity.ts';

const system = {
  key: 'ci',
  callerCredentials: 'ignore',
  timeoutMs: 1000,
  identity: createIdentity('', false),
} as unknown as ConnectedSystem;
const scope = {
  requestId: 'r',
  signal: new AbortController().signal,
  isFresh: false,
  isGatewaysOwn: false,
} as unknown as RequestScope;

interface Row {
  readonly id: string;
}

/** A list of rows of about 1000 bytes each; tells how often it was loaded. */
function source(list: string, rows: number) {
  const loads = { count: 0 };
  const made: SnapshotSource<Row> = {
    list,
    nativeId: ({ id }) => id,
    load: async function* () {
      loads.count += 1;
      yield Array.from({ length: rows }, (_, place) => ({ id: `${place}-${'x'.repeat(1000)}` }));
    },
  };
  return { source: made, loads };
}

it('lists are kept up to so many bytes; the ones not read for longest go first', async () => {
  const snapshots = createSnapshots(
    { freshMs: 60_000, maxAgeMs: 60_000, maxStaleMs: 60_000, maxBytes: 500_000 },
    Date.now,
  );
  const lists = ['one', 'two', 'three'].map((name) => source(name, 100));
  for (const each of lists) await snapshots.read(system, each.source, scope);
  // A list takes about 210,000 bytes with what is derived of it: two fit.
  expect(snapshots.bytes()).toBeGreaterThan(300_000);
  expect(snapshots.bytes()).toBeLessThanOrEqual(500_000);
  for (const each of [...lists].reverse()) await snapshots.read(system, each.source, scope);
  expect(lists.map(({ loads }) => loads.count)).toEqual([2, 1, 1]);
});

it('a list that is larger than all that may be kept is served and not kept', async () => {
  const snapshots = createSnapshots(
    { freshMs: 60_000, maxAgeMs: 60_000, maxStaleMs: 60_000, maxBytes: 100_000 },
    Date.now,
  );
  const large = source('large', 500);
  expect((await snapshots.read(system, large.source, scope)).snapshot.table.size).toBe(500);
  expect(snapshots.bytes()).toBe(0);
  await snapshots.read(system, large.source, scope);
  expect(large.loads.count).toBe(2);
});
