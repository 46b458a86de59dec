import { expect, test } from 'vitest';
import type { Projection } from '#domain/holdings.ts';
import { manyUsers, noSuchThing, startSquash } from './small-squash.ts';
import type { SmallSquash } from './small-squash.ts';

const light: Projection = new Set();

async function find(squash: SmallSquash, ...logins: string[]) {
  const running = await startSquash(squash);
  const read = await running.connector.readAccounts(running.call, { ids: [], logins }, light);
  return { ...running, ...read, logins: read.found.map(({ account }) => account.login) };
}

test.each([
  ['b martin', 'b%20martin'],
  ['a+b@example.org', 'a%2Bb%40example.org'],
  ['Élodie', '%C3%89lodie'],
  ['what?#', 'what%3F%23'],
])('%s goes into the path as %s', async (login, encoded) => {
  const { logins, calls } = await find({ users: [{ id: 1, login }] }, login);
  expect(logins).toEqual([login]);
  expect(calls).toEqual([`/users/login/${encoded}`]);
});

test.each(['a/b', 'a\\b', 'a;b', '100%', '..', '.', 'tab\there'])(
  '%j cannot go into a path and is found in the list',
  async (login) => {
    const { logins, calls } = await find({ users: [...manyUsers(3), { id: 9, login }] }, login);
    expect(logins).toEqual([login]);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^\/users\?/u);
  },
);

test('the spelling of the server wins where it ignores case', async () => {
  const { logins } = await find({ users: [{ id: 1, login: 'Admin' }], ignoresCase: true }, 'ADMIN');
  expect(logins).toEqual(['Admin']);
});

test('a login in another case is missing where the server tells them apart', async () => {
  const { logins } = await find({ users: [{ id: 1, login: 'Admin' }] }, 'ADMIN');
  expect(logins).toEqual([]);
});

test('a scan asks once whether case matters, and keeps to it', async () => {
  const users = manyUsers(20);
  const shouted = users.slice(0, 6).map(({ login }) => login.toUpperCase());
  const apart = await find({ users }, ...shouted);
  expect(apart.logins).toEqual([]);
  expect(apart.calls).toHaveLength(2);
  const ignored = await find({ users, ignoresCase: true }, ...shouted);
  expect(ignored.logins).toHaveLength(6);
  expect(ignored.calls).toHaveLength(2);
});

test('two logins that differ in case only are two accounts, and a third spelling is neither', async () => {
  const users = [{ id: 1, login: 'bob' }, { id: 2, login: 'Bob' }, ...manyUsers(12).slice(2)];
  const { found } = await find({ users }, 'bob', 'Bob', 'BOB', 'user5');
  expect(found.map(({ account }) => account.nativeId).sort()).toEqual(['1', '2', '5']);
});

test('two logins that differ in case only prove that case matters, even where the server cannot be asked', async () => {
  const users = [{ id: 1, login: 'bob' }, { id: 2, login: 'Bob' }, ...manyUsers(5).slice(2)];
  const { found } = await find({ users, hasLoginService: false }, 'BOB');
  expect(found).toEqual([]);
});

test('an account whose login differs in an accent is not the one wanted', async () => {
  const { logins } = await find(
    { users: [{ id: 1, login: 'Élodie' }], instead: insteadByLogin('elodie', { id: 1, login: 'Élodie' }) },
    'elodie',
  );
  expect(logins).toEqual([]);
});

test('a login cut at its dot by an old server is found in the list', async () => {
  const users = [
    { id: 1, login: 'john' },
    { id: 2, login: 'john.doe' },
  ];
  const { found } = await find(
    { users, instead: insteadByLogin('john.doe', { id: 1, login: 'john' }) },
    'john.doe',
  );
  expect(found.map(({ account }) => account.nativeId)).toEqual(['2']);
});

test('a dotted login that is not there is believed once another one was found by path', async () => {
  const running = await startSquash({ users: [{ id: 1, login: 'a.b' }] });
  const wanted = (login: string) => ({ ids: [], logins: [login] });
  await running.connector.readAccounts(running.call, wanted('c.d'), light);
  expect(running.calls).toHaveLength(2);
  await running.connector.readAccounts(running.call, wanted('a.b'), light);
  running.calls.length = 0;
  await running.connector.readAccounts(running.call, wanted('c.d'), light);
  expect(running.calls).toEqual(['/users/login/c.d']);
});

test('without the admin plugin logins are found in the list, and the path is not asked again', async () => {
  const running = await startSquash({ users: manyUsers(5), hasLoginService: false });
  const wanted = { ids: [], logins: ['user3'] };
  const read = await running.connector.readAccounts(running.call, wanted, light);
  expect(read.found.map(({ account }) => account.nativeId)).toEqual(['3']);
  running.calls.length = 0;
  await running.connector.readAccounts(running.call, wanted, light);
  expect(running.calls).toHaveLength(1);
  expect(running.calls[0]).toMatch(/^\/users\?/u);
});

test.each([400, 405, 406, 500])('a login refused with %i is looked for in the list', async (status) => {
  const { logins } = await find(
    {
      users: manyUsers(3),
      instead: ({ path }) => (path.startsWith('/users/login/') ? { status, body: '' } : undefined),
    },
    'user2',
  );
  expect(logins).toEqual(['user2']);
});

test('a login that is refused to these credentials is failed, not missing', async () => {
  const { failed } = await find({ instead: () => ({ status: 403, body: {} }) }, 'user2');
  expect(failed).toMatchObject([{ wanted: { login: 'user2' }, error: { code: 'UPSTREAM_FORBIDDEN' } }]);
});

test('a login nobody has is one call where the plugin answers', async () => {
  const { logins, calls } = await find({ instead: () => noSuchThing }, 'nobody');
  expect(logins).toEqual([]);
  expect(calls).toHaveLength(1);
});

function insteadByLogin(login: string, user: object): NonNullable<SmallSquash['instead']> {
  return ({ path }) =>
    path === `/users/login/${login}` ? { status: 200, body: { ...user, last_name: 'L' } } : undefined;
}
