import { describe, expect, it } from 'vitest';
import { createOf, editing, groups, on, planned, projects, roles, startWriting } from './writing-server.ts';

const made = '/latest/user/11';

describe('making a user', () => {
  it('takes one write, with a first password that must be changed', async () => {
    const zephyr = await startWriting();
    const { plan, sent } = await zephyr.apply({ intents: [createOf()] });
    expect(plan.steps).toMatchObject([
      { operation: 'CREATE_USER', summary: 'Create grace.hopper', isIdempotent: false },
    ]);
    expect(sent).toEqual([{ accountId: '11', missing: undefined }]);
    expect(zephyr.writes()).toEqual(['POST /flex/services/rest/latest/user']);
    expect(zephyr.bodies()).toEqual([
      {
        username: 'grace.hopper',
        firstName: 'Grace',
        lastName: 'Hopper',
        email: 'grace@example.test',
        accountEnabled: true,
        credentialsExpired: true,
        isCustomizeUsername: null,
      },
    ]);
    expect(await zephyr.read(made)).toMatchObject({ username: 'grace.hopper', credentialsExpired: true });
  });

  it('with roles and groups takes a second write, whose answer can be held against the wish', async () => {
    const zephyr = await startWriting({ switches: { createGrantsRoles: 'no', createStatus: 201 } });
    const work = {
      intents: [
        createOf({
          isActive: false,
          details: { kind: 'zephyr', isCredentialsExpired: false, type: 'external' },
        }),
        { kind: 'addRole', role: roles.tester },
        { kind: 'addRole', role: roles.desk },
        { kind: 'addGroup', group: groups.qa },
      ],
    } as const;
    const plan = await zephyr.plan(work);
    expect(zephyr.writes()).toEqual([]);
    expect(planned(plan)).toEqual([
      'POST /flex/services/rest/latest/user',
      'PUT /flex/services/rest/v3/user/{id}',
    ]);
    const { sent } = await zephyr.apply(work);
    expect(zephyr.writes()).toEqual(planned(plan).map((request) => request.replace('{id}', '11')));
    expect(sent.flatMap(({ missing }) => missing ?? [])).toEqual([]);
    const [created] = zephyr.bodies();
    expect(created).toMatchObject({ accountEnabled: false, credentialsExpired: false, type: 'external' });
    expect(created).not.toHaveProperty('roles');
    expect(await zephyr.read(made)).toMatchObject({
      accountEnabled: false,
      roles: [{ id: 3 }, { id: 106 }],
      groupSet: [{ id: 1 }],
    });
  });

  it('may put the new user on a project in the same plan', async () => {
    const zephyr = await startWriting();
    await zephyr.apply({
      intents: [createOf(), { kind: 'grantPermission', permission: 'tester', project: projects.beta }],
    });
    expect(zephyr.writes()).toEqual([
      'POST /flex/services/rest/latest/user',
      'PUT /flex/services/rest/latest/project',
    ]);
    expect(await zephyr.read('/latest/project/project/11')).toEqual([8]);
  });

  it('sees to it that one to be disabled is, and says so where it is not', async () => {
    const zephyr = await startWriting();
    const enabling = editing((user) => ({ ...user, accountEnabled: true }));
    zephyr.fail({ method: 'POST', fault: enabling });
    zephyr.fail({ path: /latest\/user\/11$/u, fault: enabling, times: 2 });
    const alone = await zephyr.apply({ intents: [createOf({ isActive: false })] });
    expect(alone.sent[0]?.missing).toMatchObject([{ place: { account: 0, intent: 0 } }]);
    const profile = { login: 'second', firstName: 'S', lastName: 'T', email: 'second@example.test' };
    const followed = await zephyr.apply({
      intents: [createOf({ profile, isActive: false }), { kind: 'addRole', role: roles.tester }],
    });
    expect(followed.plan.steps[1]?.places).toEqual([
      { account: 0, intent: 1 },
      { account: 0, intent: 0 },
    ]);
    expect(followed.sent.flatMap(({ missing }) => missing ?? [])).toEqual([]);
    expect(zephyr.bodies().at(-1)).toMatchObject({ username: 'second', accountEnabled: false });
  });

  it.each(['login', 'firstName', 'lastName', 'email'] as const)('needs a %s', async (field) => {
    const zephyr = await startWriting();
    const profile = {
      login: 'grace',
      firstName: 'Grace',
      lastName: 'Hopper',
      email: 'g@example.test',
      [field]: undefined,
    };
    await expect(zephyr.plan({ intents: [createOf({ profile })] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: ['profile', field],
      system: 'zephyr',
    });
    expect([...zephyr.reads(), ...zephyr.writes()]).toEqual([]);
  });

  it.each([
    ['login', { login: 'ADA.byron' }],
    ['email', { email: 'ADA.byron@example.TEST' }],
  ] as const)('is refused where the %s is taken, whatever the case', async (field, taken) => {
    const zephyr = await startWriting();
    const profile = { login: 'g', firstName: 'G', lastName: 'H', email: 'g@example.test', ...taken };
    await expect(zephyr.plan({ intents: [createOf({ profile })] })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['profile', field],
    });
  });

  it('is refused for two of the same login in one plan', async () => {
    const zephyr = await startWriting();
    await expect(zephyr.plan({ intents: [createOf()] }, { intents: [createOf()] })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  it('settles a password as unsupported and keeps it to itself', async () => {
    const zephyr = await startWriting();
    const { plan, sent } = await zephyr.apply({ intents: [createOf({ password: 'tell-nobody' })] });
    expect(plan.settled).toMatchObject([
      { place: { account: 0, intent: 0 }, outcome: 'UNSUPPORTED', operation: 'SET_PASSWORD' },
    ]);
    expect(plan.settled[0]?.manualInstruction).toContain('first password');
    expect(JSON.stringify([plan, sent, zephyr.texts()])).not.toContain('tell-nobody');
  });

  it('settles what the new user already is', async () => {
    const zephyr = await startWriting();
    const plan = await zephyr.plan({
      intents: [
        createOf(),
        { kind: 'removeRole', role: roles.lead },
        { kind: 'revokePermission', project: projects.alpha },
        { kind: 'setStatus', status: 'ACTIVE' },
      ],
    });
    expect(plan.steps).toHaveLength(1);
    expect(plan.settled.map(({ place, outcome }) => [place.intent, outcome])).toEqual([
      [1, 'UNCHANGED'],
      [2, 'UNCHANGED'],
      [3, 'UNCHANGED'],
    ]);
  });

  it('beyond the licence is refused in its own words', async () => {
    const zephyr = await startWriting({ switches: { licence: 'refuse' } });
    await expect(zephyr.apply({ intents: [createOf()] })).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: expect.stringContaining('licence'),
    });
    expect(zephyr.writes()).toHaveLength(1);
  });

  it('does not write the second time where the first has made nobody', async () => {
    const zephyr = await startWriting();
    const plan = await zephyr.plan({
      intents: [createOf(), { kind: 'addRole', role: roles.tester }],
    });
    const unmade = plan.steps[1]?.send(zephyr.call, { accountIds: new Map() });
    await expect(unmade).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await zephyr.look(plan.steps[1])).toEqual({ verdict: 'missing' });
    expect(zephyr.writes()).toEqual([]);
  });

  it('is not believed where the answer shows somebody else', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ method: 'POST', fault: editing((user) => ({ ...user, username: 'other' })) });
    await expect(zephyr.apply({ intents: [createOf()] })).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });

  it('leaves others alone', async () => {
    const zephyr = await startWriting();
    const before = await zephyr.read('/latest/user/2');
    await zephyr.apply({ intents: [createOf()] }, on(3, { kind: 'setStatus', status: 'ACTIVE' }));
    expect(await zephyr.read('/latest/user/2')).toEqual(before);
  });
});
