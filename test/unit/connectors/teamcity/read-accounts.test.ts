import { describe, expect, it } from 'vitest';
import { plainUsers, smallTeamCity } from './small-teamcity.ts';
import { callAs, failureOf, startUpstream, testNow } from './upstream.ts';

const call = callAs('root');
const everything = new Set(['roles', 'groups', 'details'] as const);
const nothing = new Set<never>();
const ids = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

describe('reading accounts of TeamCity', () => {
  it('takes one call for a hundred ids, with roles, groups and details', async () => {
    const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(150) }));
    const read = await connector.readAccounts(call, { ids: ids(100), logins: [] }, everything);
    expect(read.found).toHaveLength(100);
    expect(read.failed).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.lineLength).toBeLessThan(4096);
    expect(asked[0]?.accept).toBe('application/json');
  });

  it('mixes ids and logins of any spelling in one call', async () => {
    const users = [
      ...plainUsers(3),
      { ...plainUsers(1)[0], id: 77, username: 'smith (qa), jr' },
      { ...plainUsers(1)[0], id: 78, username: 'jörg+x@example.test' },
    ];
    const { connector, asked } = await startUpstream(smallTeamCity({ users }));
    const wanted = { ids: ['2', '2222222'], logins: ['USER3', 'Smith (QA), Jr', 'jörg+x@example.test'] };
    const read = await connector.readAccounts(call, wanted, nothing);
    expect(read.found.map(({ account }) => account.nativeId)).toEqual(['2', '3', '77', '78']);
    expect(read.failed).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.locator).toContain('username:USER3');
    expect(asked[0]?.locator).toContain('username:($base64:');
  });

  it('keeps every request line under 4 KB', async () => {
    const users = plainUsers(2);
    const { connector, asked } = await startUpstream(smallTeamCity({ users }));
    const logins = Array.from({ length: 230 }, (_, index) => `${index} ${'ä'.repeat(30)}`);
    await connector.readAccounts(call, { ids: ['1', '2'], logins }, everything);
    expect(asked.length).toBeGreaterThan(3);
    for (const { lineLength } of asked) expect(lineLength).toBeLessThan(4096);
  });

  it('reads one account by one call, and takes 404 for missing', async () => {
    const { connector, paths } = await startUpstream(smallTeamCity({ users: plainUsers(2) }));
    const one = await connector.readAccounts(call, { ids: ['2'], logins: [] }, nothing);
    const other = await connector.readAccounts(call, { ids: [], logins: ['nobody'] }, nothing);
    expect(one.found.map(({ account }) => account.login)).toEqual(['user2']);
    expect(other).toEqual({ found: [], failed: [] });
    expect(paths()).toEqual(['/users/id:2', '/users/username:nobody']);
  });

  it('asks nothing for ids that no account can have', async () => {
    const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(2) }));
    const wanted = { ids: ['07', 'x', '1)', '../1', '', '99999999999999999999'], logins: [''] };
    expect(await connector.readAccounts(call, wanted, nothing)).toEqual({ found: [], failed: [] });
    expect(asked).toHaveLength(0);
  });

  it('asks nothing for logins longer than any server keeps, and finds the others', async () => {
    const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(3) }));
    const wanted = { ids: [], logins: ['x'.repeat(20_000), 'user2'] };
    const { found, failed } = await connector.readAccounts(call, wanted, nothing);
    expect(found.map(({ account }) => account.nativeId)).toEqual(['2']);
    expect(failed).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('finds an account wanted by id and by login once', async () => {
    const { connector } = await startUpstream(smallTeamCity({ users: plainUsers(3) }));
    const read = await connector.readAccounts(call, { ids: ['2'], logins: ['user2'] }, nothing);
    expect(read.found).toHaveLength(1);
  });

  it('leaves out what is missing among others, in one call', async () => {
    const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(5) }));
    const read = await connector.readAccounts(call, { ids: ['1', '2', '900'], logins: ['nobody'] }, nothing);
    expect(read.found.map(({ account }) => account.nativeId)).toEqual(['1', '2']);
    expect(read.failed).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('believes that several do not exist only after "or" was seen to work, and asks once', async () => {
    const { connector, asked, paths } = await startUpstream(smallTeamCity({ users: plainUsers(5) }));
    const wanted = { ids: ['900', '901'], logins: [] };
    expect(await connector.readAccounts(call, wanted, nothing)).toEqual({ found: [], failed: [] });
    expect(paths()).toEqual(['/users', '/users', '/users']);
    expect(await connector.readAccounts(call, wanted, nothing)).toEqual({ found: [], failed: [] });
    expect(asked).toHaveLength(4);
  });
});

