import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountSearches,
  canBeLogin,
  chunkIds,
  inIds,
  isNativeId,
  isSearchableId,
  likeLogin,
  quote,
} from '#connectors/foreman/search.ts';

describe('foreman search text', () => {
  it('escapes backslashes and quotes inside double quotes', () => {
    expect(quote('EX\\carol')).toBe(String.raw`"EX\\carol"`);
    expect(quote('empty, "quoted" \\ group')).toBe(String.raw`"empty, \"quoted\" \\ group"`);
  });

  it('escapes the pattern first and the quotes after, as the contract spells out', () => {
    expect(likeLogin('EX\\carol')).toBe(String.raw`login ~ "EX\\\\carol"`);
    expect(likeLogin('svc_m')).toBe(String.raw`login ~ "svc\\_m"`);
    expect(likeLogin('50%*off')).toBe('login ~ "50__off"');
  });

  it('asks for every spelling of a short login instead of half of all accounts', () => {
    expect(likeLogin('qa')).toBe('login ^ ("qa","Qa","qA","QA")');
    expect(likeLogin('8')).toBe('login ^ ("8")');
  });

  it('finds ids and logins with one search', () => {
    expect(accountSearches(['5', '8'], ['alice', 'bob'])).toEqual([
      'id ^ (5,8) or login ~ "alice" or login ~ "bob"',
    ]);
    expect(accountSearches([], ['alice'])).toEqual(['login ~ "alice"']);
    expect(accountSearches([], [])).toEqual([]);
  });

  it('never makes an empty list', () => {
    expect(() => inIds('id', [])).toThrow(/empty list/u);
    expect(chunkIds([])).toEqual([]);
  });

  it('keeps every encoded search under the length of a URL and loses nothing', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 2_147_483_647 }).map(String), { maxLength: 1500 });
    const logins = fc.uniqueArray(fc.string({ minLength: 3, maxLength: 100, unit: 'grapheme' }), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(ids, logins, (someIds, someLogins) => {
        const asked = someLogins.filter(canBeLogin);
        const searches = accountSearches(someIds, asked);
        for (const search of searches) {
          expect(`search=${encodeURIComponent(search)}&order=id%20ASC&per_page=all`.length).toBeLessThan(
            6000,
          );
        }
        const all = searches.join(' or ');
        const foundIds = [...all.matchAll(/id \^ \(([\d,]+)\)/gu)].flatMap((match) =>
          (match[1] ?? '').split(','),
        );
        expect(foundIds).toEqual(expect.arrayContaining(someIds));
        for (const login of asked) expect(all).toContain(likeLogin(login));
      }),
      { numRuns: 30 },
    );
  });

  it('asks for 500 ids of six digits with one search', () => {
    const many = Array.from({ length: 500 }, (_, index) => String(100_000 + index));
    expect(accountSearches(many, [])).toHaveLength(1);
  });

  it.each(['', '007', '-5', '5abc', '5-alice', '1e3', ' 5', '５'])('takes %j for no id', (text) => {
    expect(isNativeId(text)).toBe(false);
  });

  it('searches only for ids the column can hold', () => {
    expect(isSearchableId('2147483647')).toBe(true);
    expect(isSearchableId('2147483648')).toBe(false);
    expect(isNativeId('2147483648')).toBe(true);
  });

  it.each(['', ' ', ' alice', 'a\nb', 'a\u0000', '\ud800', 'x'.repeat(256)])(
    'takes %j for no login',
    (text) => {
      expect(canBeLogin(text)).toBe(false);
    },
  );
});
