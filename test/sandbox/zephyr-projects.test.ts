import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';
import type { ZephyrServer } from '../support/zephyr-server.ts';

interface Member {
  readonly id: number;
  readonly userId: number;
  readonly role: { readonly id: number };
}
interface Project {
  readonly id: number;
  readonly version: number;
  readonly members: Member[];
}
interface Written {
  readonly projectDto: Project;
  readonly totalResources: number;
}

async function project(zephyr: ZephyrServer, id: number): Promise<Project> {
  return (await zephyr.call('GET', `/latest/project/${id}`)).json();
}

const newTester = (userId: number): object => ({ userId, id: '0', role: { text: 'tester', id: 3 } });

describe('reading projects', () => {
  test.each(['', '/normal', '/details', '/lite'])('the list /project%s shows no members', async (path) => {
    const zephyr = await startZephyr();
    const projects = (await zephyr.call('GET', `/latest/project${path}`)).json<Project[]>();
    expect(projects.map(({ id, members }) => ({ id, members }))).toEqual([
      { id: 7, members: [] },
      { id: 8, members: [] },
      { id: 9, members: [] },
    ]);
  });

  test('one project shows its team and its groups, and its status as text', async () => {
    const zephyr = await startZephyr();
    expect(await project(zephyr, 7)).toMatchObject({
      name: 'Alpha',
      description: 'The first',
      status: '2',
      startDate: expect.any(Number),
      members: [
        { id: 1, userId: 2, role: { id: 2, name: 'lead' } },
        { id: 3, userId: 3, role: { id: 3, name: 'tester' } },
      ],
      projectGroups: [{ id: 1, name: 'QA', role: { id: 3 } }],
    });
    const team = (await zephyr.call('GET', '/latest/project/projectteam/7')).json();
    expect(team).toEqual((await project(zephyr, 7)).members);
  });

  test('an unknown one is 500', async () => {
    const zephyr = await startZephyr();
    for (const path of ['/latest/project/99', '/latest/project/projectteam/99', '/latest/user/project/99']) {
      expect((await zephyr.call('GET', path)).status).toBe(500);
    }
  });

  test('a user is allocated in person and through groups, and sees more with Project Setup', async () => {
    const zephyr = await startZephyr();
    const list = async (path: string): Promise<unknown> => (await zephyr.call('GET', path)).json();
    expect(await list('/latest/project/project/2')).toEqual([7, 8]);
    expect(await list('/latest/project/project/10')).toEqual([7]);
    expect(await list('/latest/project/project/1')).toEqual([]);
    expect(await list('/latest/project/user/1')).toHaveLength(3);
    expect(await list('/latest/project/user/10')).toMatchObject([{ id: 7 }]);
    expect(await list('/latest/project?userId=10')).toMatchObject([{ id: 7 }]);
  });

  test('the grid has no default page', async () => {
    const zephyr = await startZephyr();
    for (let n = 0; n < 10; n += 1) await zephyr.call('POST', '/latest/project', { body: { name: `P${n}` } });
    const all = (await zephyr.call('GET', '/latest/ui/searchProjects')).json<{ results: Project[] }>();
    expect(all.results).toHaveLength(13);
    const some = (await zephyr.call('GET', '/latest/ui/searchProjects?text=mus')).json<{
      results: Project[];
    }>();
    expect(some.results.map(({ id }) => id)).toEqual([9]);
  });

  test('one that somebody is not on is 403, though the list names it', async () => {
    const zephyr = await startZephyr();
    const as = zephyrKeys.ada;
    expect((await zephyr.call('GET', '/latest/project', { as })).json()).toHaveLength(3);
    expect((await zephyr.call('GET', '/latest/project/7', { as })).status).toBe(200);
    for (const path of ['/latest/project/9', '/latest/project/projectteam/9', '/latest/user/project/9']) {
      expect((await zephyr.call('GET', path, { as })).status).toBe(403);
    }
  });
});

