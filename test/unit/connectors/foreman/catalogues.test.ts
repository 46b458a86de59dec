import { afterEach, describe, expect, it } from 'vitest';
import { callAs, connectTo, envelope, forbidden, startFakeServer } from './fake-server.ts';
import type { Answer, FakeServer } from './fake-server.ts';
import { smallForeman, userRow } from './small-foreman.ts';
import type { SmallState } from './small-foreman.ts';

let server: FakeServer;
afterEach(async () => server.stop());

const filter = (id: number, roleId: number, ...names: string[]): unknown => ({
  id,
  search: null,
  role: { id: roleId, name: 'x' },
  permissions: names.map((name) => ({ name, id: 1, resource_type: 'User' })),
});

const state: SmallState = {
  users: [
    { id: 1, login: 'ada', admin: true, roles: [8] },
    { id: 2, login: 'bob' },
    { id: 3, login: 'cyd', roles: [8] },
    { id: 4, login: 'dan' },
  ],
  groups: [
    { id: 2, name: 'ops, "quoted"', users: [3], children: [5], roles: [8] },
    { id: 5, name: 'oncall', users: [2] },
    { id: 6, name: 'other', users: [4], children: [5] },
  ],
  roles: [
    { id: 1, name: 'Default role', builtin: 2 },
    { id: 8, name: 'Viewer' },
    { id: 9, name: 'Nothing' },
  ],
  filters: [
    filter(1, 8, 'view_users', 'view_hosts'),
    filter(2, 8, 'view_hosts', 'edit_hosts'),
    filter(3, 77, 'destroy_users'),
  ],
};

async function start(answer: Answer = smallForeman(state)): Promise<ReturnType<typeof connectTo>> {
  server = await startFakeServer(answer);
  return connectTo(server);
}

async function loginsOf(
  pages: AsyncIterable<readonly { readonly login: string }[]> | undefined,
): Promise<string[]> {
  const logins: string[] = [];
  for await (const page of pages ?? []) logins.push(...page.map((account) => account.login));
  return logins;
}