describe('reading accounts where the short way is closed', () => {
  for (const or of ['refused', 'read as and', 'ignored'] as const) {
    it(`reads them another way where "or" is ${or}, and remembers it`, async () => {
      const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(9), or }));
      const wanted = { ids: ['1', '2', '900'], logins: [] };
      const first = await connector.readAccounts(call, wanted, nothing);
      expect(first.found.map(({ account }) => account.nativeId).sort()).toEqual(['1', '2']);
      expect(first.failed).toEqual([]);
      const before = asked.length;
      await connector.readAccounts(call, wanted, nothing);
      expect(asked.slice(before).filter(({ locator }) => locator?.startsWith('or') === true)).toEqual([]);
    });
  }

  it('learns by a probe that "or" is not understood', async () => {
    const server = smallTeamCity({ users: plainUsers(9), or: 'refused' });
    const { connector, asked } = await startUpstream((one) =>
      one.path.endsWith('/server') ? { json: { version: '2025.11 (build 207946)' } } : server(one),
    );
    const probe = await connector.probe(call);
    expect(probe.capabilities.map(({ operation }) => operation)).toEqual(['LIST_ROLES']);
    const before = asked.length;
    await connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, nothing);
    expect(asked.slice(before).map(({ locator }) => locator)).toEqual(['item:(id:1),item:(id:2)']);
  });

  it('uses "item" without the right to view all users, remembers it per identity, and forgets in time', async () => {
    let now = testNow;
    const server = smallTeamCity({ users: plainUsers(9), mayViewAll: false });
    const { connector, asked } = await startUpstream(server, {}, () => now);
    const wanted = { ids: ['1', '2'], logins: [] };
    expect((await connector.readAccounts(call, wanted, nothing)).found).toHaveLength(2);
    expect(asked.map(({ locator }) => locator)).toEqual(['or:(id:1,id:2)', 'item:(id:1),item:(id:2)']);
    await connector.readAccounts(call, wanted, nothing);
    expect(asked).toHaveLength(3);
    await connector.readAccounts(callAs('somebody else'), wanted, nothing);
    expect(asked).toHaveLength(5);
    now += 3_600_000;
    await connector.readAccounts(call, wanted, nothing);
    expect(asked).toHaveLength(7);
  });

  it('reads one by one where some are missing or hidden, and tells the two apart', async () => {
    const server = smallTeamCity({ users: plainUsers(9), mayViewAll: false, hidden: [3] });
    const { connector } = await startUpstream(server);
    const read = await connector.readAccounts(call, { ids: ['1', '3', '900'], logins: ['user2'] }, nothing);
    expect(read.found.map(({ account }) => account.nativeId).sort()).toEqual(['1', '2']);
    expect(read.failed.map(({ wanted, error }) => [wanted, error.code])).toEqual([
      [{ id: '3' }, 'UPSTREAM_FORBIDDEN'],
    ]);
  });

  it('reads one by one what "item" left out without saying so', async () => {
    const server = smallTeamCity({ users: plainUsers(3), mayViewAll: false });
    const { connector } = await startUpstream((asked) =>
      asked.locator?.startsWith('item') === true
        ? { json: { count: 1, user: plainUsers(1) } }
        : server(asked),
    );
    const read = await connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, nothing);
    expect(read.found).toHaveLength(2);
  });

  it('drops rows that come twice', async () => {
    const [one, two] = plainUsers(2);
    const { connector } = await startUpstream(() => ({ json: { count: 3, user: [one, two, one] } }));
    const read = await connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, nothing);
    expect(read.found.map(({ account }) => account.nativeId)).toEqual(['1', '2']);
  });

  it('refuses an account that was not asked for', async () => {
    const [stranger] = plainUsers(1);
    const { connector } = await startUpstream(() => ({ json: { ...stranger, id: 6 } }));
    const error = await failureOf(connector.readAccounts(call, { ids: ['5'], logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'tc' });
  });
});

