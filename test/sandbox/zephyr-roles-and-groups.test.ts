import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';

describe('roles', () => {
  test('are the five built-in ones and the custom ones, with JSON inside the template', async () => {
    const zephyr = await startZephyr();
    const roles = (await zephyr.call('GET', '/v3/role')).json<
      { id: number; roleTemplate: { templateApps: string } }[]
    >();
    expect(roles.map((role) => role.id)).toEqual([1, 2, 3, 4, 5, 101, 102, 106]);
    const desk = roles.at(-1);
    expect(desk).toMatchObject({
      name: 'Administration Role ',
      description: 'Accounts',
      isProjectAppRole: false,
    });
    expect(JSON.parse(desk?.roleTemplate.templateApps ?? '')).toMatchObject({
      apps: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 6 }, { id: 32 }],
    });
  });

  test('may not be listed at all, and may have lost the blank', async () => {
    expect((await (await startZephyr({ roleList: 404 })).call('GET', '/v3/role')).status).toBe(404);
    const trimmed = await startZephyr({ roleNameBlank: 'off' });
    expect((await trimmed.call('GET', '/latest/user/8')).json()).toMatchObject({
      roles: [{ name: 'Administration Role' }],
    });
  });

  test('are created with a template named by text, changed, and given up for another', async () => {
    const zephyr = await startZephyr();
    const body = { name: 'Auditor', description: 'Reads', roleTemplateId: '2' };
    const created = await zephyr.call('POST', '/v3/role/', { body });
    expect(created.json()).toMatchObject({ id: 107, name: 'Auditor', isProjectAppRole: true });
    expect((await zephyr.call('POST', '/v3/role', { body })).status).toBe(400);
    const renamed = await zephyr.call('PUT', '/v3/role', { body: { id: 101, name: 'Gate' } });
    expect(renamed.json()).toMatchObject({ id: 101, name: 'Gate', description: null });
    await zephyr.call('DELETE', '/v3/role/101/107');
    expect((await zephyr.call('GET', '/latest/user/2')).json()).toMatchObject({
      roles: [{ id: 2 }, { id: 107 }],
    });
    expect((await zephyr.call('DELETE', '/v3/role/1/0')).status).toBe(400);
  });

  test('hold applications, whose name is a number, and are what a caller may do', async () => {
    const zephyr = await startZephyr();
    const path = '/v3/role/permission?roleid=101';
    expect((await zephyr.call('GET', path)).json()).toEqual([
      { applicationName: 8 },
      { applicationName: 13 },
    ]);
    const grace = { firstName: 'G', lastName: 'H', email: 'g@example.test', username: 'grace' };
    expect((await zephyr.call('POST', '/latest/user', { body: grace, as: zephyrKeys.ada })).status).toBe(403);
    const set = await zephyr.call('PUT', path, {
      body: [{ applicationName: 2 }],
      headers: { 'content-type': '*/*' },
    });
    expect(set.json()).toEqual([{ applicationName: 2 }]);
    expect((await zephyr.call('POST', '/latest/user', { body: grace, as: zephyrKeys.ada })).status).toBe(200);
  });

  test('are named by roleid, in this spelling', async () => {
    const zephyr = await startZephyr();
    const answer = await zephyr.call('GET', '/v3/role/permission?roleId=101');
    expect([answer.status, answer.json()]).toEqual([
      400,
      { errorMsg: 'roleid cannot be null.', errorCode: '141z05' },
    ]);
  });

  test('are written by those with User Setup only', async () => {
    const zephyr = await startZephyr();
    const body = { name: 'Mine', roleTemplateId: '1' };
    expect((await zephyr.call('POST', '/v3/role', { body, as: zephyrKeys.five })).status).toBe(403);
  });

  test('open the applications that are listed', async () => {
    const zephyr = await startZephyr();
    const apps = (await zephyr.call('GET', '/latest/admin/app')).json();
    expect(apps).toContainEqual({ id: 2, name: 'User Setup', desktopLevel: 1 });
  });
});

