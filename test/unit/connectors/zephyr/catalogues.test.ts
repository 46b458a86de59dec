import { afterEach, describe, expect, it } from 'vitest';
import { collect, json, raw, startFakeZephyr, userRow } from './fake-zephyr.ts';
import type { Answers, FakeZephyr } from './fake-zephyr.ts';

let fake: FakeZephyr;
afterEach(async () => fake.stop());

const manager = { id: 1, name: 'manager', description: 'All apps', hasManagerApp: true };
const desk = {
  id: 106,
  name: 'Admin desk ',
  description: null,
  roleTemplate: { templateApps: '{"apps":[]}' },
};
const people = json([
  userRow(-10, { roles: [manager] }),
  userRow(1, { roles: [manager], groupSet: [{ id: 8, name: 'QA' }] }),
  userRow(2, { roles: [manager, desk] }),
]);
const nameOf = (one: { readonly name?: string | undefined }): string | undefined => one.name;

async function names<T extends { readonly name?: string | undefined }>(
  pages: AsyncIterable<readonly T[]> | undefined,
): Promise<(string | undefined)[]> {
  return (await collect(pages ?? [])).map(nameOf);
}

describe('roles', () => {
  const withList: Answers = {
    '/v3/role': json([manager, desk, { id: 3, name: 'tester' }, manager]),
    '/latest/user': people,
    '/latest/admin/app': json([{ id: 2, name: 'User Setup', desktopLevel: 1 }]),
    '/v3/role/permission': (query) =>
      json(query.get('roleid') === '1' ? [{ applicationName: 2 }, { applicationName: '77' }] : []),
  };

  it('are listed in one call, each once, names as they are', async () => {
    fake = await startFakeZephyr(withList);
    expect(await names(fake.connector.roles?.list(fake.call))).toEqual(['manager', 'Admin desk ', 'tester']);
    expect(fake.calls).toEqual(['/v3/role']);
  });

  it('are read with what they allow', async () => {
    fake = await startFakeZephyr(withList);
    const roles = await fake.connector.roles?.read(fake.call, ['1', '106', '999']);
    expect([...(roles?.values() ?? [])]).toEqual([
      {
        nativeId: '1',
        name: 'manager',
        description: 'All apps',
        permissions: ['User Setup', '77'],
        isWhole: true,
      },
      { nativeId: '106', name: 'Admin desk ', permissions: [], isWhole: true },
    ]);
    expect(fake.calls).toHaveLength(4);
  });

  it.each([404, 405])(
    'do not tell what they allow where that is answered with %i, asked once',
    async (status) => {
      fake = await startFakeZephyr({ ...withList, '/v3/role/permission': raw(status) });
      const read = async (): Promise<unknown> =>
        [...((await fake.connector.roles?.read(fake.call, ['1', '3', '106'])) ?? [])].map(
          ([, role]) => role.permissions,
        );
      expect(await read()).toEqual([undefined, undefined, undefined]);
      await read();
      expect(fake.calls.filter((path) => path.startsWith('/v3/role/permission'))).toHaveLength(1);
    },
  );

  it('do not tell what they allow where that comes in another shape', async () => {
    fake = await startFakeZephyr({ ...withList, '/latest/admin/app': json({ apps: [] }) });
    const role = (await fake.connector.roles?.read(fake.call, ['1']))?.get('1');
    expect(role).toEqual({ nativeId: '1', name: 'manager', description: 'All apps', isWhole: true });
  });

  it.each([404, 405, 403, 500])(
    'are those that users have where the list is answered with %i',
    async (status) => {
      fake = await startFakeZephyr({ '/v3/role': raw(status), '/latest/user': people });
      expect(await names(fake.connector.roles?.list(fake.call))).toEqual(['manager', 'Admin desk ']);
    },
  );

  it('are not asked for again soon on a path that is not there, except for fresh data', async () => {
    fake = await startFakeZephyr({ '/latest/user': people });
    await names(fake.connector.roles?.list(fake.call));
    await names(fake.connector.roles?.list(fake.call));
    expect(fake.calls.filter((path) => path === '/v3/role')).toHaveLength(1);
    await names(fake.connector.roles?.list({ ...fake.call, isFresh: true }));
    expect(fake.calls.filter((path) => path === '/v3/role')).toHaveLength(2);
  });

  it.each([401, 503])('fail where the list is answered with %i', async (status) => {
    fake = await startFakeZephyr({ '/v3/role': raw(status), '/latest/user': people });
    await expect(names(fake.connector.roles?.list(fake.call))).rejects.toMatchObject({ httpStatus: status });
    expect(fake.calls).toEqual(['/v3/role']);
  });

  it('know who holds them from the list of users', async () => {
    fake = await startFakeZephyr(withList);
    const holders = await collect(fake.connector.roles?.holders?.(fake.call, '106') ?? []);
    expect(holders.map((account) => account.nativeId)).toEqual(['2']);
    expect(fake.calls).toEqual(['/latest/user']);
  });

  it('tell a role nobody holds from one that does not exist', async () => {
    fake = await startFakeZephyr(withList);
    const holdersOf = async (id: string): Promise<unknown> => {
      for await (const page of fake.connector.roles?.holders?.(fake.call, id) ?? []) return page;
      return [];
    };
    expect(await holdersOf('3')).toEqual([]);
    await expect(holdersOf('999')).rejects.toMatchObject({ code: 'NOT_FOUND', system: 'zephyr' });
  });
});

