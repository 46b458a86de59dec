import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';
import type { ZephyrServer } from '../support/zephyr-server.ts';

interface Row {
  readonly id: number;
  readonly username: string;
}

async function ids(zephyr: ZephyrServer, path: string): Promise<number[]> {
  return (await zephyr.call('GET', path)).json<Row[]>().map((row) => row.id);
}

describe('lists of users', () => {
  test('are bare arrays of everybody, the disabled and the pseudo-user included', async () => {
    const zephyr = await startZephyr();
    expect(await ids(zephyr, '/latest/user')).toEqual([-10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 3_000_000_000]);
  });

  test('leave the disabled out when asked to, by the exact name of the parameter only', async () => {
    const zephyr = await startZephyr();
    expect(await ids(zephyr, '/latest/user?hidedisabledusers=true')).not.toContain(3);
    expect(await ids(zephyr, '/latest/user?hideDisabledUsers=true')).toContain(3);
  });

  test('answer the same under v3, and with a slash at the end', async () => {
    const zephyr = await startZephyr();
    const listed = await ids(zephyr, '/latest/user');
    expect(await ids(zephyr, '/v3/user')).toEqual(listed);
    expect(await ids(zephyr, '/latest/user/')).toEqual(listed);
  });

  test('for pickers lack the defect users, the pseudo-user, and dashboard users unless asked for', async () => {
    const zephyr = await startZephyr();
    expect(await ids(zephyr, '/latest/user/filter')).toEqual([1, 2, 3, 5, 7, 8, 9, 10, 3_000_000_000]);
    expect(await ids(zephyr, '/latest/user/filter?includeDashboardUser=true')).toContain(4);
    expect(await ids(zephyr, '/latest/user/defect')).toEqual([6]);
  });

  test('of a project lack somebody whom the team has', async () => {
    const zephyr = await startZephyr();
    const team = (await zephyr.call('GET', '/latest/project/projectteam/7')).json<{ userId: number }[]>();
    expect(team.map((row) => row.userId)).toEqual([2, 3]);
    expect(await ids(zephyr, '/latest/user/project/7')).toEqual([2]);
  });

  test('may be read without an administrator role', async () => {
    const zephyr = await startZephyr();
    const listed = await zephyr.call('GET', '/latest/user', { as: zephyrKeys.five });
    expect(listed.json()).toHaveLength(12);
  });
});