describe('groups', () => {
  interface Grid {
    readonly results: { readonly id: number; readonly name: string }[];
  }

  test('are a grid in the envelope that says 0', async () => {
    const zephyr = await startZephyr();
    const grid = (await zephyr.call('GET', '/latest/ui/searchGroups')).json<Grid>();
    expect(grid).toMatchObject({ firstResult: 0, resultSize: 0, pageNumber: 10 });
    expect(grid.results.map((group) => group.id)).toEqual([1, 2, 3]);
    expect(grid.results[2]).toMatchObject({ name: 'Old guard', disabled: true });
  });

  test('can be searched, paged, and the disabled left out', async () => {
    const zephyr = await startZephyr();
    const find = async (query: string): Promise<number[]> =>
      (await zephyr.call('GET', `/latest/ui/searchGroups?${query}`))
        .json<Grid>()
        .results.map((group) => group.id);
    expect(await find('text=SHIFT')).toEqual([2]);
    expect(await find('hidedisabledgroups=true')).toEqual([1, 2]);
    expect(await find('offset=1&pagesize=1&order=name')).toEqual([3]);
  });

  test('come ten to a page', async () => {
    const zephyr = await startZephyr();
    for (let n = 0; n < 9; n += 1)
      await zephyr.call('POST', '/latest/group/', { body: { name: `Group ${n}` } });
    expect((await zephyr.call('GET', '/latest/ui/searchGroups')).json<Grid>().results).toHaveLength(10);
    expect((await zephyr.call('GET', '/latest/ui/searchGroups?offset=10')).json<Grid>().results).toHaveLength(
      2,
    );
  });

  test('are created with members and projects, which users and projects then show', async () => {
    const zephyr = await startZephyr();
    const created = await zephyr.call('POST', '/latest/group/', {
      body: { name: 'New', users: [{ id: 2 }], projects: [{ id: 8, role: { id: 3 } }] },
    });
    expect(created.json()).toMatchObject({ id: 4, name: 'New', disabled: false });
    expect((await zephyr.call('GET', '/latest/user/2')).json()).toMatchObject({
      groupSet: [{ id: 1 }, { id: 2 }, { id: 4 }],
    });
    expect((await zephyr.call('GET', '/latest/project/8')).json()).toMatchObject({
      projectGroups: [{ id: 4, name: 'New', role: { id: 3, name: 'tester' } }],
    });
  });

  test('are updated with the id in the body; users that are sent replace, users left out stay', async () => {
    const zephyr = await startZephyr();
    const groupsOf = async (id: number): Promise<unknown> =>
      (await zephyr.call('GET', `/latest/user/${id}`)).json();
    await zephyr.call('PUT', '/latest/group', { body: { id: 1, name: 'QA team', disabled: true } });
    expect(await groupsOf(10)).toMatchObject({ groupSet: [{ id: 1, name: 'QA team', disabled: true }] });
    await zephyr.call('PUT', '/latest/group', { body: { id: 1, name: 'QA team', users: [{ id: 5 }] } });
    expect(await groupsOf(10)).toMatchObject({ groupSet: [] });
    expect(await groupsOf(5)).toMatchObject({ groupSet: [{ id: 1, disabled: false }] });
  });

  test('of a taken name, with nobody for a member, or by somebody without the right are refused', async () => {
    const zephyr = await startZephyr();
    expect((await zephyr.call('POST', '/latest/group', { body: { name: 'QA' } })).status).toBe(400);
    expect(
      (await zephyr.call('POST', '/latest/group', { body: { name: 'X', users: [{ id: 99 }] } })).status,
    ).toBe(400);
    expect(
      (await zephyr.call('POST', '/latest/group', { body: { name: 'X' }, as: zephyrKeys.ada })).status,
    ).toBe(403);
    expect((await zephyr.call('PUT', '/latest/group', { body: { name: 'X' } })).status).toBe(400);
    expect((await zephyr.call('PUT', '/latest/group', { body: { id: 99, name: 'X' } })).status).toBe(500);
    expect((await zephyr.call('GET', '/latest/group/1')).status).toBe(404);
  });
});
