import { expect, it } from 'vitest';
import { createLiveServing } from '#server/live-serving.ts';
import type { Serving } from '#server/serving.ts';

it('the end of a request is told when its last hold is let go, whoever else still holds', () => {
  const live = createLiveServing({} as Serving);
  const [one, other] = [live.borrow(), live.borrow()];
  let ends = 0;
  one.onEnd(() => (ends += 1));
  one.hold();
  one.letGo();
  expect(ends).toBe(0);
  one.letGo();
  expect(ends).toBe(1);
  other.letGo();
  expect(ends).toBe(1);
});

it('the end is told at once where it has been', () => {
  const borrowed = createLiveServing({} as Serving).borrow();
  borrowed.letGo();
  let ends = 0;
  borrowed.onEnd(() => (ends += 1));
  expect(ends).toBe(1);
});