describe('one user', () => {
  test('has roles, groups, profile and times', async () => {
    const zephyr = await startZephyr();
    expect((await zephyr.call('GET', '/latest/user/2')).json()).toEqual({
      id: 2,
      username: 'Ada.Byron',
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'Ada.Byron@example.test',
      title: 'Lead',
      accountEnabled: true,
      accountExpired: false,
      credentialsExpired: false,
      roles: [
        { id: 2, name: 'lead' },
        { id: 101, name: 'Release gate' },
      ],
      userType: 0,
      chargeableFlag: true,
      onlyLoggedInUser: false,
      groupSet: [
        expect.objectContaining({ id: 1, name: 'QA', disabled: false }),
        expect.objectContaining({ id: 2, name: 'Night shift, bench 3 (east)' }),
      ],
      countAttempts: 0,
      lastSuccessfulLogin: 1_769_902_200_000,
      lastSuccessfulLoginString: '01/31/2026',
      isInternal: true,
      fullName: 'Ada Byron',
    });
  });

  test('of the kinds that matter are told apart by their fields', async () => {
    const zephyr = await startZephyr();
    const one = async (id: number): Promise<unknown> =>
      (await zephyr.call('GET', `/latest/user/${id}`)).json();
    expect(await one(3)).toMatchObject({ accountEnabled: false });
    expect(await one(4)).toMatchObject({
      userType: 2,
      chargeableFlag: false,
      roles: [{ id: 5, name: 'dashboard' }],
    });
    expect(await one(6)).toMatchObject({ roles: [{ id: 4 }] });
    expect(await one(7)).toMatchObject({ isInternal: false });
    expect(await one(3_000_000_000)).toMatchObject({ username: 'late', roles: [] });
  });

  test('who is calling is the current one', async () => {
    const zephyr = await startZephyr();
    const current = await zephyr.call('GET', '/latest/user/current', { as: zephyrKeys.ada });
    expect(current.json()).toMatchObject({ id: 2, username: 'Ada.Byron' });
  });

  test.each([
    [500, 500],
    [404, 404],
    [204, 204],
  ] as const)('unknown is answered %i under the switch unknownId %i', async (status, unknownId) => {
    const zephyr = await startZephyr({ unknownId });
    const answer = await zephyr.call('GET', '/latest/user/99');
    expect(answer.status).toBe(status);
    expect(answer.text === '').toBe(status !== 500);
    expect((await zephyr.call('GET', '/latest/user/-10')).status).toBe(status);
  });

  test('named by something else than a number is 404 without a body, or 400 with one', async () => {
    const answer = await (await startZephyr()).call('GET', '/latest/user/abc');
    expect([answer.status, answer.text]).toEqual([404, '']);
    const switched = await (await startZephyr({ badNumber: 400 })).call('GET', '/latest/user/1,2');
    expect(switched.status).toBe(400);
    expect(switched.json()).toEqual({ errorMsg: 'For input string: "1,2"', errorCode: 'Bad Request' });
  });

  test('of an older server has groups and loginName', async () => {
    const zephyr = await startZephyr({ groupsKey: 'groups' });
    const ada = (await zephyr.call('GET', '/latest/user/2')).json();
    expect(ada).toMatchObject({ loginName: 'Ada.Byron', groups: [{ id: 1 }, { id: 2 }] });
    expect(ada).not.toHaveProperty('groupSet');
  });
});

describe('the grid of users', () => {
  interface Envelope {
    readonly resultSize: number;
    readonly pageNumber: number;
    readonly results: { readonly userDTO: Row; readonly loginStatus: boolean }[];
  }

  test('has ten rows by default, wrapped, in an envelope that says 0', async () => {
    const zephyr = await startZephyr();
    const grid = (await zephyr.call('GET', '/latest/ui/users')).json<Envelope>();
    expect(grid).toMatchObject({ firstResult: 0, resultSize: 0, pageNumber: 10 });
    expect(grid.results.map((row) => row.userDTO.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(grid.results[0]?.loginStatus).toBe(true);
  });

  test('is paged by offset and pagesize, and sorted by order and isascorder', async () => {
    const zephyr = await startZephyr();
    const page = async (query: string): Promise<string[]> =>
      (await zephyr.call('GET', `/latest/ui/users?${query}`))
        .json<Envelope>()
        .results.map((row) => row.userDTO.username);
    expect(await page('offset=10&pagesize=10')).toEqual(['late']);
    expect(await page('offset=11&pagesize=10')).toEqual([]);
    expect(await page('pagesize=2&order=username')).toEqual(['Ada.Byron', 'defects']);
    expect(await page('pagesize=2&order=username&isascorder=false')).toEqual(['wall', 'test.manager']);
    expect(await page('pagesize=50&hidedisabledusers=true')).not.toContain('gone');
    expect(await page('isLoggedIn=true')).toEqual(['test.manager']);
  });

  test('can be an envelope of plain rows, a bare array, and honest', async () => {
    const plain = await startZephyr({ usersGridShape: 'envelope', resultSize: 'honest' });
    expect((await plain.call('GET', '/latest/ui/users?pagesize=1')).json()).toMatchObject({
      resultSize: 11,
      results: [{ id: 1 }],
    });
    const bare = await startZephyr({ usersGridShape: 'array' });
    expect(await ids(bare, '/latest/ui/users?pagesize=2')).toEqual([1, 2]);
  });
});

test('the number of users logged in is a bare number', async () => {
  const zephyr = await startZephyr();
  await zephyr.call('GET', '/latest/user/current', { as: zephyrKeys.ada });
  expect((await zephyr.call('GET', '/latest/user/loggedin/count')).text).toBe('2');
});