describe('failures while reading accounts', () => {
  it('fails as a whole where nothing could be read', async () => {
    const { connector } = await startUpstream(() => ({
      status: 503,
      text: '<html>starting</html>',
      type: 'text/html',
    }));
    const error = await failureOf(connector.readAccounts(call, { ids: ids(300), logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', httpStatus: 503, system: 'tc' });
  });

  it('fails as a whole where the credentials are refused', async () => {
    const { connector } = await startUpstream(() => ({ status: 401, text: 'Authentication required' }));
    const error = await failureOf(connector.readAccounts(call, { ids: ids(3), logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED', httpStatus: 401 });
  });

  it('loses one batch and keeps the others', async () => {
    const server = smallTeamCity({ users: plainUsers(150) });
    const { connector } = await startUpstream((asked) =>
      asked.locator?.includes('id:101,') === true ? { status: 500, text: 'no' } : server(asked),
    );
    const read = await connector.readAccounts(call, { ids: ids(150), logins: [] }, nothing);
    expect(read.found).toHaveLength(100);
    expect(read.failed).toHaveLength(50);
    expect(read.failed[0]).toMatchObject({ wanted: { id: '101' }, error: { code: 'UPSTREAM_UNAVAILABLE' } });
  });

  it('fails as a whole where one of several batches is refused for its credentials', async () => {
    const server = smallTeamCity({ users: plainUsers(150) });
    const { connector } = await startUpstream((asked) =>
      asked.locator?.includes('id:101,') === true ? { status: 401, text: 'no' } : server(asked),
    );
    const error = await failureOf(connector.readAccounts(call, { ids: ids(150), logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' });
  });

  it('does not take a failed CSRF check for a missing permission', async () => {
    const { connector, asked } = await startUpstream(() => ({
      status: 403,
      text: '403 Forbidden: CSRF Header X-TC-CSRF-Token does not match CSRF session value',
    }));
    const error = await failureOf(connector.readAccounts(call, { ids: ids(3), logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED', httpStatus: 403 });
    expect(String(error)).toContain('cookies');
    expect(asked).toHaveLength(1);
  });

  it('does not take a 404 page of a proxy for a missing account', async () => {
    const page = { status: 404, text: '<html>nothing here</html>', type: 'text/html' };
    const { connector } = await startUpstream(() => page);
    const error = await failureOf(connector.readAccounts(call, { ids: ['1'], logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(String(error)).toContain('context path');
  });

  it('names the place of a row without an id', async () => {
    const [first, second] = plainUsers(2);
    const rows = [first, { ...second, id: undefined }];
    const { connector } = await startUpstream(() => ({ json: { count: 2, user: rows } }));
    const error = await failureOf(connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(String(error)).toContain('user[1].id');
  });

  it('names the place of a row without a user name', async () => {
    const [first, second] = plainUsers(2);
    const rows = [first, { ...second, username: '' }];
    const { connector } = await startUpstream(() => ({ json: { count: 2, user: rows } }));
    const error = await failureOf(connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, nothing));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(String(error)).toContain('user[1].username');
  });
});

describe('holdings that are known in part', () => {
  const roles = { role: [{ roleId: 'PROJECT_VIEWER', scope: 'g' }] };
  const above = { group: [{ key: 'TOP' }] };
  const nested = { group: [{ key: 'IN', name: 'In', roles: { role: [] }, 'parent-groups': above }] };
  const rolesAnd = new Set(['roles', 'groups'] as const);
  const wanted = { ids: ['1'], logins: [] };

  it('fail for the roles alone where the groups are hidden', async () => {
    const { connector } = await startUpstream(() => ({ json: { id: 1, username: 'ada', roles } }));
    const [ada] = (await connector.readAccounts(call, wanted, rolesAnd)).found;
    expect(ada?.holdings).toMatchObject({
      roles: { ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } },
      groups: { ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } },
    });
    expect(ada?.account).not.toHaveProperty('isAdministrator');
  });

  it('fail for the roles alone where the groups above cannot be read', async () => {
    const { connector } = await startUpstream(({ path }) =>
      path.endsWith('/userGroups')
        ? { status: 503, text: 'starting' }
        : { json: { id: 1, username: 'ada', roles, groups: nested } },
    );
    const [ada] = (await connector.readAccounts(call, wanted, rolesAnd)).found;
    expect(ada?.holdings).toMatchObject({
      roles: { ok: false, error: { code: 'UPSTREAM_UNAVAILABLE' } },
      groups: { ok: true },
    });
  });

  it('are what is known where the groups above may not be listed', async () => {
    const { connector } = await startUpstream(({ path }) =>
      path.endsWith('/userGroups')
        ? { status: 403, text: 'no' }
        : { json: { id: 1, username: 'ada', roles, groups: nested } },
    );
    const [ada] = (await connector.readAccounts(call, wanted, rolesAnd)).found;
    expect(ada?.holdings.roles).toMatchObject({ ok: true, value: [{ scope: 'g' }] });
    expect(ada?.account).not.toHaveProperty('isAdministrator');
  });
});