describe('groups', () => {
  const group = (id: number): object => ({ id, name: `Group ${id}`, disabled: false });
  const groups = (from: number, to: number): object[] =>
    Array.from({ length: to - from }, (_, index) => group(from + index));
  const envelope = (rows: object[]): object => ({
    firstResult: 0,
    resultSize: 0,
    pageNumber: 10,
    results: rows,
  });

  it.each([
    ['in an envelope whose counters are wrong', envelope],
    ['as a bare array', (rows: object[]): object => rows],
  ])('are paged by what came, %s', async (_, wrap) => {
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': (query) => {
        const offset = Number(query.get('offset'));
        return json(wrap(groups(1, 604).slice(offset, offset + Number(query.get('pagesize')))));
      },
    });
    const listed = await names(fake.connector.groups?.list(fake.call));
    expect(new Set(listed).size).toBe(603);
    expect(listed).toHaveLength(603);
    expect(fake.calls).toHaveLength(2);
  });

  it('are all found on a server with smaller pages than asked for', async () => {
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': (query) => {
        const offset = Number(query.get('offset'));
        return json(envelope(groups(1, 24).slice(offset, offset + 10)));
      },
    });
    expect(await names(fake.connector.groups?.list(fake.call))).toHaveLength(23);
  });

  it('are joined by those users are in where the server repeats its page', async () => {
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': json(envelope(groups(101, 111))),
      '/latest/user': people,
    });
    const listed = await names(fake.connector.groups?.list(fake.call));
    expect(listed).toHaveLength(11);
    expect(listed).toContain('QA');
    expect(fake.calls).toHaveLength(3);
  });

  it('survive rows that move between pages', async () => {
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': (query) =>
        json(query.get('offset') === '0' ? groups(1, 401) : groups(399, 404)),
    });
    expect(await names(fake.connector.groups?.list(fake.call))).toHaveLength(403);
  });

  it('end with an error on a server that never ends', async () => {
    let next = 1;
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': () => {
        next += 10;
        return json(groups(next - 10, next));
      },
    });
    await expect(names(fake.connector.groups?.list(fake.call))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });

  it('name the path of a row without an id', async () => {
    fake = await startFakeZephyr({
      '/latest/ui/searchGroups': json([group(1), { name: 'x' }]),
      '/latest/user': people,
    });
    await expect(names(fake.connector.groups?.list(fake.call))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('[1].id') as string,
    });
  });

  it('are those that users are in where the grid does not answer', async () => {
    fake = await startFakeZephyr({ '/latest/user': people });
    expect(await names(fake.connector.groups?.list(fake.call))).toEqual(['QA']);
  });

  it('that only a user tells of are found by id', async () => {
    fake = await startFakeZephyr({ '/latest/ui/searchGroups': json([group(1)]), '/latest/user': people });
    const found = await fake.connector.groups?.read(fake.call, ['1', '8', '9']);
    expect([...(found?.keys() ?? [])]).toEqual(['1', '8']);
    expect(fake.calls).toHaveLength(2);
  });

  it('know their members from the list of users, asking about rows that do not tell', async () => {
    fake = await startFakeZephyr({
      '/latest/user': json([
        userRow(1, { groupSet: [{ id: 8, name: 'QA' }] }),
        userRow(2, { groupSet: undefined }),
      ]),
      '/latest/user/2': json(userRow(2, { groupSet: [{ id: 8, name: 'QA' }] })),
    });
    const members = await collect(fake.connector.groups?.members?.(fake.call, '8') ?? []);
    expect(members.map((account) => account.nativeId)).toEqual(['1', '2']);
  });

  it('do not guess their members where too many rows do not tell', async () => {
    const rows = Array.from({ length: 201 }, (_, index) => userRow(index + 1, { groupSet: undefined }));
    fake = await startFakeZephyr({ '/latest/user': json(rows) });
    const members = collect(fake.connector.groups?.members?.(fake.call, '8') ?? []);
    await expect(members).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('projects', () => {
  const list = json([
    { id: 4, name: 'Payments', description: 'Money', active: true },
    { id: 5, name: 'Search' },
  ]);

  it('are listed in one call', async () => {
    fake = await startFakeZephyr({ '/latest/project/details': list });
    expect(await collect(fake.connector.projects?.list(fake.call) ?? [])).toEqual([
      { nativeId: '4', name: 'Payments', description: 'Money', isActive: true, isWhole: true },
      { nativeId: '5', name: 'Search', isWhole: true },
    ]);
    expect(fake.calls).toHaveLength(1);
  });

  it('are read one by id and several by the list', async () => {
    fake = await startFakeZephyr({
      '/latest/project/details': list,
      '/latest/project/4': json({ id: 4, name: 'Payments' }),
    });
    expect((await fake.connector.projects?.read(fake.call, ['4']))?.get('4')?.name).toBe('Payments');
    expect([...((await fake.connector.projects?.read(fake.call, ['4', '5', '6'])) ?? []).keys()]).toEqual([
      '4',
      '5',
    ]);
    expect(fake.calls).toEqual(['/latest/project/4', '/latest/project/details']);
  });

  it('answered with 500 are missing only where the list does not show them', async () => {
    fake = await startFakeZephyr({
      '/latest/project/details': list,
      '/latest/project/9': raw(500),
      '/latest/project/4': raw(500),
    });
    expect((await fake.connector.projects?.read(fake.call, ['9']))?.size).toBe(0);
    await expect(fake.connector.projects?.read(fake.call, ['4'])).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
  });
});

describe('tokens', () => {
  const tokens = json([
    { id: 1, label: 'ci', createdBy: 5, token: 'b9364433bc252f152cbc72246b9d3d477b0ca4df' },
    { id: 2, label: '', createdBy: 'test.manager' },
  ]);

  it('are those of the caller, without their values', async () => {
    fake = await startFakeZephyr({ '/v3/usertoken/': tokens });
    const listed = (await fake.connector.tokens?.list(fake.call, ['5']))?.get('5');
    expect(
      listed?.ok === true && listed.value.map((token) => [token.ownerId, token.name, token.createdBy]),
    ).toEqual([
      ['5', 'ci', '5'],
      ['5', '', 'test.manager'],
    ]);
    expect(JSON.stringify(listed)).not.toContain('b9364433');
    expect(fake.calls).toEqual(['/v3/usertoken/']);
  });

  it('of several owners are not told, for there is no knowing whose they are', async () => {
    fake = await startFakeZephyr({ '/v3/usertoken/': tokens });
    const listed = await fake.connector.tokens?.list(fake.call, ['5', '6']);
    expect([...(listed?.values() ?? [])]).toMatchObject([
      { ok: false, error: { code: 'SELF_ONLY' } },
      { ok: false, error: { code: 'SELF_ONLY' } },
    ]);
    expect(fake.calls).toEqual([]);
  });
});

describe('the probe', () => {
  it('tells the version and whether there is a list of roles', async () => {
    fake = await startFakeZephyr({
      '/latest/user/current': json(userRow(5)),
      '/flex/version': raw(200, '<node><version>8.2.1</version><build>7</build></node>', 'application/xml'),
      '/v3/role': json([manager]),
    });
    expect(await fake.connector.probe(fake.call)).toEqual({
      version: '8.2.1',
      capabilities: [{ operation: 'LIST_ROLES', support: 'SUPPORTED' }],
    });
    expect(fake.calls.toSorted()).toEqual(['/flex/version?format=xml', '/latest/user/current', '/v3/role']);
  });

  it.each([raw(200, '<html></html>', 'text/html'), raw(500, '<version>9.9</version>'), raw(404)])(
    'does without a version and without a list of roles: %j',
    async (answer) => {
      fake = await startFakeZephyr({ '/latest/user/current': json(userRow(5)), '/flex/version': answer });
      expect(await fake.connector.probe(fake.call)).toMatchObject({
        version: undefined,
        capabilities: [{ operation: 'LIST_ROLES', support: 'EMULATED' }],
      });
    },
  );

  it('offers refused credentials once', async () => {
    fake = await startFakeZephyr({
      '/latest/user/current': json({ message: '{"message":"Bad credentials"}' }, 401),
    });
    await expect(fake.connector.probe(fake.call)).rejects.toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
      message: expect.stringContaining('Bad credentials') as string,
    });
    expect(fake.calls).toEqual(['/latest/user/current']);
  });

  it('hints at the url when there is nothing where the API should be', async () => {
    fake = await startFakeZephyr({});
    await expect(fake.connector.probe(fake.call)).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('root of the server') as string,
    });
  });
});
