import { expect, test } from 'vitest';
import type { AccountsRead } from '#connectors/connector.ts';
import type { Projection } from '#domain/holdings.ts';
import {
  collect,
  htmlPage,
  manyProjects,
  manyTeams,
  manyUsers,
  noSuchThing,
  startSquash,
} from './small-squash.ts';

const light: Projection = new Set();
const idsUpTo = (count: number): readonly string[] => manyUsers(count).map(({ id }) => String(id));
const logins = (read: AccountsRead): readonly string[] => read.found.map(({ account }) => account.login);

test('two accounts by id are two calls', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(50) });
  const read = await connector.readAccounts(call, { ids: ['7', '9'], logins: [] }, light);
  expect(logins(read)).toEqual(['user7', 'user9']);
  expect(calls).toEqual(['/users/7', '/users/9']);
});

test('a hundred accounts by id and login are one page of the list', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(500) });
  const wanted = {
    ids: idsUpTo(50),
    logins: manyUsers(100)
      .slice(50)
      .map(({ login }) => login),
  };
  const read = await connector.readAccounts(call, wanted, new Set(['groups', 'details'] as const));
  expect(read.found).toHaveLength(100);
  expect(read.found[0]?.details).toEqual({
    ok: true,
    value: { kind: 'squash', userGroup: 'User', canDeleteFromFront: true },
  });
  expect(calls).toHaveLength(1);
});

test('a scan stops once asking for the few that are left costs less', async () => {
  const { connector, call, calls } = await startSquash(
    { users: manyUsers(100) },
    { settings: { pageSize: 10 } },
  );
  const read = await connector.readAccounts(call, { ids: ['1', '2', '3', '99'], logins: [] }, light);
  expect(read.found).toHaveLength(4);
  expect(calls.slice(1)).toEqual(['/users/99']);
  calls.length = 0;
  await connector.readAccounts(call, { ids: ['1', '2', '3', '99'], logins: [] }, light);
  expect(calls).toHaveLength(4);
});

test('what does not exist is in neither list, and neither are ids the server could not have given', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(3) });
  const wanted = { ids: ['1', '77', '../teams', '007', '1,2'], logins: ['nobody'] };
  const read = await connector.readAccounts(call, wanted, light);
  expect(logins(read)).toEqual(['user1']);
  expect(read.failed).toEqual([]);
  expect(calls.every((path) => !path.includes('..') && !path.includes(','))).toBe(true);
});

test('an account the list hides is found by asking for it', async () => {
  const hidden = { id: 900, login: 'robot', group: 'TestAutomationServer' };
  const shown = manyUsers(20);
  const { connector, call } = await startSquash({
    users: shown,
    instead: ({ path }) =>
      path === '/users/900' ? { status: 200, body: { ...hidden, last_name: 'R' } } : undefined,
  });
  const read = await connector.readAccounts(call, { ids: [...idsUpTo(10), '900'], logins: [] }, light);
  expect(logins(read)).toContain('robot');
});

test('a hidden account is failed as forbidden, and others stand', async () => {
  const { connector, call } = await startSquash({
    users: manyUsers(3),
    instead: ({ path }) =>
      path === '/users/2' ? { status: 403, body: { message: 'Access is denied' } } : undefined,
  });
  const read = await connector.readAccounts(call, { ids: ['1', '2'], logins: [] }, light);
  expect(logins(read)).toEqual(['user1']);
  expect(read.failed).toMatchObject([{ wanted: { id: '2' }, error: { code: 'UPSTREAM_FORBIDDEN' } }]);
});

test('a list that is refused fails every account that was wanted, and the error says so', async () => {
  const { connector, call } = await startSquash({
    instead: () => ({ status: 403, body: { message: 'Access is denied' } }),
  });
  const read = await connector.readAccounts(call, { ids: idsUpTo(9), logins: ['a'] }, light);
  expect(read.found).toEqual([]);
  expect(read.failed).toHaveLength(10);
});

