import { expect, test } from 'vitest';
import { collect, htmlPage, manyTeams, manyUsers, startSquash } from './small-squash.ts';
import type { Reply } from './small-squash.ts';

test('one call lists a thousand accounts with names, mail and dates', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(1000) });
  const accounts = await collect(connector.listAccounts(call));
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatch(/^\/users\?page=0&size=1000&sort=id&fields=login%2Cactive/u);
  expect(accounts).toHaveLength(1000);
  expect(accounts[1]).toEqual({
    system: 'squash',
    nativeId: '2',
    login: 'user2',
    displayName: 'Last 2',
    lastName: 'Last 2',
    email: 'user2@example.org',
    status: 'ACTIVE',
    isAdministrator: false,
    hasLoggedIn: false,
    createdAt: Date.UTC(2024, 1, 11, 11),
    createdBy: 'admin',
  });
});

test('pages follow the size the server really used, and end with the last one', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(95), largestPage: 10 });
  const accounts = await collect(connector.listAccounts(call));
  expect(new Set(accounts.map(({ nativeId }) => nativeId)).size).toBe(95);
  expect(calls).toHaveLength(10);
  expect(calls[9]).toContain('page=9&size=10&');
});

test('an empty server has no accounts, although it sends no rows at all', async () => {
  const { connector, call } = await startSquash({ users: [] });
  expect(await collect(connector.listAccounts(call))).toEqual([]);
});

test('rows are completed one by one where the server does not honour fields in lists, and that is remembered', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(12), honoursFields: false });
  const accounts = await collect(connector.listAccounts(call));
  expect(accounts.every(({ email }) => email !== undefined)).toBe(true);
  // One page, a sample of three, and each of the twelve.
  expect(calls).toHaveLength(1 + 3 + 12);
  await collect(connector.listAccounts(call));
  expect(calls).toHaveLength(16 + 1 + 12);
});

test('rows without mail are taken as they are once a few whole accounts lacked it too', async () => {
  const withoutMail = manyUsers(10).map((user) => ({ ...user, more: { email: undefined } }));
  const { connector, call, calls } = await startSquash({ users: withoutMail });
  expect(await collect(connector.listAccounts(call))).toHaveLength(10);
  expect(calls).toHaveLength(1 + 3);
  await collect(connector.listAccounts(call));
  expect(calls).toHaveLength(5);
});

test.each([400, 500])('fields that are refused with %i are left out of the question', async (status) => {
  const { connector, call, calls } = await startSquash({
    users: manyUsers(2),
    instead: ({ path, query }) =>
      path === '/users' && query.has('fields') ? { status, body: { message: 'No' } } : undefined,
  });
  const accounts = await collect(connector.listAccounts(call));
  expect(accounts.map(({ displayName }) => displayName)).toEqual(['Last 1', 'Last 2']);
  calls.length = 0;
  await collect(connector.listAccounts(call));
  expect(calls[0]).toBe('/users?page=0&size=1000&sort=id');
});

/** A server whose rows move once: the first account goes away after page 0 was read. */
function movingRows(): (asked: {
  readonly path: string;
  readonly query: URLSearchParams;
}) => Reply | undefined {
  let isGone = false;
  return ({ path, query }) => {
    if (path !== '/users') return undefined;
    const left = manyUsers(6).slice(isGone ? 1 : 0);
    const number = Number(query.get('page'));
    isGone = true;
    const users = left.slice(number * 3, number * 3 + 3).map((user) => ({
      ...user,
      first_name: 'F',
      last_name: 'L',
      email: '',
      created_on: '2024-02-11T11:00:00.000+00:00',
    }));
    const page = { size: 3, totalElements: left.length, totalPages: Math.ceil(left.length / 3), number };
    return { status: 200, body: { _embedded: { users }, page } };
  };
}

