import { afterEach, describe, expect, it } from 'vitest';
import { foremanConnector } from '#connectors/foreman/index.ts';
import {
  callAs,
  connectTo,
  envelope,
  forbidden,
  notFound,
  startFakeServer,
  unauthenticated,
} from './fake-server.ts';
import type { Answered, FakeServer } from './fake-server.ts';
import { smallForeman } from './small-foreman.ts';

let server: FakeServer;
afterEach(async () => server.stop());

async function failureOf(answered: Answered): Promise<unknown> {
  server = await startFakeServer(() => answered);
  const pages = connectTo(server).listAccounts(callAs());
  try {
    for await (const page of pages) expect(page).toBeDefined();
  } catch (error) {
    return error;
  }
  return undefined;
}

const html = { body: '<html>secret page</html>', type: 'text/html' };

describe('failures of foreman', () => {
  it.each<[string, Answered, string]>([
    ['401', unauthenticated, 'UPSTREAM_UNAUTHENTICATED'],
    [
      '401 with an empty text body',
      { status: 401, body: '', type: 'text/plain' },
      'UPSTREAM_UNAUTHENTICATED',
    ],
    ['403', forbidden, 'UPSTREAM_FORBIDDEN'],
    [
      '404 of the context',
      { status: 404, body: { message: 'Location with id 99 not found' } },
      'UPSTREAM_BAD_RESPONSE',
    ],
    ['404 of an unknown path', { status: 404, ...html }, 'UPSTREAM_BAD_RESPONSE'],
    [
      '404 of the middleware',
      { status: 404, body: { status: 404, error: 'Not Found' } },
      'UPSTREAM_BAD_RESPONSE',
    ],
    ['404 of a record', notFound, 'NOT_FOUND'],
    ['400 without body', { status: 400, body: '', type: 'text/html' }, 'UPSTREAM_REJECTED'],
    ['422', { status: 422, body: { error: { message: "Couldn't find" } } }, 'UPSTREAM_REJECTED'],
    ['429', { status: 429, ...html }, 'UPSTREAM_RATE_LIMITED'],
    [
      '500 with database text',
      { status: 500, body: { error: { message: 'PG::Error secret' } } },
      'UPSTREAM_UNAVAILABLE',
    ],
    [
      '500 of the middleware',
      { status: 500, body: { status: 500, error: 'secret' } },
      'UPSTREAM_UNAVAILABLE',
    ],
    ['502 of a proxy', { status: 502, ...html }, 'UPSTREAM_UNAVAILABLE'],
    ['503 while migrating', { status: 503, body: { message: 'secret' } }, 'UPSTREAM_UNAVAILABLE'],
    ['a page instead of JSON', { status: 200, ...html }, 'UPSTREAM_BAD_RESPONSE'],
    ['a list without results', { status: 200, body: { total: 3 } }, 'UPSTREAM_BAD_RESPONSE'],
  ])('%s', async (_, answered, code) => {
    const error = await failureOf(answered);
    expect(error).toMatchObject({ code, system: 'foreman' });
    expect(String(error)).not.toContain('secret');
    expect(server.asked).toHaveLength(1);
  });

  it('says which permission is missing', async () => {
    expect(String(await failureOf(forbidden))).toContain('view_users');
  });

  it('passes on no name that cannot be a permission', async () => {
    const odd = { status: 403, body: { error: { missing_permissions: ['<script>', "x' OR 1=1"] } } };
    expect(String(await failureOf(odd))).not.toMatch(/script|OR 1/u);
  });
});

describe('refused credentials', () => {
  const state = {
    users: Array.from({ length: 8 }, (_, index) => ({ id: index + 1, login: `user${index + 1}` })),
    groups: [],
    roles: [],
  };

  it('are tried by one call, however many want to follow', async () => {
    server = await startFakeServer(() => unauthenticated);
    const connector = connectTo(server);
    const ids = state.users.map((user) => String(user.id));
    const answer = await connector.readAccounts(callAs(), { ids, logins: [] }, new Set(['groups']));
    expect(server.asked).toHaveLength(1);
    expect(answer.failed).toHaveLength(8);
    for (const one of answer.failed) expect(one.error.code).toBe('UPSTREAM_UNAUTHENTICATED');
  });

  it('hold up no other identity', async () => {
    const good = callAs('admin').identity.authorization;
    const plain = smallForeman(state);
    server = await startFakeServer(async (asked) =>
      asked.authorization === good ? plain(asked) : unauthenticated,
    );
    const connector = connectTo(server);
    const [refused, read] = await Promise.allSettled([
      connector.readCurrentAccount(callAs('stale'), new Set()),
      connector.readCurrentAccount(callAs('admin'), new Set()),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_UNAUTHENTICATED' } });
    expect(read.status).toBe('fulfilled');
  });

  it('look like the lock where they were good a moment ago, and like refused ones later', async () => {
    let now = Date.parse('2026-06-01T00:00:00Z');
    let isLocked = false;
    const plain = smallForeman(state);
    server = await startFakeServer(async (asked) => (isLocked ? unauthenticated : plain(asked)));
    const connector = connectTo(server, { now: () => now });
    await connector.readCurrentAccount(callAs(), new Set());
    isLocked = true;
    await expect(connector.readCurrentAccount(callAs(), new Set())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryAfterSeconds: 300,
    });
    now += 6 * 60_000;
    await expect(connector.readCurrentAccount(callAs(), new Set())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
    });
  });

  it('do not spread when the one trying gives up', async () => {
    const held = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    let calls = 0;
    server = await startFakeServer(async () => {
      calls += 1;
      arrived.resolve();
      if (calls === 1) await held.promise;
      return envelope([]);
    });
    const connector = connectTo(server);
    const impatient = new AbortController();
    const trying = connector.readAccounts(
      callAs('admin', impatient.signal),
      { ids: ['1'], logins: [] },
      new Set(),
    );
    const following = connector.readAccounts(callAs(), { ids: ['2'], logins: [] }, new Set());
    await arrived.promise;
    impatient.abort(new Error('gone'));
    await expect(trying).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(following).resolves.toEqual({ found: [], failed: [] });
    held.resolve();
  });
});

describe('credentials of foreman', () => {
  const settings = foremanConnector.settings.parse({});
  const header = (credentials: Parameters<typeof foremanConnector.authorization>[0]): string =>
    foremanConnector.authorization(credentials, settings) ?? '';

  it('are sent as Basic in UTF-8, a token in place of the password', () => {
    const expected = `Basic ${Buffer.from('zoë.müller:geheim', 'utf8').toString('base64')}`;
    expect(header({ username: 'zoë.müller', password: 'geheim' })).toBe(expected);
    expect(header({ username: 'zoë.müller', token: 'geheim' })).toBe(expected);
  });

  it.each([
    ['a token alone', { token: 'abc' }, /username .* with a token/u],
    ['nothing', undefined, /username with a password or a personal access token/u],
    ['an empty password', { username: 'alice', password: '' }, /empty password/u],
    ['an empty token', { username: 'alice', token: '' }, /empty token/u],
    ['a login with a colon', { username: 'a:b', password: 'x' }, /without a colon/u],
  ])('cannot be %s', (_, credentials, message) => {
    server = { asked: [], url: new URL('http://127.0.0.1'), stop: async () => undefined };
    expect(() => header(credentials)).toThrow(message);
  });

  it('refuses unknown settings', () => {
    expect(foremanConnector.settings.safeParse({ pagesize: 3 }).success).toBe(false);
    expect(settings).toEqual({ pageSize: 250 });
  });
});
