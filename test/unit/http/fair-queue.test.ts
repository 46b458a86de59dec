import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FairQueue } from '#http/fair-queue.ts';

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('enqueue' as const), requestId: fc.nat(3), isBulk: fc.boolean() }),
    fc.record({ kind: fc.constant('dequeue' as const) }),
    fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }),
  ),
  { maxLength: 80 },
);

it('gives out everybody who waits, once, whoever joins and leaves in whatever order', () => {
  fc.assert(
    fc.property(steps, (work) => {
      const queue = new FairQueue();
      const waiting = new Set<string>();
      const idOf = new Map<() => Promise<unknown>, string>();
      let made = 0;
      for (const step of work) {
        if (step.kind === 'enqueue') {
          const id = `call ${(made += 1)}`;
          const run = async (): Promise<void> => undefined;
          waiting.add(id);
          idOf.set(run, id);
          queue.enqueue(run, { id, requestId: `request ${step.requestId}`, isBulk: step.isBulk });
        } else if (step.kind === 'remove') {
          const id = [...waiting][step.pick % Math.max(1, waiting.size)];
          if (id !== undefined && waiting.delete(id)) queue.remove(id);
        } else {
          const next = queue.dequeue();
          // Whoever asks for the next one has seen that there is one.
          expect(next === undefined).toBe(waiting.size === 0);
          if (next !== undefined) expect(waiting.delete(idOf.get(next) ?? '')).toBe(true);
        }
        expect(queue.size).toBe(waiting.size);
      }
    }),
    { numRuns: 500, seed: 5 },
  );
});

it('gives the place to people where it was the turn of bulk, and bulk has left', () => {
  const queue = new FairQueue();
  const run = async (): Promise<void> => undefined;
  queue.enqueue(run, { id: 'bulk', requestId: 'b', isBulk: true });
  for (let person = 0; person < 9; person += 1)
    queue.enqueue(run, { id: `person ${person}`, requestId: 'p', isBulk: false });
  for (let turn = 0; turn < 7; turn += 1) expect(queue.dequeue()).toBe(run);
  queue.remove('bulk');
  expect(queue.dequeue()).toBe(run);
  expect(queue.size).toBe(1);
});