test('an account that slipped between two pages is found by reading again', async () => {
  const { connector, call } = await startSquash({ instead: movingRows() }, { settings: { pageSize: 3 } });
  const accounts = await collect(connector.listAccounts(call));
  expect(accounts.map(({ nativeId }) => nativeId).sort()).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('a total that is larger than what lists ever show does not make the list unusable', async () => {
  const rows = [{ id: 1, login: 'a', first_name: '', last_name: 'A', email: '', created_on: '2024-01-01' }];
  const { connector, call, calls } = await startSquash({
    instead: () => ({
      status: 200,
      body: {
        _embedded: { users: [...rows, ...rows] },
        page: { size: 9, totalElements: 2, totalPages: 1, number: 0 },
      },
    }),
  });
  expect(await collect(connector.listAccounts(call))).toHaveLength(1);
  expect(calls).toHaveLength(2);
});

test.each([
  ['repeats a page under its own number', (number: number) => number],
  ['answers with page 0 whatever is asked', () => 0],
  ['repeats a page and tells no number', () => undefined],
])('a server that %s is refused', async (_name, told) => {
  const { connector, call } = await startSquash({
    instead: ({ query }) => ({
      status: 200,
      body: {
        _embedded: {
          users: [{ id: 1, login: 'a', first_name: '', last_name: 'A', email: '', created_on: '' }],
        },
        page: { size: 1, totalElements: 50, totalPages: 50, number: told(Number(query.get('page'))) },
      },
    }),
  });
  await expect(collect(connector.listAccounts(call))).rejects.toMatchObject({
    code: 'UPSTREAM_BAD_RESPONSE',
  });
});

test('a page under another number than the one asked for is refused, whatever rows it holds', async () => {
  let next = 0;
  const { connector, call } = await startSquash({
    instead: () => {
      next += 1;
      return {
        status: 200,
        body: {
          _embedded: {
            users: [{ id: next, login: 'a', first_name: '', last_name: 'A', email: '', created_on: '' }],
          },
          page: { size: 1, totalElements: 3, totalPages: 3, number: 0 },
        },
      };
    },
  });
  const error: unknown = await collect(connector.listAccounts(call)).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('page 1 was asked for, page 0 came');
});

test.each([
  ['a row without id', { _embedded: { users: [{ login: 'a' }] } }, '_embedded.users[0].id'],
  ['a row without login', { _embedded: { users: [{ id: 1 }] } }, '_embedded.users[0].login'],
  ['an object that is no page', { hello: 'there' }, 'the whole body'],
  [
    'a total without rows',
    { page: { totalElements: 4, totalPages: 1, size: 20, number: 0 } },
    'counts 4 rows',
  ],
  ['a page of a login form', '<html>Sign in</html>', 'expected JSON'],
])('%s is a bad response that says where', async (_name, body, where) => {
  const { connector, call } = await startSquash({ instead: () => ({ status: 200, body }) });
  const error: unknown = await collect(connector.listAccounts(call)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'squash' });
  expect(String(error)).toContain(where);
});

test('a wrong context is told apart from a server without accounts', async () => {
  const { connector, call } = await startSquash({ instead: () => htmlPage });
  const error: unknown = await collect(connector.listAccounts(call)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  expect(String(error)).toContain('context');
});

test('an id beyond 2^53 stays exact', async () => {
  const text = JSON.stringify({ _embedded: { users: [{ id: 1, login: 'a', last_name: 'x' }] } });
  const { connector, call } = await startSquash({
    instead: ({ path }) =>
      path === '/users'
        ? { status: 200, body: text.replace('"id":1', '"id": 9007199254740993'), type: 'application/json' }
        : { status: 404, body: { message: 'none' } },
  });
  const accounts = await collect(connector.listAccounts(call));
  expect(accounts.map(({ nativeId }) => nativeId)).toEqual(['9007199254740993']);
});

test('members of a team come from the team, complete, in one call', async () => {
  const users = manyUsers(40);
  const { connector, call, calls } = await startSquash({ users, teams: manyTeams(2, users) });
  const members = await collect(connector.teams?.members?.(call, '10001'));
  expect(members).toHaveLength(20);
  expect(members[0]?.email).toBe('user2@example.org');
  expect(calls).toHaveLength(1);
});

test.each(['99', 'x', '../users', '10001/members'])(
  'a team %s that is not there is NOT_FOUND',
  async (id) => {
    const { connector, call } = await startSquash({ users: manyUsers(1) });
    await expect(collect(connector.teams?.members?.(call, id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  },
);
