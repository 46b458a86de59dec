import { afterEach, describe, expect, it } from 'vitest';
import type { AccountsRead } from '#connectors/connector.ts';
import { zephyrConnector } from '#connectors/zephyr/index.ts';
import type { Facet } from '#domain/holdings.ts';
import { collect, json, raw, startFakeZephyr, userRow } from './fake-zephyr.ts';
import type { Answers, FakeZephyr } from './fake-zephyr.ts';

let fake: FakeZephyr;
afterEach(async () => fake.stop());

const roles = [{ id: 3, name: 'tester' }];
const groupSet = [{ id: 8, name: 'QA', disabled: false }];

async function read(
  wanted: { ids?: string[]; logins?: string[] },
  facets: Facet[] = [],
): Promise<AccountsRead> {
  return fake.connector.readAccounts(
    fake.call,
    { ids: wanted.ids ?? [], logins: wanted.logins ?? [] },
    new Set(facets),
  );
}

const everybody = json([
  userRow(-10, { username: 'anyone' }),
  userRow(1),
  userRow(42, { roles, groupSet }),
  userRow(43, { username: 'Mixed.Case' }),
  userRow(42, { username: 'twice' }),
]);

describe('reading one account by id', () => {
  it('takes one call', async () => {
    fake = await startFakeZephyr({ '/latest/user/42': json(userRow(42, { roles, groupSet })) });
    const { found, failed } = await read({ ids: ['42'] }, ['roles', 'groups', 'details']);
    expect(failed).toEqual([]);
    expect(found[0]?.account.login).toBe('user.42');
    expect(found[0]?.holdings).toEqual({
      roles: { ok: true, value: [{ role: { nativeId: '3', name: 'tester', isWhole: false } }] },
      groups: { ok: true, value: [{ group: { nativeId: '8', name: 'QA', isWhole: true } }] },
    });
    expect(found[0]?.details).toMatchObject({ ok: true, value: { kind: 'zephyr' } });
    expect(fake.calls).toEqual(['/latest/user/42']);
  });

  it.each([500, 404, 204])(
    'and answered with %i is missing when the list does not show it',
    async (status) => {
      fake = await startFakeZephyr({ '/latest/user/9': raw(status), '/latest/user': everybody });
      expect(await read({ ids: ['9'] })).toEqual({ found: [], failed: [] });
      expect(fake.calls).toEqual(['/latest/user/9', '/latest/user']);
    },
  );

  it.each([
    [500, 'UPSTREAM_UNAVAILABLE'],
    [404, 'UPSTREAM_BAD_RESPONSE'],
    [204, 'UPSTREAM_BAD_RESPONSE'],
  ])('and answered with %i has failed when the list shows it', async (status, code) => {
    fake = await startFakeZephyr({ '/latest/user/42': raw(status), '/latest/user': everybody });
    const { found, failed } = await read({ ids: ['42'] });
    expect(found).toEqual([]);
    expect(failed).toEqual([
      { wanted: { id: '42' }, error: expect.objectContaining({ code, system: 'zephyr' }) },
    ]);
    expect(fake.calls.filter((path) => path === '/latest/user/42')).toHaveLength(1);
  });

  it('and answered with 500 has failed when the list fails', async () => {
    fake = await startFakeZephyr({ '/latest/user/42': raw(500), '/latest/user': raw(503) });
    expect((await read({ ids: ['42'] })).failed).toHaveLength(1);
  });

  it('reports one that is hidden', async () => {
    fake = await startFakeZephyr({
      '/latest/user/42': json({ errorMsg: 'No access', errorCode: 'Forbidden' }, 403),
    });
    const { failed } = await read({ ids: ['42'] });
    expect(failed[0]).toMatchObject({ wanted: { id: '42' }, error: { code: 'UPSTREAM_FORBIDDEN' } });
    expect(fake.calls).toHaveLength(1);
  });

  it('does not take somebody else for the one asked for', async () => {
    fake = await startFakeZephyr({ '/latest/user/42': json(userRow(43)) });
    const { found, failed } = await read({ ids: ['42'] });
    expect(found).toEqual([]);
    expect(failed[0]).toMatchObject({ error: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('keeps ids beyond 2^53 exact', async () => {
    const id = '9007199254740993';
    const text = JSON.stringify(userRow(1)).replace('"id":1', `"id":${id}`);
    fake = await startFakeZephyr({ [`/latest/user/${id}`]: raw(200, text) });
    expect((await read({ ids: [id] })).found[0]?.account.nativeId).toBe(id);
  });

  it.each(['0', '-10', '007', 'all', '1/../2', '4 2', '1e3', '9'.repeat(20)])(
    'asks nothing about %s, which is nobody',
    async (id) => {
      fake = await startFakeZephyr({});
      expect(await read({ ids: [id] })).toEqual({ found: [], failed: [] });
      expect(fake.calls).toEqual([]);
    },
  );

  it('throws for refused credentials and does not try them again', async () => {
    fake = await startFakeZephyr({ '/latest/user/42': raw(401) });
    await expect(read({ ids: ['42'] })).rejects.toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('reading several accounts, or any by login', () => {
  it('takes one call however many', async () => {
    const rows = Array.from({ length: 150 }, (_, index) => userRow(index + 1, { roles, groupSet }));
    fake = await startFakeZephyr({ '/latest/user': json(rows) });
    const ids = Array.from({ length: 100 }, (_, index) => String(index + 1));
    const { found } = await read({ ids }, ['roles', 'groups', 'details']);
    expect(found.map((one) => one.account.nativeId)).toEqual(ids);
    expect(fake.calls).toEqual(['/latest/user']);
  });

  it('compares logins ignoring case, gives each account once, and leaves out pseudo-users', async () => {
    fake = await startFakeZephyr({ '/latest/user': everybody });
    const { found, failed } = await read({
      ids: ['42', '999', '-10'],
      logins: ['MIXED.case', 'USER.42', 'anyone', 'nobody'],
    });
    expect(found.map((one) => one.account.login)).toEqual(['user.42', 'Mixed.Case']);
    expect(failed).toEqual([]);
  });

  it('starts at the number that is configured', async () => {
    fake = await startFakeZephyr(
      { '/latest/user/1': json(userRow(1)), '/latest/user/42': json(userRow(42)) },
      { settings: { listThreshold: 3 } },
    );
    expect((await read({ ids: ['1', '42'] })).found).toHaveLength(2);
    expect(fake.calls.toSorted()).toEqual(['/latest/user/1', '/latest/user/42']);
  });

  it('throws when the list is refused', async () => {
    fake = await startFakeZephyr({ '/latest/user': json({ errorMsg: 'No' }, 403) });
    await expect(read({ logins: ['a'] })).rejects.toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      system: 'zephyr',
    });
  });

  it('reads by id those whose row does not tell what is asked for', async () => {
    fake = await startFakeZephyr({
      '/latest/user': json([userRow(1, { groupSet: undefined }), userRow(2), userRow(3, { groupSet: null })]),
      '/latest/user/1': json(userRow(1, { groupSet: undefined, groups: groupSet })),
      '/latest/user/3': json(userRow(3, { groupSet: null })),
    });
    const { found } = await read({ ids: ['1', '2', '3'] }, ['groups']);
    expect(found.map((one) => one.holdings.groups)).toEqual([
      { ok: true, value: [{ group: { nativeId: '8', name: 'QA', isWhole: true } }] },
      { ok: true, value: [] },
      { ok: true, value: [] },
    ]);
    expect(fake.calls.toSorted()).toEqual(['/latest/user', '/latest/user/1', '/latest/user/3']);
  });

  it('asks no more about rows that lack only what nobody wants', async () => {
    fake = await startFakeZephyr({ '/latest/user': json([userRow(1, { groupSet: undefined }), userRow(2)]) });
    await read({ ids: ['1', '2'] }, ['roles']);
    expect(fake.calls).toEqual(['/latest/user']);
  });

  it('never says "no groups" of what cannot be known: only that facet fails', async () => {
    fake = await startFakeZephyr({
      '/latest/user': json([
        userRow(1, { groupSet: undefined, roles }),
        userRow(2, { groupSet: 'QA' }),
        userRow(3),
      ]),
      '/latest/user/1': json(userRow(1, { groupSet: undefined, roles })),
      '/latest/user/2': raw(403),
    });
    const { found } = await read({ ids: ['1', '2'] }, ['roles', 'groups']);
    expect(found[0]?.holdings.groups).toMatchObject({ ok: false, error: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(found[0]?.holdings.roles).toMatchObject({ ok: true, value: [{ role: { nativeId: '3' } }] });
    expect(found[1]?.holdings.groups).toMatchObject({ ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } });
    expect(found[1]?.holdings.roles).toEqual({ ok: true, value: [] });
  });
});

describe('listing accounts', () => {
  it('takes one call, gives each person once and no pseudo-user', async () => {
    fake = await startFakeZephyr({ '/latest/user': everybody });
    const accounts = await collect(fake.connector.listAccounts(fake.call));
    expect(accounts.map((account) => account.nativeId)).toEqual(['1', '42', '43']);
    expect(fake.calls).toEqual(['/latest/user']);
  });

  it('reads answers far larger than ordinary ones, in slices', async () => {
    const rows = Array.from({ length: 4500 }, (_, index) => userRow(index + 1));
    fake = await startFakeZephyr({ '/latest/user': json(rows) });
    const sizes: number[] = [];
    for await (const page of fake.connector.listAccounts(fake.call)) sizes.push(page.length);
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 500]);
  });

  it.each<[string, Answers[string], string]>([
    ['a page', raw(200, '<html>Sign in</html>', 'text/html'), 'root of the server'],
    ['a page that calls itself JSON', raw(200, '<!doctype html>'), 'root of the server'],
    ['nothing', raw(200), 'root of the server'],
    ['an object', json({ results: [] }), 'the whole body'],
    ['a row without id', json([userRow(1), { username: 'x' }]), '[1].id'],
    ['half an answer', raw(200, '[{"id": 1,'), 'expected JSON'],
  ])('refuses %s, saying what is wrong', async (_, answer, hint) => {
    fake = await startFakeZephyr({ '/latest/user': answer });
    const listing = collect(fake.connector.listAccounts(fake.call));
    await expect(listing).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      system: 'zephyr',
      message: expect.stringContaining(hint) as string,
    });
  });

  it('sends its credentials and never a cookie', async () => {
    fake = await startFakeZephyr({ '/latest/user': everybody });
    await collect(fake.connector.listAccounts(fake.call));
    await collect(fake.connector.listAccounts(fake.call));
    expect(fake.headers.map((sent) => [sent.authorization, sent.cookie])).toEqual([
      ['Bearer 0123', undefined],
      ['Bearer 0123', undefined],
    ]);
  });
});

describe('the account whose credentials are used', () => {
  it('takes one call with roles and groups', async () => {
    fake = await startFakeZephyr({ '/latest/user/current': json(userRow(5, { roles, groupSet })) });
    const read = await fake.connector.readCurrentAccount(fake.call, new Set(['roles', 'groups'] as const));
    expect(read.account.nativeId).toBe('5');
    expect(read.holdings.roles).toMatchObject({ ok: true, value: [{ role: { nativeId: '3' } }] });
    expect(fake.calls).toEqual(['/latest/user/current']);
  });

  it('is not the pseudo-user', async () => {
    fake = await startFakeZephyr({ '/latest/user/current': json(userRow(-10)) });
    const reading = fake.connector.readCurrentAccount(fake.call, new Set());
    await expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});

describe('an address with too much behind it', () => {
  it.each([
    '/',
    '/flex/html5/',
    '/flex/html5/index.html',
    '/flex',
    '/flex/services/rest/latest',
    '/flex/services/rest/v3/',
    '/flex/html5/?tab=users#/main',
  ])('is cut down to the root of the server: %s', async (below) => {
    fake = await startFakeZephyr({ '/latest/user/current': json(userRow(5)) }, { below });
    const read = await fake.connector.readCurrentAccount(fake.call, new Set());
    expect(read.account.nativeId).toBe('5');
  });

  it('keeps a path the server itself stands below', async () => {
    fake = await startFakeZephyr(
      { '/tools/flex/services/rest/latest/user/current': json(userRow(5)) },
      { below: '/tools/flex/html5/' },
    );
    const read = await fake.connector.readCurrentAccount(fake.call, new Set());
    expect(read.account.nativeId).toBe('5');
  });

  it('keeps a path that only begins alike', () => {
    const address = (path: string) => new URL(`https://acme.example${path}`);
    for (const path of ['/flexible', '/flex/html5x', '/a/flex/b']) {
      expect(zephyrConnector.normalizeUrl?.(address(path)).href).toBe(address(path).href);
    }
  });
});
