import { describe, expect, it } from 'vitest';
import { editing, on, planned, projects, startWriting } from './writing-server.ts';
import type { Body, WritingServer } from './writing-server.ts';

const put = 'PUT /flex/services/rest/latest/project';

async function team(zephyr: WritingServer, id: number): Promise<readonly string[]> {
  const rows = await zephyr.read(`/latest/project/projectteam/${id}`);
  return rows.map((row: Body) => `${row.id}: ${row.userId} ${row.role.name}`);
}

describe('permissions on projects', () => {
  it('are written with the whole project, once for each, rows that stay as they are', async () => {
    const zephyr = await startWriting();
    const before = await zephyr.read('/latest/project/7');
    const { plan, sent } = await zephyr.apply(
      on(
        5,
        { kind: 'grantPermission', permission: 'tester', project: projects.alpha },
        { kind: 'grantPermission', permission: 'Project admin', project: projects.beta },
      ),
      on(2, { kind: 'revokePermission', project: projects.alpha }),
      on(3, { kind: 'grantPermission', permission: '2', project: projects.alpha }),
    );
    expect(plan.steps).toHaveLength(2);
    expect(plan.steps[0]).toMatchObject({
      operation: 'GRANT_PROJECT_PERMISSION',
      summary:
        'Make five tester on project Alpha; take Ada.Byron off project Alpha; make gone lead on project Alpha',
      replaced: ['tester on Alpha'],
      places: [
        { account: 0, intent: 0 },
        { account: 1, intent: 0 },
        { account: 2, intent: 0 },
      ],
    });
    expect(sent).toEqual([{ missing: undefined }, { missing: undefined }]);
    expect(zephyr.writes()).toEqual([put, put]);
    expect(zephyr.writes()).toEqual(planned(plan));
    const [body] = zephyr.bodies();
    expect(body).toEqual({
      ...before,
      members: [
        { ...before.members[1], role: { text: 'lead', id: 2 } },
        { userId: 5, id: '0', role: { text: 'tester', id: 3 } },
      ],
    });
    expect(await team(zephyr, 7)).toEqual(['3: 3 lead', '4: 5 tester']);
    expect(await team(zephyr, 8)).toEqual(['2: 2 tester', '5: 5 Project admin']);
  });

  it('are settled where they are so already, and nothing is written while planning', async () => {
    const zephyr = await startWriting();
    const work = [
      on(2, { kind: 'grantPermission', permission: 'lead', project: projects.alpha }),
      on(5, { kind: 'revokePermission', project: projects.alpha }),
      on(5, { kind: 'grantPermission', permission: 'tester', project: projects.beta }),
    ];
    const plan = await zephyr.plan(...work);
    expect(plan.settled.map(({ outcome, operation }) => [outcome, operation])).toEqual([
      ['UNCHANGED', 'GRANT_PROJECT_PERMISSION'],
      ['UNCHANGED', 'REVOKE_PROJECT_PERMISSION'],
    ]);
    expect(plan.steps).toHaveLength(1);
    expect(zephyr.writes()).toEqual([]);
    await zephyr.apply(...work);
    expect((await zephyr.plan(...work)).steps).toEqual([]);
  });

  it('name a role by name, to the last blank, or by id', async () => {
    const zephyr = await startWriting();
    const grant = async (permission: string): Promise<string | undefined> =>
      (await zephyr.plan(on(5, { kind: 'grantPermission', permission, project: projects.alpha }))).steps[0]
        ?.summary;
    expect(await grant('Administration Role ')).toBe('Make five Administration Role  on project Alpha');
    expect(await grant('102')).toBe('Make five Project admin on project Alpha');
    await expect(grant('Administration Role')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['permission'],
      message: expect.stringContaining('Project admin'),
    });
  });

  it('take the role that is to be held on projects where two have the name, and else refuse to choose', async () => {
    const zephyr = await startWriting();
    const twins = (first: boolean, second: boolean) =>
      editing(() => [
        { id: 201, name: 'twin', isProjectAppRole: first },
        { id: 202, name: 'twin', isProjectAppRole: second },
      ]);
    zephyr.fail({ path: /v3\/role/u, fault: twins(false, true), times: 1 });
    zephyr.fail({ path: /v3\/role/u, fault: twins(true, true), skip: 1 });
    const work = on(5, { kind: 'grantPermission', permission: 'twin', project: projects.alpha });
    expect((await zephyr.plan(work)).state).toContain('"roles":["202"]');
    await expect(zephyr.plan(work)).rejects.toMatchObject({ code: 'AMBIGUOUS' });
  });

  it('find the roles that are held where the server lists none', async () => {
    const zephyr = await startWriting({ switches: { roleList: 404 } });
    await zephyr.apply(on(5, { kind: 'grantPermission', permission: 'lead', project: projects.alpha }));
    expect(await team(zephyr, 7)).toContain('4: 5 lead');
  });

  it('leave nobody behind who is not seen in the project itself', async () => {
    const zephyr = await startWriting();
    zephyr.fail({
      method: 'GET',
      path: /latest\/project\/7$/u,
      fault: editing((project) => ({ ...project, members: [] })),
    });
    await zephyr.apply(on(5, { kind: 'grantPermission', permission: 'tester', project: projects.alpha }));
    expect(await team(zephyr, 7)).toEqual(['1: 2 lead', '3: 3 tester', '4: 5 tester']);
  });

  it.each([undefined, null, 'all of them', [{ id: 1 }]])(
    'are not written over a team of %j',
    async (members) => {
      const zephyr = await startWriting();
      zephyr.fail({ path: /latest\/project\/7$/u, fault: editing((project) => ({ ...project, members })) });
      await expect(
        zephyr.plan(on(5, { kind: 'revokePermission', project: projects.alpha })),
      ).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    },
  );

  it('are built from the team that is there when they are sent', async () => {
    const zephyr = await startWriting();
    const plan = await zephyr.plan(
      on(5, { kind: 'grantPermission', permission: 'tester', project: projects.alpha }),
    );
    const project = await zephyr.read('/latest/project/7');
    const wall = { userId: 4, id: '0', role: { text: 'tester', id: 3 } };
    await zephyr.put('/latest/project', { ...project, members: [...project.members, wall] });
    await plan.steps[0]?.send(zephyr.call, { accountIds: new Map() });
    expect(zephyr.bodies()[0].version).toBe(project.version + 1);
    expect(await team(zephyr, 7)).toEqual(['1: 2 lead', '3: 3 tester', '4: 4 tester', '5: 5 tester']);
  });

  it('that the server keeps although they were left out are missing', async () => {
    const zephyr = await startWriting({ switches: { membersSemantics: 'append' } });
    const { sent } = await zephyr.apply(
      on(5, { kind: 'grantPermission', permission: 'tester', project: projects.alpha }),
      on(3, { kind: 'revokePermission', project: projects.alpha }),
    );
    expect(sent[0]?.missing).toEqual([
      { place: { account: 1, intent: 0 }, message: expect.stringContaining('Take gone off project Alpha') },
    ]);
  });

  it('of an account that was not made are left out, and said to be', async () => {
    const zephyr = await startWriting();
    const create = {
      kind: 'create',
      isActive: true,
      profile: { login: 'g', firstName: 'G', lastName: 'H', email: 'g@example.test' },
    } as const;
    const grant = { kind: 'grantPermission', permission: 'tester', project: projects.alpha } as const;
    const plan = await zephyr.plan({ intents: [create, grant] }, on(5, grant));
    const sent = await plan.steps[1]?.send(zephyr.call, { accountIds: new Map() });
    expect(sent?.missing).toMatchObject([{ place: { account: 0, intent: 1 } }]);
    expect(await team(zephyr, 7)).toContain('4: 5 tester');
  });

  it.each([500, 404, 204] as const)('of no project end the plan (%i)', async (unknownId) => {
    const zephyr = await startWriting({ switches: { unknownId } });
    const project = { nativeId: '99', name: 'Nowhere', isWhole: true };
    await expect(zephyr.plan(on(5, { kind: 'revokePermission', project }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each(['details', '0', '-1', '7/members'])('never ask for a project called %j', async (nativeId) => {
    const zephyr = await startWriting();
    const project = { nativeId, name: 'Trick', isWhole: true };
    await expect(zephyr.plan(on(5, { kind: 'revokePermission', project }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(zephyr.reads()).toEqual([]);
  });

  it('are checked against the project that was asked for', async () => {
    const zephyr = await startWriting();
    zephyr.fail({
      method: 'PUT',
      fault: editing((answer) => ({ ...answer, projectDto: { ...answer.projectDto, id: 8 } })),
    });
    await expect(
      zephyr.apply(on(2, { kind: 'revokePermission', project: projects.alpha })),
    ).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});