describe('the catalogue of roles', () => {
  it('lists all, the Default role too, in one call', async () => {
    const connector = await start();
    const names: unknown[] = [];
    for await (const page of connector.roles?.list(callAs()) ?? [])
      names.push(...page.map((role) => role.name));
    expect(names).toEqual(['Default role', 'Viewer', 'Nothing']);
    expect(server.asked).toEqual(['/api/roles?order=id ASC&per_page=all']);
  });

  it('reads roles with what they allow in two calls, leaving out what is not there', async () => {
    const connector = await start();
    const roles = await connector.roles?.read(callAs(), ['8', '9', '99', 'x']);
    expect([...(roles?.keys() ?? [])]).toEqual(['8', '9']);
    expect(roles?.get('8')).toMatchObject({
      name: 'Viewer',
      isWhole: true,
      permissions: ['edit_hosts', 'view_hosts', 'view_users'],
    });
    expect(roles?.get('9')?.permissions).toEqual([]);
    expect(server.asked).toHaveLength(2);
  });

  it('does not claim that a role allows nothing where filters may not be seen', async () => {
    const connector = await start(smallForeman({ ...state, forbidden: ['/api/filters'] }));
    const roles = await connector.roles?.read(callAs(), ['8']);
    expect(roles?.get('8')).toMatchObject({ name: 'Viewer', isWhole: true });
    expect(roles?.get('8')).not.toHaveProperty('permissions');
  });

  it('finds holders directly and through groups, nested ones included, each once', async () => {
    const connector = await start();
    expect(await loginsOf(connector.roles?.holders?.(callAs(), '8'))).toEqual(['ada', 'cyd', 'bob']);
    expect(server.asked).toHaveLength(4);
    expect(server.asked).toContain(
      String.raw`/api/users?search=usergroup = "ops, \"quoted\""&order=id ASC&page=1&per_page=250`,
    );
  });

  it.each(['99', 'Viewer'])('has no role %s to find holders of', async (id) => {
    const connector = await start();
    await expect(loginsOf(connector.roles?.holders?.(callAs(), id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the catalogue of groups', () => {
  it('lists all, slim, in one call', async () => {
    const connector = await start();
    for await (const page of connector.groups?.list(callAs()) ?? []) {
      expect(page.map((group) => group.isWhole)).toEqual([false, false, false]);
    }
    expect(server.asked).toHaveLength(1);
  });

  it('reads groups with roles and parents', async () => {
    const connector = await start();
    const groups = await connector.groups?.read(callAs(), ['5', '2', '99']);
    expect(groups?.size).toBe(2);
    expect(groups?.get('5')).toMatchObject({ isWhole: true, name: 'oncall', roles: [] });
    expect(groups?.get('5')?.parents?.map((parent) => parent.nativeId)).toEqual(['2', '6']);
    expect(groups?.get('2')?.roles?.map((role) => role.name)).toEqual(['Viewer']);
    expect(server.asked).toHaveLength(1 + 3);
  });

  it('reads no group for an id that is not in the list', async () => {
    const connector = await start();
    expect(await connector.groups?.read(callAs(), ['99'])).toEqual(new Map());
    expect(server.asked).toHaveLength(1);
  });

  it('gives direct members', async () => {
    const connector = await start();
    expect(await loginsOf(connector.groups?.members?.(callAs(), '2'))).toEqual(['cyd']);
    expect(server.asked).toEqual(['/api/usergroups/2/users?order=id ASC&page=1&per_page=250']);
  });

  it.each(['99', 'ops'])('has no group %s to find members of', async (id) => {
    const connector = await start();
    await expect(loginsOf(connector.groups?.members?.(callAs(), id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('gives only the members that are in the configured context', async () => {
    server = await startFakeServer(smallForeman(state));
    const connector = connectTo(server, { settings: { organizationId: 3 } });
    expect(await loginsOf(connector.groups?.members?.(callAs(), '2'))).toEqual(['cyd']);
    expect(server.asked).toEqual([
      '/api/usergroups/2',
      '/api/users?search=id ^ (3)&order=id ASC&per_page=all&organization_id=3',
    ]);
  });
});

describe('tokens', () => {
  const token = (id: number, userId: number): unknown => ({
    id,
    name: `t${id}`,
    user_id: userId,
    expires_at: null,
    last_used_at: null,
    'active?': true,
    'revoked?': false,
  });
  const unknownOwner = {
    status: 422,
    body: { error: { message: "Couldn't find User with 'id'=\"99\" [WHERE …]" } },
  };

  it('are listed by owner, each outcome apart', async () => {
    const connector = await start(({ path }) => {
      if (path.includes('/users/5/')) return envelope([token(1, 5), token(2, 5), token(2, 5)]);
      if (path.includes('/users/6/')) return forbidden;
      if (path.includes('/users/99/')) return unknownOwner;
      if (path.includes('/users/7/')) return { status: 500, body: { error: { message: 'PG' } } };
      throw new Error(`asked for ${path}`);
    });
    const lists = await connector.tokens?.list(callAs(), ['5', '6', '7', '99', 'alice']);
    expect(connector.tokens?.reach).toBe('any');
    expect(lists?.get('5')).toMatchObject({
      ok: true,
      value: [
        { nativeId: '1', name: 't1', ownerId: '5', state: 'ACTIVE', expiry: 'NEVER', usage: 'NEVER_USED' },
        { nativeId: '2' },
      ],
    });
    expect(lists?.get('6')).toMatchObject({ ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } });
    expect(lists?.get('7')).toMatchObject({ ok: false, error: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(lists?.get('99')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(lists?.get('alice')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(server.asked).toHaveLength(4);
  });

  it('are not hidden by an account whose login is the number of the owner', async () => {
    const connector = await start(({ path }) => {
      if (path === '/api/users') return envelope([userRow({ id: 34, login: '8' })]);
      if (path.includes('/users/8-')) return envelope([token(3, 8)]);
      return envelope([]);
    });
    const lists = await connector.tokens?.list(callAs(), ['7', '8']);
    expect(lists?.get('8')).toMatchObject({ ok: true, value: [{ nativeId: '3' }] });
    expect(lists?.get('7')).toEqual({ ok: true, value: [] });
    expect(server.asked).toContain('/api/users?search=login ^ ("7","8")&order=id ASC&per_page=all');
    expect(server.asked).toHaveLength(4);
  });

  it('of somebody else are refused', async () => {
    const connector = await start(() => envelope([token(3, 34)]));
    const lists = await connector.tokens?.list(callAs(), ['8']);
    expect(lists?.get('8')).toMatchObject({ ok: false, error: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('of the own account need no right to look for accounts', async () => {
    const connector = await start(({ path }) => (path === '/api/users' ? forbidden : envelope([])));
    expect((await connector.tokens?.list(callAs(), ['5']))?.get('5')).toEqual({ ok: true, value: [] });
  });

  it('cost no further call after one that found credentials refused', async () => {
    const connector = await start(() => ({ status: 401, body: { error: { message: 'no' } } }));
    const owners = Array.from({ length: 50 }, (_, index) => String(index + 1));
    const lists = await connector.tokens?.list(callAs(), owners);
    expect(lists?.size).toBe(50);
    expect(server.asked).toHaveLength(1);
  });
});

describe('the probe', () => {
  const probe = async (answer: Answer): Promise<Record<string, unknown>> => {
    const connector = await start(answer);
    const { version, capabilities } = await connector.probe(callAs());
    return { version, ...Object.fromEntries(capabilities.map((one) => [one.operation, one.support])) };
  };

  it('costs two calls for an administrator, who may do everything', async () => {
    expect(await probe(smallForeman(state))).toEqual({ version: '3.13.0' });
    expect(server.asked).toEqual(['/api/status', '/api/current_user']);
  });

  it('learns what others may do from one more', async () => {
    const plain = smallForeman({ ...state, callerId: 4 });
    const rights = ['view_users', 'view_users', 'view_roles'].map((name) => ({ name }));
    const found = await probe(async (asked) =>
      asked.path.endsWith('current_permissions') ? envelope(rights) : plain(asked),
    );
    expect(found).toEqual({ version: '3.13.0', LIST_GROUPS: 'UNSUPPORTED', LIST_TOKENS: 'SELF_ONLY' });
    expect(server.asked).toHaveLength(3);
  });

  it('tries what others may do before 3.10', async () => {
    const hidden = { ...state, callerId: 4, forbidden: ['/api/users', '/api/roles'] };
    expect(await probe(smallForeman(hidden))).toEqual({
      version: '3.13.0',
      LIST_USERS: 'UNSUPPORTED',
      READ_USER: 'SELF_ONLY',
      READ_ROLES: 'SELF_ONLY',
      READ_GROUPS: 'SELF_ONLY',
      LIST_ROLES: 'UNSUPPORTED',
      LIST_TOKENS: 'UNKNOWN',
    });
  });

  it('fails where credentials are refused', async () => {
    await expect(probe(() => ({ status: 401, body: {} }))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
    });
  });
});