describe('writing projects', () => {
  test('takes the whole project with its id in the body, and answers it wrapped', async () => {
    const zephyr = await startZephyr();
    const before = await project(zephyr, 7);
    const written = await zephyr.call('PUT', '/latest/project', {
      body: { ...before, members: [...before.members, newTester(5)] },
    });
    const { projectDto, totalResources } = written.json<Written>();
    expect(totalResources).toBe(3);
    expect(projectDto).toEqual({
      ...before,
      version: before.version + 1,
      members: [
        ...before.members,
        { id: 4, version: 0, userId: 5, startDate: expect.any(Number), role: { id: 3, name: 'tester' } },
      ],
    });
    expect(await project(zephyr, 7)).toEqual(projectDto);
    expect((await zephyr.call('GET', '/latest/project/project/5')).json()).toEqual([7]);
  });

  test('replaces the team, so that those left out are off it', async () => {
    const zephyr = await startZephyr();
    expect((await zephyr.call('GET', '/latest/project/project/3')).json()).toEqual([7]);
    const before = await project(zephyr, 7);
    await zephyr.call('PUT', '/latest/project/', { body: { ...before, members: [newTester(5)] } });
    expect((await project(zephyr, 7)).members.map((row) => row.userId)).toEqual([5]);
    expect((await zephyr.call('GET', '/latest/project/project/3')).json()).toEqual([]);
  });

  test('adds to the team under the switch, and changes the role of who is on it', async () => {
    const zephyr = await startZephyr({ membersSemantics: 'append' });
    const before = await project(zephyr, 7);
    const members = [newTester(5), newTester(2)];
    await zephyr.call('PUT', '/latest/project', { body: { ...before, members } });
    const after = await project(zephyr, 7);
    expect(after.members.map((row) => [row.userId, row.role.id])).toEqual([
      [2, 3],
      [3, 3],
      [5, 3],
    ]);
    expect(after.members[0]?.id).toBe(before.members[0]?.id);
  });

  test('clears team, groups and description where they are left out, and keeps them under the switch', async () => {
    const cleared = await startZephyr();
    await cleared.call('PUT', '/latest/project', { body: { id: 7, name: 'Alpha' } });
    expect(await project(cleared, 7)).toMatchObject({ members: [], projectGroups: [] });
    expect(await project(cleared, 7)).not.toHaveProperty('description');
    const kept = await startZephyr({ putOmittedFields: 'kept' });
    const before = await project(kept, 7);
    await kept.call('PUT', '/latest/project', { body: { id: 7 } });
    expect(await project(kept, 7)).toEqual({ ...before, version: 2 });
  });

  test('takes a start date as text and gives a number back', async () => {
    const zephyr = await startZephyr();
    const created = await zephyr.call('POST', '/latest/project', {
      body: { name: 'Gamma', startDate: '1735689600000', members: [newTester(2)] },
    });
    expect(created.json<Written>().projectDto).toMatchObject({
      id: 10,
      startDate: 1_735_689_600_000,
      members: [{ userId: 2 }],
    });
  });

  test('is refused for what is not there, for a row of somebody else, and without the right', async () => {
    const zephyr = await startZephyr();
    const before = await project(zephyr, 7);
    const put = async (change: object, as = zephyrKeys.manager): Promise<number> =>
      (await zephyr.call('PUT', '/latest/project', { body: { ...before, ...change }, as })).status;
    expect(await put({ id: 99 })).toBe(500);
    expect(await put({ id: undefined })).toBe(400);
    expect(await put({ name: '' })).toBe(400);
    expect(await put({ members: [newTester(99)] })).toBe(400);
    expect(await put({ members: [{ userId: 5, id: 1, role: { id: 3 } }] })).toBe(400);
    expect(await put({ members: [{ userId: 5, id: '0', role: { text: 'tester' } }] })).toBe(400);
    expect(await put({}, zephyrKeys.ada)).toBe(403);
    expect(await project(zephyr, 7)).toEqual(before);
  });
});
