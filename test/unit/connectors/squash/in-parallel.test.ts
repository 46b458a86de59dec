import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from '#connectors/squash/in-parallel.ts';

const numbers = Array.from({ length: 40 }, (_, index) => index);

test('a few run at once, all run, and the order is kept', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel(numbers, AbortSignal.timeout(5000), async (number) => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
    return number * 2;
  });
  expect(most).toBe(5);
  expect(results).toEqual(numbers.map((number) => number * 2));
});

test('nothing starts any more after a failure or after being given up', async () => {
  const started: number[] = [];
  const work = inParallel(numbers, AbortSignal.timeout(5000), async (number) => {
    started.push(number);
    await turn();
    if (number === 3) throw new Error('three');
  });
  await expect(work).rejects.toThrow('three');
  await turn();
  expect(started.length).toBeLessThan(12);
  const given = inParallel(numbers, AbortSignal.abort(new Error('enough')), async () => turn());
  await expect(given).rejects.toThrow('enough');
});
