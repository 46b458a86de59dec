import { expect, it } from 'vitest';
import { retryDelayMs } from '#http/retry-delay.ts';

const facts = { failed: 1, retryAfterMs: 0, leftMs: 60_000, random: 1 };

it('doubles with each failure, up to some seconds', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7].map((failed) => retryDelayMs({ ...facts, failed }));
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
});

it('is spread over the whole of it', () => {
  const delays = [0, 0.25, 0.5].map((random) => retryDelayMs({ ...facts, random }));
  expect(delays).toEqual([0, 50, 100]);
});

it('is never less than what the server asked for', () => {
  expect(retryDelayMs({ ...facts, retryAfterMs: 3000 })).toBe(3000);
  expect(retryDelayMs({ ...facts, retryAfterMs: 100 })).toBe(200);
});

it('is none where the time left would be used up by it', () => {
  expect(retryDelayMs({ ...facts, leftMs: 200 })).toBeUndefined();
  expect(retryDelayMs({ ...facts, leftMs: 201 })).toBe(200);
  expect(retryDelayMs({ ...facts, retryAfterMs: 60_000 })).toBeUndefined();
  expect(retryDelayMs({ ...facts, random: 0, leftMs: 0 })).toBeUndefined();
});
