import { describe, expect, it } from 'vitest';
import { areShowsCheaper } from '#connectors/foreman/holdings-planner.ts';

const wanted = (count: number, logins = 0): { ids: string[]; logins: string[] } => ({
  ids: Array.from({ length: count }, (_, index) => String(index + 1)),
  logins: Array.from({ length: logins }, (_, index) => `login${index}`),
});

describe('showing accounts or reading all groups and roles', () => {
  it('weighs one show for each against searches, lists, groups and roles', () => {
    const sizes = { groups: 6, roles: 15 };
    // 1 search, 2 lists, 6 groups, 15 roles.
    expect(areShowsCheaper(wanted(24), sizes, true, false)).toBe(true);
    expect(areShowsCheaper(wanted(25), sizes, true, false)).toBe(false);
    // Groups only: 1 search, 1 list, 6 groups.
    expect(areShowsCheaper(wanted(8), sizes, false, false)).toBe(true);
    expect(areShowsCheaper(wanted(9), sizes, false, false)).toBe(false);
  });

  it('does not count lists that are read already', () => {
    const sizes = { groups: 6, roles: 15 };
    expect(areShowsCheaper(wanted(22), sizes, true, true)).toBe(true);
    expect(areShowsCheaper(wanted(23), sizes, true, true)).toBe(false);
  });

  it('counts the search that logins need before they can be shown', () => {
    expect(areShowsCheaper(wanted(20, 3), { groups: 22, roles: 0 }, false, false)).toBe(true);
    expect(areShowsCheaper(wanted(20, 3), { groups: 21, roles: 0 }, false, false)).toBe(false);
  });
});
