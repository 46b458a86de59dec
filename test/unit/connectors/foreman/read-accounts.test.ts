import { afterEach, describe, expect, it } from 'vitest';
import type { AccountsRead } from '#connectors/connector.ts';
import type { Facet } from '#domain/holdings.ts';
import { callAs, connectTo, forbidden, startFakeServer } from './fake-server.ts';
import type { Answer, FakeServer, Setting } from './fake-server.ts';
import { smallForeman, userRow } from './small-foreman.ts';
import type { SmallState } from './small-foreman.ts';

let server: FakeServer;
afterEach(async () => server.stop());

const upTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}`);

/** A caller, and accounts in nested groups: 1 has roles by itself, 2 is in `ops`, which is inside of `all`. */
function company(size: number, extra: Partial<SmallState> = {}): SmallState {
  return {
    users: upTo(size).map((id) => ({
      id: Number(id),
      login: `user${id}`,
      admin: id === '1',
      roles: Number(id) % 2 === 1 ? [1, 8] : [1],
    })),
    groups: [
      { id: 2, name: 'ops', users: [2, 3], roles: [9] },
      { id: 3, name: 'all', users: [1], children: [2], roles: [8, 9] },
      // A ring, which Foreman refuses to make; reading one must end all the same.
      { id: 4, name: 'ring', users: [4], children: [5] },
      { id: 5, name: 'ring two', children: [4] },
    ],
    roles: [
      { id: 1, name: 'Default role', builtin: 2 },
      { id: 8, name: 'Viewer' },
      { id: 9, name: 'Help desk' },
    ],
    ...extra,
  };
}

interface Limit {
  readonly search: string | null;
  readonly 'unlimited?'?: boolean;
  readonly organizations?: readonly unknown[];
  readonly locations?: readonly unknown[];
}

async function read(
  answer: Answer,
  wanted: { ids?: readonly string[]; logins?: readonly string[] },
  facets: readonly Facet[] = [],
  setting: Setting = {},
): Promise<AccountsRead> {
  server = await startFakeServer(answer);
  return connectTo(server, setting).readAccounts(
    callAs(),
    { ids: wanted.ids ?? [], logins: wanted.logins ?? [] },
    new Set(facets),
  );
}

const loginsOf = (answer: AccountsRead): readonly string[] => answer.found.map((one) => one.account.login);

/** Holdings in a form that can be read: `Viewer`, `Help desk via ops`. */
function holdingsOf(answer: AccountsRead): Record<string, unknown> {
  return Object.fromEntries(
    answer.found.map(({ account, holdings }) => {
      const { roles, groups } = holdings;
      const via = (held: { via?: unknown }): string =>
        held.via === undefined ? '' : ` via ${(held.via as { group: { name: string } }).group.name}`;
      return [
        account.login,
        {
          roles: roles?.ok === true ? roles.value.map((held) => `${held.role.name}${via(held)}`) : roles,
          groups: groups?.ok === true ? groups.value.map((held) => held.group.name) : groups,
        },
      ];
    }),
  );
}

describe('light accounts', () => {
  it('are found with one search, by id and login at once', async () => {
    const answer = await read(smallForeman(company(20)), {
      ids: ['3', '5', '999'],
      logins: ['USER7', 'nobody'],
    });
    expect(loginsOf(answer)).toEqual(['user3', 'user5', 'user7']);
    expect(answer.failed).toEqual([]);
    expect(server.asked).toEqual([
      '/api/users?search=id ^ (3,5,999) or login ~ "user7" or login ~ "nobody"&order=id ASC&per_page=all'.replace(
        'user7',
        'USER7',
      ),
    ]);
  });

  it('are those with the login, not those that contain it', async () => {
    const answer = await read(smallForeman(company(20)), { logins: ['user1'] });
    expect(loginsOf(answer)).toEqual(['user1']);
  });

  it('cost no call where nothing can be meant', async () => {
    const answer = await read(smallForeman(company(3)), {
      ids: ['abc', '5-alice', '007'],
      logins: ['', ' '],
    });
    expect(answer).toEqual({ found: [], failed: [] });
    expect(server.asked).toEqual([]);
  });

  it('are asked for in several searches when one would be too long', async () => {
    const ids = Array.from({ length: 1500 }, (_, index) => String(1_000_000 + index));
    await read(smallForeman(company(3)), { ids });
    expect(server.asked).toHaveLength(3);
  });

  it('come once even if the server repeats them, and never unasked', async () => {
    const rows = [
      userRow({ id: 3, login: 'three' }),
      userRow({ id: 3, login: 'three' }),
      userRow({ id: 4, login: 'x' }),
    ];
    const answer = await read(() => ({ body: { subtotal: 2, results: rows } }), { ids: ['3'] });
    expect(loginsOf(answer)).toEqual(['three']);
  });

  it('are looked up one by one where the number is too large to search for', async () => {
    const answer = await read(smallForeman(company(3)), { ids: ['2', '9999999999'] });
    expect(loginsOf(answer)).toEqual(['user2']);
    expect(server.asked.toSorted()).toEqual([
      '/api/users/9999999999',
      '/api/users?search=id ^ (2)&order=id ASC&per_page=all',
    ]);
  });

  it('are read page by page where the server does not know per_page=all', async () => {
    const plain = smallForeman(company(60));
    const answer = await read(
      async (asked) =>
        asked.query.get('per_page') === 'all' ? { body: { subtotal: 60, results: [] } } : plain(asked),
      { ids: upTo(60) },
      [],
      { settings: { pageSize: 20 } },
    );
    expect(answer.found).toHaveLength(60);
  });

  it('carry details without a further call', async () => {
    const answer = await read(smallForeman(company(3)), { ids: ['2'] }, ['details']);
    expect(answer.found[0]?.details).toMatchObject({
      ok: true,
      value: { kind: 'foreman', authSource: 'Internal' },
    });
    expect(server.asked).toHaveLength(1);
  });

  it('are hidden, save for the own one, from who may not list accounts', async () => {
    const state = company(5, { callerId: 2, forbidden: ['/api/users'] });
    const answer = await read(smallForeman(state), { ids: ['2', '3'], logins: ['user4', 'USER2'] });
    expect(loginsOf(answer)).toEqual(['user2']);
    expect(answer.failed).toMatchObject([
      { wanted: { id: '3' }, error: { code: 'UPSTREAM_FORBIDDEN' } },
      { wanted: { login: 'user4' }, error: { code: 'UPSTREAM_FORBIDDEN' } },
    ]);
  });

  it('are shown one by one by a server older than 3.2', async () => {
    const answer = await read(smallForeman(company(20, { isOld: true })), {
      ids: ['3', '5', '999'],
      logins: ['user7'],
    });
    expect(loginsOf(answer).toSorted()).toEqual(['user3', 'user5', 'user7']);
    expect(server.asked).toContain('/api/users?search=login ~ "user7"&order=login ASC&per_page=all');
  });

  it('are picked out of all accounts of a server older than 3.2 where they are many', async () => {
    server = await startFakeServer(smallForeman(company(300, { isOld: true })));
    const connector = connectTo(server);
    const ids = upTo(100);
    const first = await connector.readAccounts(callAs(), { ids, logins: [] }, new Set());
    expect(first.found).toHaveLength(100);
    const callsOfFirst = server.asked.length;
    await connector.readAccounts(callAs(), { ids, logins: [] }, new Set());
    expect(server.asked.length - callsOfFirst).toBe(2);
  });
});

describe('accounts with roles and groups', () => {
  it('are shown where they are few: one call each', async () => {
    const answer = await read(smallForeman(company(50)), { ids: ['2', '3', '999'] }, ['roles', 'groups']);
    expect(holdingsOf(answer)).toEqual({
      user2: { roles: ['Help desk via ops', 'Viewer via all', 'Help desk via all'], groups: ['ops'] },
      user3: {
        roles: ['Viewer', 'Help desk via ops', 'Viewer via all', 'Help desk via all'],
        groups: ['ops'],
      },
    });
    expect(server.asked).toHaveLength(3);
  });

  it('never mistake a login made of digits for an id', async () => {
    const state = company(5);
    const users = [...state.users, { id: 34, login: '8' }];
    const answer = await read(smallForeman({ ...state, users }), { ids: ['8'] }, ['groups']);
    expect(answer).toEqual({ found: [], failed: [] });
  });

  it('cost one search and one show where one is named by a login', async () => {
    const answer = await read(smallForeman(company(50)), { logins: ['USER2'] }, ['groups']);
    expect(holdingsOf(answer)).toEqual({ user2: { roles: undefined, groups: ['ops'] } });
    expect(server.asked).toHaveLength(2);
    expect(server.asked[1]).toBe('/api/users/2');
  });

  it('cost as many calls as there are groups and roles where they are many, and say the same', async () => {
    const state = company(120);
    const ids = upTo(100);
    const graph = await read(smallForeman(state), { ids }, ['roles', 'groups']);
    // Who calls, two lists, four groups, two roles that can be held, one search for the accounts.
    expect(server.asked).toHaveLength(1 + 2 + 4 + 2 + 1);
    expect(server.asked.filter((one) => one.startsWith('/api/users/'))).toEqual([]);
    await server.stop();

    server = await startFakeServer(smallForeman(state));
    const connector = connectTo(server);
    const shown = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        connector.readAccounts(
          callAs(),
          { ids: ids.slice(index * 5, index * 5 + 5), logins: [] },
          new Set(['roles', 'groups']),
        ),
      ),
    );
    expect(holdingsOf(graph)).toEqual(Object.assign({}, ...shown.map(holdingsOf)));
  });

  it('cost fewer calls still where only groups are asked for, and no more the second time', async () => {
    server = await startFakeServer(smallForeman(company(120)));
    const connector = connectTo(server);
    const wanted = { ids: upTo(100), logins: [] };
    await connector.readAccounts(callAs(), wanted, new Set(['groups']));
    expect(server.asked).toHaveLength(1 + 1 + 4 + 1);
    await connector.readAccounts(callAs(), wanted, new Set(['groups']));
    expect(server.asked).toHaveLength(7 + 6);
  });

  it('are shown where there are more groups and roles than accounts, which is found out only once', async () => {
    const groups = Array.from({ length: 40 }, (_, index) => ({
      id: index + 1,
      name: `g${index}`,
      users: [1],
    }));
    server = await startFakeServer(smallForeman(company(50, { groups })));
    const connector = connectTo(server);
    const wanted = { ids: upTo(20), logins: [] };
    await connector.readAccounts(callAs(), wanted, new Set(['roles']));
    expect(server.asked).toHaveLength(1 + 2 + 20);
    await connector.readAccounts(callAs(), wanted, new Set(['roles']));
    expect(server.asked).toHaveLength(23 + 20);
  });

  it.each([
    ['by a search', { search: 'name ~ ops', organizations: [], locations: [] }],
    ['by places', { search: null, 'unlimited?': false }],
    ['by the places of the role', { search: null, organizations: [{ id: 3 }], locations: [] }],
    ['in a way it does not tell', { search: null }],
  ])(
    'are shown to a caller whose filter is limited %s',
    async (_, { organizations, locations, ...limit }: Limit) => {
      const role = { id: 8, organizations, locations };
      const limited = { id: 1, ...limit, role, permissions: [{ name: 'view_usergroups' }] };
      const roles = { id: 2, search: null, 'unlimited?': true, role, permissions: [{ name: 'view_roles' }] };
      const state = company(30, { callerId: 3, filters: [limited, roles] });
      const answer = await read(smallForeman(state), { ids: upTo(20) }, ['groups']);
      expect(answer.found).toHaveLength(20);
      expect(server.asked.filter((one) => /^\/api\/users\/\d+$/u.test(one))).toHaveLength(20);
    },
  );

  it('come from the graph for a caller who is no administrator but sees all groups and roles', async () => {
    const filters = [
      {
        id: 1,
        search: null,
        'unlimited?': true,
        role: { id: 8 },
        permissions: [{ name: 'view_usergroups' }],
      },
      {
        id: 2,
        search: null,
        role: { id: 8, organizations: [], locations: [] },
        permissions: [{ name: 'view_roles' }],
      },
    ];
    const answer = await read(smallForeman(company(30, { callerId: 3, filters })), { ids: upTo(20) }, [
      'groups',
    ]);
    expect(answer.found).toHaveLength(20);
    expect(server.asked.filter((one) => /^\/api\/users\/\d+$/u.test(one))).toEqual([]);
  });

  it('lose only the facets of a part that fails', async () => {
    const plain = smallForeman(company(30));
    const answer = await read(
      async (asked) => {
        const isRole = asked.query.get('search')?.startsWith('role_id = 9') === true;
        return isRole ? { status: 500, body: { error: { message: 'PG::Error: SELECT' } } } : plain(asked);
      },
      { ids: upTo(20) },
      ['roles', 'groups'],
    );
    expect(answer.found).toHaveLength(20);
    expect(answer.found[0]?.holdings.groups).toMatchObject({ ok: true });
    expect(answer.found[0]?.holdings.roles).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect(JSON.stringify(answer.found[0]?.holdings.roles)).not.toContain('SELECT');
  });

  it('fail one by one: a hidden one is forbidden, a broken one is not usable, the rest stand', async () => {
    const plain = smallForeman(company(5));
    const answer = await read(
      async (asked) => {
        if (asked.path === '/api/users/2') return forbidden;
        if (asked.path === '/api/users/3') return { body: { id: 3 } };
        return plain(asked);
      },
      { ids: ['1', '2', '3'] },
      ['groups'],
    );
    expect(loginsOf(answer)).toEqual(['user1']);
    expect(answer.failed).toMatchObject([
      { wanted: { id: '2' }, error: { code: 'UPSTREAM_FORBIDDEN', system: 'foreman' } },
      { wanted: { id: '3' }, error: { code: 'UPSTREAM_BAD_RESPONSE' } },
    ]);
    expect(answer.failed[0]?.error.message).toContain('view_users');
    expect(answer.failed[1]?.error.message).toContain('login');
  });

  it('do not look like holding nothing where the answer lacks the key', async () => {
    const answer = await read(() => ({ body: userRow({ id: 5, login: 'five' }) }), { ids: ['5'] }, [
      'roles',
      'groups',
    ]);
    expect(answer.found[0]?.holdings.roles).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_BAD_RESPONSE' },
    });
    expect(answer.found[0]?.holdings.groups).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_BAD_RESPONSE' },
    });
  });
});

describe('roles of a show', () => {
  it('are not known where a group came without its roles', async () => {
    const show = {
      ...userRow({ id: 5, login: 'five' }),
      roles: [{ id: 8, name: 'Viewer' }],
      usergroups: [],
      cached_usergroups: [{ id: 2, name: 'ops' }],
    };
    const answer = await read(() => ({ body: show }), { ids: ['5'] }, ['roles', 'groups']);
    expect(answer.found[0]?.holdings.roles).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_BAD_RESPONSE' },
    });
    expect(answer.found[0]?.holdings.groups).toEqual({ ok: true, value: [] });
  });
});

describe('the current account', () => {
  it('is read with everything in one call, and never in a context', async () => {
    server = await startFakeServer(smallForeman(company(5)));
    const connector = connectTo(server, { settings: { organizationId: 3 } });
    const answer = await connector.readCurrentAccount(callAs(), new Set(['roles', 'groups', 'details']));
    expect(answer.account).toMatchObject({ login: 'user1', isAdministrator: true });
    expect(answer.holdings.groups).toMatchObject({ ok: true });
    expect(server.asked).toEqual(['/api/current_user']);
  });
});

describe('listing accounts', () => {
  it('reads pages of the configured size in an order that loses nobody', async () => {
    server = await startFakeServer(smallForeman(company(65)));
    const ids: string[] = [];
    for await (const page of connectTo(server, { settings: { pageSize: 20 } }).listAccounts(callAs())) {
      ids.push(...page.map((account) => account.nativeId));
    }
    expect(ids).toEqual(upTo(65));
    expect(server.asked.toSorted()).toEqual(
      [1, 2, 3, 4].map((page) => `/api/users?order=id ASC&page=${page}&per_page=20`),
    );
  });

  it('names the path of a row without an id', async () => {
    server = await startFakeServer(() => ({ body: { subtotal: 1, results: [{ login: 'alice' }] } }));
    const first = connectTo(server).listAccounts(callAs())[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('results[0].id') as string,
    });
  });

  it('stays in the configured context', async () => {
    server = await startFakeServer(smallForeman(company(5)));
    const connector = connectTo(server, { settings: { organizationId: 'A&B', locationId: 7 } });
    for await (const page of connector.listAccounts(callAs())) expect(page).toHaveLength(5);
    expect(server.asked).toEqual([
      '/api/users?order=id ASC&page=1&per_page=250&organization_id=A&B&location_id=7',
    ]);
  });
});
