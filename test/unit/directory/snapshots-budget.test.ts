import { expect, it } from 'vitest';
import type { Call } from '#connectors/connector.ts';
import type { ConnectedSystem, RequestScope } from '#directory/landscape.ts';
import { createSnapshots } from '#directory/snapshots.ts';
import type { SnapshotSource } from '#directory/snapshots.ts';
import { createCallBudget } from '#domain/call-budget.ts';
import type { CallBudget } from '#domain/call-budget.ts';
import { createIdentity } from '#domain/identity.ts';

const system = {
  key: 'zephyr',
  timeoutMs: 10_000,
  callerCredentials: 'ignore',
  identity: createIdentity('Bearer x', false),
} as ConnectedSystem;

const asking = (budget: CallBudget | undefined): RequestScope => ({
  requestId: 'r',
  signal: new AbortController().signal,
  isFresh: false,
  isGatewaysOwn: false,
  callerAuthorization: () => undefined,
  budget,
});

/** A list that takes so many calls; `loads` tells whom each load was charged to. */
function listOf(calls: number) {
  const loads: (CallBudget | undefined)[] = [];
  const source: SnapshotSource<string> = {
    list: 'rows',
    nativeId: (row) => row,
    load: async function* (_system: ConnectedSystem, call: Call, scope: RequestScope) {
      loads.push(scope.budget);
      for (let at = 0; at < calls; at += 1) {
        await Promise.resolve();
        call.onUpstreamCall?.();
        yield [`row ${at}`];
      }
    },
  };
  return { source, loads };
}

const policy = { freshMs: 1000, maxAgeMs: 10_000, maxStaleMs: 100_000, maxBytes: 1_000_000 };

it('a load is charged to the request that begins it; who joins it pays nothing', async () => {
  const snapshots = createSnapshots(policy, () => 0);
  const { source, loads } = listOf(3);
  const [first, second] = [createCallBudget(10), createCallBudget(10)];
  await Promise.all([first, second].map((budget) => snapshots.read(system, source, asking(budget))));
  expect([first.count, second.count, loads.length]).toEqual([3, 0, 1]);
});

it('who joins a load whose beginner has no calls left loads with their own', async () => {
  const snapshots = createSnapshots(policy, () => 0);
  const { source, loads } = listOf(3);
  const [poor, ...others] = [createCallBudget(2), createCallBudget(10), createCallBudget(10)];
  const reads = [poor, ...others].map((budget) => snapshots.read(system, source, asking(budget)));
  const [refused, ...read] = await Promise.allSettled(reads);
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'TOO_EXPENSIVE', system: 'zephyr' } });
  expect(read.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(others.map(({ count }) => count)).toEqual([3, 0]);
  expect(loads).toEqual([poor, others[0]]);
});

it('whoever fails for want of calls leaves nothing behind that others would get', async () => {
  const snapshots = createSnapshots(policy, () => 0);
  const { source } = listOf(3);
  await expect(snapshots.read(system, source, asking(createCallBudget(2)))).rejects.toThrow('are allowed');
  const { snapshot } = await snapshots.read(system, source, asking(createCallBudget(3)));
  expect(snapshot.table.rows).toHaveLength(3);
});

it('a refresh behind the reader’s back is charged to nobody, nor is what it reads besides', async () => {
  let time = 0;
  const snapshots = createSnapshots(policy, () => time);
  const { source, loads } = listOf(3);
  await snapshots.read(system, source, asking(createCallBudget(10)));
  time = 5000;
  const reader = createCallBudget(0);
  await snapshots.read(system, source, asking(reader));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([reader.count, reader.hasRefused]).toEqual([0, false]);
  expect(loads.at(-1)).toBeUndefined();
  expect(loads).toHaveLength(2);
});