test('an id that belongs to a team is no account', async () => {
  const { connector, call } = await startSquash({
    instead: () => ({ status: 200, body: { _type: 'team', id: 5, login: 'x' } }),
  });
  expect(await connector.readAccounts(call, { ids: ['5'], logins: [] }, light)).toEqual({
    found: [],
    failed: [],
  });
});

test('another account than the one asked for is a bad response', async () => {
  const { connector, call } = await startSquash({
    instead: () => ({ status: 200, body: { _type: 'user', id: 6, login: 'x' } }),
  });
  const { failed } = await connector.readAccounts(call, { ids: ['5'], logins: [] }, light);
  expect(failed).toMatchObject([{ error: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
});

test('a 404 page in HTML does not pass for an account that is missing', async () => {
  const { connector, call } = await startSquash({ instead: () => htmlPage });
  const { failed } = await connector.readAccounts(call, { ids: ['5'], logins: [] }, light);
  expect(failed).toMatchObject([{ wanted: { id: '5' }, error: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
});

test('an account wanted by id and by login is found once', async () => {
  const { connector, call } = await startSquash({ users: manyUsers(3) });
  const read = await connector.readAccounts(call, { ids: ['2'], logins: ['user2'] }, light);
  expect(logins(read)).toEqual(['user2']);
});

test('an account read whole by id stays whole when the list shows it for its login', async () => {
  const users = manyUsers(3);
  const { connector, call, calls } = await startSquash({
    users,
    teams: manyTeams(1, users),
    hasLoginService: false,
  });
  const read = await connector.readAccounts(
    call,
    { ids: ['2'], logins: ['user2'] },
    new Set(['teams'] as const),
  );
  expect(read.found[0]?.holdings.teams).toMatchObject({ ok: true, value: [{ team: { nativeId: '10001' } }] });
  expect(calls.map((path) => path.replace(/\?.*/u, '')).sort()).toEqual([
    '/users',
    '/users/2',
    '/users/login/user2',
  ]);
});

test('slim lists are known after one scan: accounts are read by themselves from then on', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(10), honoursFields: false });
  const read = await connector.readAccounts(call, { ids: idsUpTo(10), logins: [] }, light);
  expect(read.found.every(({ account }) => account.email !== undefined)).toBe(true);
  calls.length = 0;
  await connector.readAccounts(call, { ids: idsUpTo(10), logins: [] }, light);
  expect(calls).toHaveLength(10);
});

test('whole users whose own read fails after a slim list are failed one by one', async () => {
  const { connector, call } = await startSquash({
    users: manyUsers(10),
    honoursFields: false,
    instead: ({ path }) => (path === '/users/4' ? { status: 503, body: '' } : undefined),
  });
  const read = await connector.readAccounts(call, { ids: idsUpTo(10), logins: [] }, light);
  expect(read.found).toHaveLength(9);
  expect(read.failed).toMatchObject([{ wanted: { id: '4' }, error: { code: 'UPSTREAM_UNAVAILABLE' } }]);
});

test('a hundred accounts with teams and permissions cost the pages, the teams and the projects', async () => {
  const users = manyUsers(100);
  const { connector, call, calls } = await startSquash({
    users,
    teams: manyTeams(10, users),
    projects: manyProjects(8, users),
  });
  const everything: Projection = new Set(['groups', 'teams', 'projectPermissions', 'details'] as const);
  const read = await connector.readAccounts(call, { ids: idsUpTo(100), logins: [] }, everything);
  // List, teams and their members, projects and their permissions, and one question which form there is.
  expect(calls).toHaveLength(1 + (1 + 10) + (1 + 8) + 1);
  calls.length = 0;
  await connector.readAccounts(call, { ids: idsUpTo(100), logins: [] }, everything);
  expect(calls).toHaveLength(1 + (1 + 10) + (1 + 8));
  expect(read.found[2]?.holdings).toMatchObject({
    groups: { ok: true, value: [{ group: { nativeId: 'User' } }] },
    teams: { ok: true, value: [{ team: { nativeId: '10004', name: 'Team 4' } }] },
    projectPermissions: {
      ok: true,
      value: [{ permission: 'validator', project: { nativeId: '504', name: 'Project 4' } }],
    },
  });
});

test('teams come with the list where the server puts them there', async () => {
  const users = manyUsers(100);
  const { connector, call, calls } = await startSquash({
    users,
    teams: manyTeams(10, users),
    honoursTeams: true,
  });
  const read = await connector.readAccounts(
    call,
    { ids: idsUpTo(100), logins: [] },
    new Set(['teams'] as const),
  );
  expect(calls).toHaveLength(1);
  expect(
    read.found.every(({ holdings }) => holdings.teams?.ok === true && holdings.teams.value.length === 1),
  ).toBe(true);
});

test('lists that show every user without teams are not believed', async () => {
  const users = manyUsers(20).map((user) => ({ ...user }));
  const teams = manyTeams(2, users);
  const { connector, call, calls } = await startSquash({
    users,
    teams,
    instead: ({ path }) =>
      path === '/users'
        ? {
            status: 200,
            body: {
              _embedded: {
                users: users.map((user) => ({
                  ...user,
                  first_name: '',
                  last_name: 'L',
                  email: '',
                  created_on: '',
                  teams: [],
                })),
              },
              page: { size: 1000, totalElements: 20, totalPages: 1, number: 0 },
            },
          }
        : undefined,
  });
  const read = await connector.readAccounts(
    call,
    { ids: idsUpTo(20), logins: [] },
    new Set(['teams'] as const),
  );
  expect(
    read.found.every(({ holdings }) => holdings.teams?.ok === true && holdings.teams.value.length === 1),
  ).toBe(true);
  expect(calls).toHaveLength(1 + 1 + 2);
});

test('teams are turned round in one call where the list of teams shows members', async () => {
  const users = manyUsers(100);
  const { connector, call, calls } = await startSquash({
    users,
    teams: manyTeams(70, users),
    honoursMembers: true,
  });
  const read = await connector.readAccounts(
    call,
    { ids: idsUpTo(100), logins: [] },
    new Set(['teams'] as const),
  );
  expect(calls).toHaveLength(1 + 1);
  expect(read.found[2]?.holdings.teams).toMatchObject({ ok: true, value: [{ team: { nativeId: '10004' } }] });
});

test('teams are read by account where there are more teams than accounts', async () => {
  const users = manyUsers(5);
  const { connector, call, calls } = await startSquash({ users, teams: manyTeams(50, users) });
  const read = await connector.readAccounts(
    call,
    { ids: idsUpTo(5), logins: [] },
    new Set(['teams'] as const),
  );
  expect(read.found[0]?.holdings.teams).toMatchObject({ ok: true, value: [{ team: { nativeId: '10002' } }] });
  // The list, how many teams there are, and each account.
  expect(calls).toHaveLength(1 + 1 + 5);
  calls.length = 0;
  await connector.readAccounts(call, { ids: idsUpTo(5), logins: [] }, new Set(['teams'] as const));
  expect(calls).toHaveLength(5);
});

test('one account with teams is one call', async () => {
  const users = manyUsers(5);
  const { connector, call, calls } = await startSquash({ users, teams: manyTeams(2, users) });
  await connector.readAccounts(call, { ids: ['1'], logins: [] }, new Set(['teams'] as const));
  expect(calls).toEqual(['/users/1']);
});

test('teams come by login where whole users do not show them, and then they are whole teams', async () => {
  const users = manyUsers(3).map((user) => ({ ...user, more: { teams: undefined } }));
  const { connector, call } = await startSquash({ users, teams: manyTeams(1, users) });
  const read = await connector.readAccounts(call, { ids: ['1'], logins: [] }, new Set(['teams'] as const));
  expect(read.found[0]?.holdings.teams).toMatchObject({
    ok: true,
    value: [{ team: { nativeId: '10001', description: '<p>Us</p>', isWhole: true } }],
  });
});

test('teams of all accounts are read one by one where the list of teams is refused', async () => {
  const users = manyUsers(10);
  const { connector, call } = await startSquash({
    users,
    teams: manyTeams(2, users),
    instead: ({ path }) => (path === '/teams' ? { status: 403, body: {} } : undefined),
  });
  const read = await connector.readAccounts(
    call,
    { ids: idsUpTo(10), logins: [] },
    new Set(['teams'] as const),
  );
  expect(
    read.found.every(({ holdings }) => holdings.teams?.ok === true && holdings.teams.value.length === 1),
  ).toBe(true);
});

test('a facet that fails leaves the account and its other facets standing', async () => {
  const users = manyUsers(2);
  const { connector, call } = await startSquash({
    users,
    teams: manyTeams(1, users),
    instead: ({ path }) => (path.endsWith('/permissions') ? { status: 500, body: {} } : undefined),
  });
  const { found } = await connector.readAccounts(
    call,
    { ids: ['1'], logins: [] },
    new Set(['teams', 'projectPermissions'] as const),
  );
  expect(found[0]?.holdings).toMatchObject({
    teams: { ok: true },
    projectPermissions: { ok: false, error: { code: 'UPSTREAM_UNAVAILABLE' } },
  });
});

test('only what the projection asks for is answered', async () => {
  const { connector, call } = await startSquash({ users: manyUsers(1) });
  const { found } = await connector.readAccounts(
    call,
    { ids: ['1'], logins: [] },
    new Set(['groups'] as const),
  );
  expect(Object.keys(found[0]?.holdings ?? {})).toEqual(['groups']);
  expect(found[0]).not.toHaveProperty('details');
});

test('a user that vanishes between the list and its own read is missing, not failed', async () => {
  const { connector, call } = await startSquash({
    users: manyUsers(10),
    honoursFields: false,
    instead: ({ path }) => (path === '/users/4' ? noSuchThing : undefined),
  });
  const read = await connector.readAccounts(call, { ids: idsUpTo(10), logins: [] }, light);
  expect(read.found).toHaveLength(9);
  expect(read.failed).toEqual([]);
});

test('a group or teams that are not told fail alone, though the account is there', async () => {
  const { connector, call } = await startSquash({
    users: [{ id: 1, login: 'ada', more: { group: undefined, teams: 'unreadable' } }],
    hasLoginService: false,
  });
  const facets: Projection = new Set(['groups', 'teams', 'projectPermissions'] as const);
  const { found } = await connector.readAccounts(call, { ids: ['1'], logins: [] }, facets);
  const notTold = { ok: false, error: { code: 'UPSTREAM_BAD_RESPONSE', system: 'squash' } };
  expect(found[0]?.holdings).toMatchObject({
    groups: notTold,
    teams: notTold,
    projectPermissions: { ok: true },
  });
});

test('members of a group are not told while the group of somebody is not', async () => {
  const users = [...manyUsers(3), { id: 9, login: 'ada', more: { group: undefined } }];
  const { connector, call } = await startSquash({ users });
  await expect(collect(connector.groups?.members?.(call, 'User'))).rejects.toMatchObject({
    code: 'UPSTREAM_BAD_RESPONSE',
    message: expect.stringContaining('account 9') as string,
  });
});

test('an id beyond 64 bits and a login no server keeps are nobody, and cost nothing', async () => {
  const { connector, call, calls } = await startSquash({ users: manyUsers(3) });
  const wanted = { ids: ['9223372036854775808'], logins: ['x'.repeat(20_000)] };
  expect(await connector.readAccounts(call, wanted, light)).toEqual({ found: [], failed: [] });
  expect(calls).toEqual([]);
});
