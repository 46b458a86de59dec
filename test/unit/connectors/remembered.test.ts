import { describe, expect, it } from 'vitest';
import { createRemembered } from '#connectors/remembered.ts';

describe('what a connector remembers', () => {
  it('is forgotten when it is old, by the clock it was given', () => {
    let now = 1000;
    const remembered = createRemembered<boolean>({ maxAgeMs: 500, now: () => now });
    remembered.set('ada', false);
    now = 1500;
    expect(remembered.get('ada')).toBe(false);
    now = 1501;
    expect(remembered.get('ada')).toBeUndefined();
    expect(remembered.has('ada')).toBe(false);
  });

  it('is bounded: what was not used for longest goes', () => {
    const remembered = createRemembered<number>({ maxAgeMs: 500, now: () => 1, maxEntries: 2 });
    remembered.set('ada', 1).set('ben', 2);
    remembered.get('ada');
    remembered.set('eve', 3);
    expect([...remembered.keys()].toSorted()).toEqual(['ada', 'eve']);
  });
});
