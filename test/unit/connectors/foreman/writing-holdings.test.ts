import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { apply, expectUnchanged, group, role, startWritable } from './writing-foreman.ts';

async function roleIds(ask: (path: string) => Promise<unknown>, id: number): Promise<readonly number[]> {
  const show = (await ask(`/api/users/${id}`)) as { roles: { id: number }[] };
  return show.roles.map((one) => one.id).toSorted((one, other) => one - other);
}

async function memberIds(ask: (path: string) => Promise<unknown>, id: number): Promise<readonly number[]> {
  const show = (await ask(`/api/usergroups/${id}`)) as { users: { id: number }[] };
  return show.users.map((one) => one.id).toSorted((one, other) => one - other);
}

describe('roles', () => {
  it('are given and taken in one call with the whole new set, each once, without the Default role', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('donald.knuth');
    await apply(foreman, [{ account, intents: [8, 16].map((id) => ({ kind: 'addRole', role: role(id) })) }]);
    const held = await roleIds(foreman.ask, 10);
    expect(held).toEqual(expect.arrayContaining([8, 16]));
    const intents: readonly Intent[] = [
      { kind: 'addRole', role: role(13, 'Help desk') },
      { kind: 'addRole', role: role(13, 'Help desk') },
      { kind: 'removeRole', role: role(8, 'Viewer') },
      { kind: 'addRole', role: role(16) },
      { kind: 'removeRole', role: role(11, 'Auditor') },
    ];
    const { plan, sent } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps).toMatchObject([
      {
        operation: 'ASSIGN_ROLE',
        request: { method: 'PUT', path: '/api/users/10' },
        places: [{ intent: 0 }, { intent: 1 }, { intent: 2 }],
        isIdempotent: true,
      },
    ]);
    expect(plan.settled.map((each) => [each.place.intent, each.outcome])).toEqual([
      [3, 'UNCHANGED'],
      [4, 'UNCHANGED'],
    ]);
    expect(sent).toEqual([{}]);
    const { user } = foreman.lastBody() as { user: { role_ids: number[] } };
    expect(new Set(user.role_ids).size).toBe(user.role_ids.length);
    expect(user.role_ids).not.toContain(1);
    expect(await roleIds(foreman.ask, 10)).toEqual(
      [...held.filter((id) => id !== 8), 13].toSorted((a, b) => a - b),
    );
    await expectUnchanged(foreman, [{ account, intents }]);
  });

  it('given by somebody else between plan and sending are kept', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('donald.knuth');
    const before = await roleIds(foreman.ask, 10);
    const plan = await foreman.writing.plan(foreman.call(), [
      { account, intents: [{ kind: 'addRole', role: role(8) }] },
    ]);
    await foreman.ask('/api/users/10', { method: 'PUT', json: { user: { role_ids: [...before, 11] } } });
    await plan.steps[0]?.send(foreman.call(), { accountIds: new Map() });
    expect(await roleIds(foreman.ask, 10)).toEqual([...before, 8, 11].toSorted((one, other) => one - other));
  });

  it('the Default role is held by everybody, and cannot be taken', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('donald.knuth');
    const intents: readonly Intent[] = [
      { kind: 'addRole', role: role(1, 'Default role') },
      { kind: 'removeRole', role: role(1, 'Default role') },
    ];
    const { plan } = await apply(foreman, [{ account, intents }]);
    expect(plan.settled).toMatchObject([{ outcome: 'UNCHANGED' }, { outcome: 'UNSUPPORTED' }]);
  });

  it('that come with a group are not taken from the account, and on a project there are none', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    const project = { nativeId: '1', name: 'Payments', isWhole: false };
    const intents: readonly Intent[] = [
      { kind: 'removeRole', role: role(8, 'Viewer') },
      { kind: 'addRole', role: role(8), project },
      { kind: 'removeRole', role: role(8), project },
    ];
    const { plan } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map((each) => each.outcome)).toEqual(['UNSUPPORTED', 'UNSUPPORTED', 'UNSUPPORTED']);
    expect(plan.settled[0]?.manualInstruction).toMatch(/\bops\b/u);
  });

  it('that are not there are NOT_FOUND', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('donald.knuth');
    for (const id of [999, 'x'] as const) {
      const intent = { kind: 'addRole', role: { nativeId: String(id), isWhole: false } } as const;
      await expect(
        foreman.writing.plan(foreman.call(), [{ account, intents: [intent] }]),
      ).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});

