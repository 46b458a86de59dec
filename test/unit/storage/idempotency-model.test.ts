import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BegunCall } from '#domain/idempotency.ts';
import { openIdempotencyStore } from '#storage/idempotency-store.ts';
import { freshDirectory, noon } from './audit-entries.ts';

const keepMs = 1000;

interface Kept {
  readonly print: string;
  at: number;
  end: 'open' | 'lost' | 'done';
}

type Step =
  | { readonly kind: 'begin'; readonly key: string; readonly print: string }
  | { readonly kind: 'finish' | 'abandon'; readonly key: string }
  | { readonly kind: 'wait' | 'restart' };

const key = fc.constantFrom('a', 'ключ');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), key, print: fc.constantFrom('f', 'g') }),
  fc.record({ kind: fc.constantFrom('finish' as const, 'abandon' as const), key }),
  fc.record({ kind: fc.constantFrom('wait' as const, 'restart' as const) }),
);

function expectedState(kept: Kept | undefined, print: string, now: number): BegunCall['state'] {
  if (kept === undefined || (kept.end !== 'open' && kept.at <= now - keepMs)) return 'new';
  if (kept.print !== print) return 'mismatch';
  return { open: 'running', lost: 'interrupted', done: 'done' }[kept.end] as BegunCall['state'];
}

it('the idempotency store is like a table in memory, whatever is done in whatever order', async () => {
  const directory = await freshDirectory();
  const clock = { now: noon };
  const open = () => openIdempotencyStore(directory, { now: () => clock.now, keepMs });
  const met = new Set<string>();
  let store = await open();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
      const model = new Map<string, Kept>();
      for (const each of steps) {
        if (each.kind === 'wait') clock.now += 300;
        if (each.kind === 'restart') {
          await store.close();
          store = await open();
          for (const kept of model.values()) if (kept.end === 'open') kept.end = 'lost';
        }
        if (each.kind === 'begin') {
          const { state } = await store.begin(each.key, 'portal', each.print);
          expect(state).toBe(expectedState(model.get(each.key), each.print, clock.now));
          met.add(state);
          if (state === 'new') model.set(each.key, { print: each.print, at: clock.now, end: 'open' });
        }
        if (each.kind === 'finish' || each.kind === 'abandon') {
          const kept = model.get(each.key);
          if (kept?.end !== 'open') continue;
          await store[each.kind](each.key, 'portal', { key: each.key });
          if (each.kind === 'abandon') model.delete(each.key);
          else Object.assign(kept, { at: clock.now, end: 'done' });
        }
      }
      for (const [open, { end }] of model) if (end === 'open') await store.abandon(open, 'portal');
      clock.now += 2 * keepMs;
    }),
    { numRuns: 80 },
  );
  await store.close();
  expect([...met].sort()).toEqual(['done', 'interrupted', 'mismatch', 'new', 'running']);
});
