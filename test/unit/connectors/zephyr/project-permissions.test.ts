import { afterEach, describe, expect, it } from 'vitest';
import type { Settled } from '#domain/settled.ts';
import type { HeldPermission } from '#domain/holdings.ts';
import { json, raw, startFakeZephyr, userRow } from './fake-zephyr.ts';
import type { Answers, FakeZephyr } from './fake-zephyr.ts';

let fake: FakeZephyr;
afterEach(async () => fake.stop());

const projectIds = [1, 2, 3, 4, 5, 6];
const users = [10, 11, 12, 13];
/** The row's own id is somebody else's number on purpose. */
const row = (userId: number, role: object): object => ({ id: 11, version: 0, userId, role });

const company: Answers = {
  '/latest/user': json(users.map((id) => userRow(id))),
  '/latest/user/10': json(userRow(10)),
  '/latest/project/details': json(
    projectIds.map((id) => ({ id, name: `Project ${id}`, status: '2', members: [] })),
  ),
  ...Object.fromEntries(projectIds.map((id) => [`/latest/project/projectteam/${id}`, json([])])),
  '/latest/project/projectteam/2': json([
    row(10, { id: 2, name: 'lead' }),
    row(10, { id: 106, name: 'Admin desk ' }),
    row(10, { id: 2, name: 'lead' }),
    row(-10, { id: 3, name: 'tester' }),
    row(12, { id: 3, text: 'tester' }),
  ]),
  '/latest/project/projectteam/5': json([row(10, { id: 3, name: 'tester' })]),
  '/latest/project/project/10': json([2, 5]),
};

async function permissions(ids: string[]): Promise<(Settled<readonly HeldPermission[]> | undefined)[]> {
  const read = await fake.connector.readAccounts(
    fake.call,
    { ids, logins: [] },
    new Set(['projectPermissions'] as const),
  );
  return read.found.map((one) => one.holdings.projectPermissions);
}

function shown(settled: Settled<readonly HeldPermission[]> | undefined): unknown {
  return settled?.ok === true
    ? settled.value.map((held) => [held.project.nativeId, held.project.name, held.permission])
    : settled?.error.code;
}

const ofUser10 = [
  ['2', 'Project 2', 'lead'],
  ['2', 'Project 2', 'Admin desk '],
  ['5', 'Project 5', 'tester'],
];

describe('project permissions', () => {
  it('of one user come from the teams of the projects the user is allocated to', async () => {
    fake = await startFakeZephyr(company);
    const [held] = await permissions(['10']);
    expect(shown(held)).toEqual(ofUser10);
    expect(fake.calls.toSorted()).toEqual([
      '/latest/project/details',
      '/latest/project/project/10',
      '/latest/project/projectteam/2',
      '/latest/project/projectteam/5',
      '/latest/user/10',
    ]);
  });

  it('of many users take a call per project, not per user', async () => {
    fake = await startFakeZephyr(company);
    const held = await permissions(['10', '11', '12', '13']);
    expect(held.map(shown)).toEqual([ofUser10, [], [['2', 'Project 2', 'tester']], []]);
    expect(fake.calls).toHaveLength(1 + 1 + projectIds.length);
  });

  it('come from all teams where a user’s allocations are not told', async () => {
    fake = await startFakeZephyr({ ...company, '/latest/project/project/10': raw(500) });
    expect(shown((await permissions(['10']))[0])).toEqual(ofUser10);
  });

  it('come with the slim list of projects where there is no other', async () => {
    fake = await startFakeZephyr({
      ...company,
      '/latest/project/details': raw(404),
      '/latest/project/lite': json([{ id: 2, name: 'Slim' }]),
    });
    expect(shown((await permissions(['10']))[0])).toEqual(
      [
        ['2', 'Slim', 'lead'],
        ['2', 'Slim', 'Admin desk '],
        ['5', undefined, 'tester'],
      ].slice(0, 2),
    );
  });

  it('fail for those whom an unreadable team may hold, and for no others', async () => {
    fake = await startFakeZephyr({
      ...company,
      '/latest/project/project/11': json([1]),
      '/latest/project/projectteam/5': json({ errorMsg: 'x', errorCode: 'Forbidden' }, 403),
    });
    const held = await permissions(['10', '11']);
    expect(held.map(shown)).toEqual(['UPSTREAM_FORBIDDEN', []]);
  });

  it('fail for all where the projects cannot be listed, and leave the accounts standing', async () => {
    fake = await startFakeZephyr({ ...company, '/latest/project/details': raw(503) });
    expect((await permissions(['10', '11'])).map(shown)).toEqual([
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_UNAVAILABLE',
    ]);
  });

  it('name the path of a row whose role has neither name nor id', async () => {
    fake = await startFakeZephyr({ ...company, '/latest/project/projectteam/5': json([row(10, {})]) });
    const [held] = await permissions(['10']);
    expect(held).toMatchObject({
      ok: false,
      error: { code: 'UPSTREAM_BAD_RESPONSE', message: expect.stringContaining('[0].role') as string },
    });
  });
});

describe('permissions by project', () => {
  it('take one list of users and a call per project', async () => {
    fake = await startFakeZephyr(company);
    const byProject = await fake.connector.projects?.permissions?.(fake.call, ['2', '5', '6']);
    const grants = [...(byProject ?? [])].map(([id, grant]) => [
      id,
      grant.ok &&
        grant.value.map((one) => [one.account.nativeId, one.account.login, one.permission.permission]),
    ]);
    expect(grants).toEqual([
      [
        '2',
        [
          ['10', 'user.10', 'lead'],
          ['10', 'user.10', 'Admin desk '],
          ['12', 'user.12', 'tester'],
        ],
      ],
      ['5', [['10', 'user.10', 'tester']]],
      ['6', []],
    ]);
    expect(fake.calls).toHaveLength(4);
  });

  it('leave out rows of users who do not exist', async () => {
    fake = await startFakeZephyr({
      ...company,
      '/latest/project/projectteam/6': json([row(99, { id: 3, name: 'tester' })]),
    });
    const byProject = await fake.connector.projects?.permissions?.(fake.call, ['6']);
    expect(byProject?.get('6')).toEqual({ ok: true, value: [] });
  });

  it.each([
    ['99', 500, 'NOT_FOUND'],
    ['99', 404, 'NOT_FOUND'],
    ['99', 204, 'NOT_FOUND'],
    ['3', 500, 'UPSTREAM_UNAVAILABLE'],
  ])(
    'of project %s answered with %i are cleared up by the list of projects: %s',
    async (id, status, code) => {
      fake = await startFakeZephyr({ ...company, [`/latest/project/projectteam/${id}`]: raw(status) });
      const byProject = await fake.connector.projects?.permissions?.(fake.call, [id, '5']);
      expect(byProject?.get(id)).toMatchObject({ ok: false, error: { code } });
      expect(byProject?.get('5')?.ok).toBe(true);
    },
  );
});