describe('members of groups', () => {
  it('of several accounts come and go in one call for each group, additions first', async () => {
    const foreman = await startWritable();
    const [ada, alan, grace] = await Promise.all(
      ['ada.lovelace', 'alan.turing', 'grace.hopper'].map((login) => foreman.account(login)),
    );
    const work = [
      { account: alan, intents: [{ kind: 'removeGroup', group: group(2, 'ops') } as const] },
      { account: ada, intents: [{ kind: 'addGroup', group: group(4, 'dev') } as const] },
      {
        account: grace,
        intents: [
          { kind: 'addGroup', group: group(4, 'dev') } as const,
          { kind: 'removeGroup', group: group(6) } as const,
        ],
      },
    ];
    const { plan, sent } = await apply(foreman, work);
    expect(plan.steps.map((step) => step.summary)).toEqual([
      'Add ada.lovelace, grace.hopper to group dev',
      'Remove alan.turing from group ops',
    ]);
    expect(plan.steps[0]?.places).toEqual([
      { account: 1, intent: 0 },
      { account: 2, intent: 0 },
    ]);
    expect(plan.settled).toMatchObject([{ place: { account: 2, intent: 1 }, outcome: 'UNCHANGED' }]);
    expect(sent).toEqual([{}, {}]);
    expect(await memberIds(foreman.ask, 4)).toEqual([5, 7, 13, 14, 19, 43]);
    expect(await memberIds(foreman.ask, 2)).toEqual([11]);
    await expectUnchanged(foreman, work);
  });

  it('that joined between plan and sending stay, and do not change the state of the plan', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const work = [{ account, intents: [{ kind: 'addGroup', group: group(4) } as const] }];
    const plan = await foreman.writing.plan(foreman.call(), work);
    await foreman.ask('/api/usergroups/4', {
      method: 'PUT',
      json: { usergroup: { user_ids: [13, 14, 19, 43, 50] } },
    });
    expect((await foreman.writing.plan(foreman.call(), work)).state).toBe(plan.state);
    await plan.steps[0]?.send(foreman.call(), { accountIds: new Map() });
    expect(await memberIds(foreman.ask, 4)).toEqual([5, 13, 14, 19, 43, 50]);
  });

  it('of a group linked to a directory come from there, others may be added', async () => {
    const foreman = await startWritable({
      change: (population) => ({
        ...population,
        users: population.users.map((one) => (one.id === 6 ? { ...one, auth_source_id: 3 } : one)),
      }),
    });
    const linked = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...((await foreman.ask('/api/usergroups/4')) as object),
        external_usergroups: [{ id: 1, name: 'cn-dev' }],
      }),
    };
    foreman.fail({ method: 'GET', path: '/api/usergroups/4', fault: { kind: 'answer', reply: linked } });
    const [alan, ada] = await Promise.all(
      ['alan.turing', 'ada.lovelace'].map((login) => foreman.account(login)),
    );
    const intents = [{ kind: 'addGroup', group: group(4) } as const];
    const { plan } = await apply(foreman, [
      { account: alan, intents },
      { account: ada, intents },
    ]);
    expect(plan.settled).toMatchObject([{ place: { account: 0 }, outcome: 'UNSUPPORTED' }]);
    expect(plan.settled[0]?.manualInstruction).toMatch(/cn-dev/u);
    expect(plan.steps.map((step) => step.summary)).toEqual([
      'Add ada.lovelace to group dev, which is synchronised with cn-dev again',
    ]);
  });

  it('whom Foreman leaves out without a word are missing', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    foreman.fail({
      method: 'PUT',
      fault: {
        kind: 'edit',
        edit: (reply) => {
          const body = JSON.parse(String(reply.body)) as { users: { id: number }[] };
          const users = body.users.filter((user) => user.id !== 5);
          return { ...reply, body: JSON.stringify({ ...body, users }) };
        },
      },
    });
    const { sent } = await apply(foreman, [{ account, intents: [{ kind: 'addGroup', group: group(4) }] }]);
    expect(sent[0]?.missing).toMatchObject([{ place: { account: 0, intent: 0 } }]);
  });

  it('hidden from the caller are told from a group that is not there', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const intents: readonly Intent[] = [{ kind: 'addGroup', group: group(4) }];
    // Her organization does not show her all members, whom the whole list must name.
    await expect(apply(foreman, [{ account, intents }], foreman.call('ada.lovelace'))).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
      httpStatus: 404,
      field: ['groups'],
    });
    await expect(
      foreman.writing.plan(foreman.call(), [{ account, intents: [{ kind: 'addGroup', group: group(99) }] }]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expectUnchanged(foreman, [{ account, intents: [{ kind: 'removeGroup', group: group(99) }] }]);
  });
});

describe('tokens', () => {
  it('are made with an expiry, shown once, and found by name afterwards', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('grace.hopper');
    const expiresAt = Date.parse('2099-05-01T12:00:00Z');
    const intents: readonly Intent[] = [{ kind: 'createToken', name: 'grace-1', expiresAt }];
    const { plan, sent } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps[0]).toMatchObject({ isIdempotent: false, isDestructive: false });
    expect(sent[0]).toMatchObject({
      token: { name: 'grace-1', ownerId: '7', state: 'ACTIVE', expiresAt, expiry: 'EXPIRES' },
      secret: expect.stringMatching(/^[\w-]{22}$/u) as unknown,
    });
    expect(JSON.stringify(sent[0]?.token)).not.toContain(sent[0]?.secret);
    expect(await foreman.statusAs('grace.hopper', sent[0]?.secret ?? '')).toBe(200);
    await expect(foreman.writing.plan(foreman.call(), [{ account, intents }])).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['name'],
    });
  });

  it.each([
    ['a name of a revoked token', { name: 'lost-phone' }, 'ALREADY_EXISTS', ['name']],
    ['a name of an expired token', { name: 'old-laptop' }, 'ALREADY_EXISTS', ['name']],
    ['no name', { name: ' ' }, 'INVALID_INPUT', ['name']],
    [
      'an expiry that is now',
      { name: 'n', expiresAt: Date.parse('2026-11-21T20:00:00Z') },
      'INVALID_INPUT',
      ['expiresAt'],
    ],
  ])('with %s are refused before anything is written', async (_, wish, code, field) => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const intents: readonly Intent[] = [{ kind: 'createToken', ...wish }];
    await expect(foreman.writing.plan(foreman.call(), [{ account, intents }])).rejects.toMatchObject({
      code,
      field,
      system: 'foreman',
    });
    expect(foreman.writes()).toEqual([]);
  });

  it('are revoked once: what is revoked, or not there, is as it should be', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const intents = ['1', '3', '4', '7', '999', '1-x'].map(
      (tokenId) => ({ kind: 'revokeToken', tokenId }) as const,
    );
    const { plan, sent } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps.map((step) => [step.summary, step.request.path, step.isDestructive])).toEqual([
      ['Revoke token ci of ada.lovelace', '/api/users/5/personal_access_tokens/1', true],
      ['Revoke token old-laptop of ada.lovelace', '/api/users/5/personal_access_tokens/3', true],
    ]);
    expect(sent).toEqual([{}, {}]);
    await expectUnchanged(foreman, [{ account, intents }]);
    await expect(plan.steps[0]?.send(foreman.call(), { accountIds: new Map() })).resolves.toEqual({});
  });

  it('without their expiry, as Foreman before 3.9 made them, are reported', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('grace.hopper');
    foreman.fail({
      method: 'POST',
      fault: {
        kind: 'edit',
        edit: (reply) => {
          const body = { ...(JSON.parse(String(reply.body)) as object), expires_at: null };
          return { ...reply, body: JSON.stringify(body) };
        },
      },
    });
    const expiresAt = Date.parse('2099-05-01T12:00:00Z');
    const { sent } = await apply(foreman, [
      { account, intents: [{ kind: 'createToken', name: 't', expiresAt }] },
    ]);
    expect(sent[0]?.missing).toHaveLength(1);
    expect(sent[0]?.secret).toBeDefined();
  });

  it('may be made by who may not see the others', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('grace.hopper');
    const reply = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        error: { message: 'Access denied', missing_permissions: ['view_personal_access_tokens'] },
      }),
    };
    foreman.fail({ method: 'GET', path: /personal_access_tokens/u, fault: { kind: 'answer', reply } });
    const { sent } = await apply(foreman, [{ account, intents: [{ kind: 'createToken', name: 't' }] }]);
    expect(sent[0]?.secret).toBeDefined();
  });
});

describe('what Foreman does not have', () => {
  it('is settled with what a person can do instead, as the capabilities say', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const thing = { nativeId: '1', name: 'Payments', isWhole: false };
    const intents: readonly Intent[] = [
      { kind: 'addTeam', team: thing },
      { kind: 'removeTeam', team: thing },
      { kind: 'grantPermission', permission: 'write', project: thing },
      { kind: 'revokePermission', project: thing },
    ];
    const { plan } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps).toEqual([]);
    const notes = new Map(foreman.connector.capabilities.map((each) => [each.operation, each.note]));
    expect(plan.settled).toHaveLength(4);
    for (const each of plan.settled) {
      expect(each).toMatchObject({ outcome: 'UNSUPPORTED', code: 'UNSUPPORTED' });
      expect(each.manualInstruction).toBe(notes.get(each.operation));
    }
  });
});
