import { describe, expect, it } from 'vitest';
import { account, editing, groups, on, planned, roles, startWriting } from './writing-server.ts';

const ada = '/latest/user/2';

describe('changing a user', () => {
  it('puts everything that is wished of one user into one write of the whole object', async () => {
    const zephyr = await startWriting();
    const before = await zephyr.read(ada);
    const { plan, sent } = await zephyr.apply(
      on(
        2,
        { kind: 'updateProfile', profile: { lastName: 'Lovelace', email: 'ada@example.test' } },
        { kind: 'addRole', role: roles.tester },
        { kind: 'removeRole', role: roles.lead },
        { kind: 'removeGroup', group: groups.night },
        { kind: 'setStatus', status: 'DISABLED' },
        { kind: 'updateDetails', details: { kind: 'zephyr', type: 'external' } },
      ),
    );
    expect(plan.steps).toHaveLength(1);
    expect(plan.settled).toEqual([]);
    expect(plan.steps[0]).toMatchObject({
      operation: 'SET_USER_STATUS',
      isDestructive: false,
      isIdempotent: true,
      replaced: ['last name Byron', 'e-mail address Ada.Byron@example.test'],
      summary:
        'Change the last name of Ada.Byron to Lovelace; change the e-mail address of Ada.Byron to ada@example.test; give Ada.Byron the role tester; take the role lead from Ada.Byron; remove Ada.Byron from group Night shift, bench 3 (east); disable Ada.Byron; set type of Ada.Byron to external',
    });
    expect(plan.steps[0]?.places.map(({ intent }) => intent)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(sent).toEqual([{ missing: undefined }]);
    expect(zephyr.writes()).toEqual(['PUT /flex/services/rest/v3/user/2']);
    expect(zephyr.writes()).toEqual(planned(plan));
    const after = await zephyr.read(ada);
    expect(after).toMatchObject({
      lastName: 'Lovelace',
      email: 'ada@example.test',
      accountEnabled: false,
      credentialsExpired: before.credentialsExpired,
      type: 'external',
      title: 'Lead',
      lastSuccessfulLogin: before.lastSuccessfulLogin,
    });
    expect(after.roles.map((role: { id: number }) => role.id)).toEqual([101, 3]);
    expect(after.groupSet).toEqual([before.groupSet[0]]);
  });

  it('writes nothing while it plans, and plans nothing more once it is done', async () => {
    const zephyr = await startWriting();
    const work = on(
      2,
      { kind: 'addRole', role: roles.tester },
      { kind: 'addGroup', group: groups.qa },
      { kind: 'setStatus', status: 'DISABLED' },
      { kind: 'updateProfile', profile: { firstName: 'Augusta' } },
      { kind: 'updateDetails', details: { kind: 'zephyr', isCredentialsExpired: true } },
    );
    const first = await zephyr.plan(work);
    expect(zephyr.writes()).toEqual([]);
    expect(first.settled).toMatchObject([{ place: { account: 0, intent: 1 }, outcome: 'UNCHANGED' }]);
    expect((await zephyr.plan(work)).state).toBe(first.state);
    await zephyr.apply(work);
    const again = await zephyr.plan(work);
    expect(again.steps).toEqual([]);
    expect(again.settled.map(({ outcome }) => outcome)).toEqual(Array(5).fill('UNCHANGED'));
    expect(again.state).not.toBe(first.state);
  });

  it('sends back every member read but those the server keeps, to the last digit, null ones as null', async () => {
    const zephyr = await startWriting();
    zephyr.fail({
      method: 'GET',
      path: /\/latest\/user\/2$/u,
      fault: {
        kind: 'edit',
        edit: (reply) => ({
          ...reply,
          body: String(reply.body).replace(
            '{',
            '{ "stamp": 9007199254740993, "ratio": 1.50, "isCustomizeUsername": null, "nested": {"a":[null]}, "lastSuccessfulLoginString": "x", ',
          ),
        }),
      },
    });
    await zephyr.apply(on(2, { kind: 'addRole', role: roles.tester }));
    const [text] = zephyr.texts();
    expect(text).toContain('"stamp":9007199254740993');
    expect(text).toContain('"ratio":1.50');
    const [body] = zephyr.bodies();
    expect(body).toMatchObject({
      id: 2,
      isCustomizeUsername: null,
      nested: { a: [null] },
      credentialsExpired: false,
      title: 'Lead',
    });
    for (const derived of [
      'fullName',
      'onlyLoggedInUser',
      'countAttempts',
      'lastSuccessfulLogin',
      'lastSuccessfulLoginString',
      'isInternal',
      'accountExpired',
    ])
      expect(body).not.toHaveProperty(derived);
  });

  it('never sends the expired credentials and empty groups of the documented sample', async () => {
    const zephyr = await startWriting();
    await zephyr.apply(on(2, { kind: 'addRole', role: roles.desk }));
    expect(zephyr.bodies()[0].credentialsExpired).toBe(false);
    expect(zephyr.bodies()[0].groupSet).toHaveLength(2);
    expect(zephyr.bodies()[0].roles.at(-1)).toEqual({ id: 106, name: 'Administration Role ' });
  });

  it('sends ids beyond 2^53 as the numbers they are', async () => {
    const zephyr = await startWriting();
    const role = { nativeId: '9007199254740993', name: 'late', isWhole: true };
    // No simulated role has this id.
    await expect(zephyr.apply(on(2, { kind: 'addRole', role }))).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
    });
    expect(zephyr.texts()[0]).toContain('{"id":9007199254740993,"name":"late"}');
  });

  it('sends groups back under the name of older servers', async () => {
    const zephyr = await startWriting({ switches: { groupsKey: 'groups' } });
    await zephyr.apply(
      on(
        2,
        { kind: 'removeGroup', group: groups.qa },
        { kind: 'updateProfile', profile: { login: 'ada.lovelace' } },
      ),
    );
    const [body] = zephyr.bodies();
    expect(body).not.toHaveProperty('groupSet');
    expect(body.groups.map((group: { id: number }) => group.id)).toEqual([2]);
    expect([body.username, body.loginName]).toEqual(['ada.lovelace', 'ada.lovelace']);
    expect((await zephyr.read(ada)).groups.map((group: { id: number }) => group.id)).toEqual([2]);
  });

  it('builds the write from what is there when it is sent, not when it was planned', async () => {
    const zephyr = await startWriting();
    const plan = await zephyr.plan(on(2, { kind: 'addRole', role: roles.tester }));
    const meanwhile = await zephyr.read(ada);
    await zephyr.put('/v3/user/2', { ...meanwhile, title: 'Countess', roles: [{ id: 106 }] });
    await plan.steps[0]?.send(zephyr.call, { accountIds: new Map() });
    const after = await zephyr.read(ada);
    expect(after.title).toBe('Countess');
    expect(after.roles.map((role: { id: number }) => role.id)).toEqual([106, 3]);
  });

  it('matches roles by id, whatever they are called', async () => {
    const zephyr = await startWriting();
    const misnamed = { ...roles.tester, name: 'Administration Role ' };
    const plan = await zephyr.plan(
      on(8, { kind: 'removeRole', role: misnamed }, { kind: 'addRole', role: { ...roles.desk, name: 'x' } }),
    );
    expect(plan.settled.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
  });

  it.each(['roles', 'groupSet'])('writes nothing where the answer leaves the %s open', async (member) => {
    const zephyr = await startWriting();
    zephyr.fail({ path: /user\/2$/u, fault: editing((user) => ({ ...user, [member]: undefined })) });
    await expect(zephyr.plan(on(2, { kind: 'setStatus', status: 'DISABLED' }))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });

  it.each(['0', '-10', 'all', '1e3', '../2', '007'])('asks for nobody with the id %j', async (id) => {
    const zephyr = await startWriting();
    await expect(zephyr.plan(on(id, { kind: 'setStatus', status: 'DISABLED' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      system: 'zephyr',
    });
    expect([...zephyr.reads(), ...zephyr.writes()]).toEqual([]);
  });

  it.each([500, 404, 204] as const)(
    'tells who is missing where that is answered with %i',
    async (unknownId) => {
      const zephyr = await startWriting({ switches: { unknownId } });
      await expect(zephyr.plan(on(99, { kind: 'setStatus', status: 'DISABLED' }))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    },
  );

  it('refuses a login or an e-mail address that somebody else has, whatever the case', async () => {
    const zephyr = await startWriting();
    const rename = (profile: object) => zephyr.plan(on(2, { kind: 'updateProfile', profile }));
    await expect(rename({ login: 'GONE' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['profile', 'login'],
    });
    await expect(rename({ email: 'Gone@Example.test' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['profile', 'email'],
    });
    await expect(rename({ lastName: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: ['profile', 'lastName'],
    });
    expect((await rename({ login: 'ada.byron' })).steps).toHaveLength(1);
  });

  it('takes a login that the server spells its own way for done', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ method: 'PUT', fault: editing((user) => ({ ...user, username: 'ada.lovelace' })) });
    const { sent } = await zephyr.apply(on(2, { kind: 'updateProfile', profile: { login: 'Ada.Lovelace' } }));
    expect(sent[0]?.missing).toBeUndefined();
  });

  it('shows the expiry of a password as the loss that it is', async () => {
    const zephyr = await startWriting();
    const { plan } = await zephyr.apply(
      on(2, { kind: 'updateDetails', details: { kind: 'zephyr', isCredentialsExpired: true } }),
    );
    expect(plan.steps[0]).toMatchObject({ isDestructive: true, summary: 'Expire the password of Ada.Byron' });
    expect((await zephyr.read(ada)).credentialsExpired).toBe(true);
  });

  it('refuses details of another kind of system', async () => {
    const zephyr = await startWriting();
    await expect(
      zephyr.plan(on(2, { kind: 'updateDetails', details: { kind: 'foreman', locale: 'de' } })),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', field: ['details'] });
  });

  it('writes to each of several users once', async () => {
    const zephyr = await startWriting();
    const { plan } = await zephyr.apply(
      on(2, { kind: 'setStatus', status: 'DISABLED' }),
      on(3, { kind: 'setStatus', status: 'DISABLED' }),
      on(5, { kind: 'addGroup', group: groups.qa }),
    );
    expect(plan.settled).toMatchObject([{ place: { account: 1, intent: 0 }, outcome: 'UNCHANGED' }]);
    // What gives comes before what takes.
    expect(zephyr.writes()).toEqual([
      'PUT /flex/services/rest/v3/user/5',
      'PUT /flex/services/rest/v3/user/2',
    ]);
    expect(zephyr.writes()).toEqual(planned(plan));
  });
});

describe('the seat in the licence', () => {
  it('goes with the dashboard role alone, and comes back with another', async () => {
    const zephyr = await startWriting();
    await zephyr.apply(
      on(5, { kind: 'addRole', role: roles.dashboard }, { kind: 'removeRole', role: roles.tester }),
    );
    expect(zephyr.bodies()[0]).toMatchObject({ userType: 2, chargeableFlag: false });
    await zephyr.apply(on(5, { kind: 'addRole', role: roles.tester }));
    expect(zephyr.bodies()[1]).toMatchObject({ userType: 0, chargeableFlag: true });
  });

  it('is left as it was read by every other change, and follows what is asked for by name', async () => {
    const zephyr = await startWriting();
    zephyr.fail({
      path: /latest\/user\/(2|4)$/u,
      fault: editing((user) => ({ ...user, userType: 7, chargeableFlag: false })),
    });
    await zephyr.apply(on(2, { kind: 'addRole', role: roles.tester }));
    await zephyr.apply(on(4, { kind: 'updateProfile', profile: { firstName: 'W' } }));
    await zephyr.apply(
      on(
        5,
        { kind: 'addRole', role: roles.dashboard },
        { kind: 'removeRole', role: roles.tester },
        { kind: 'updateDetails', details: { kind: 'zephyr', userType: 1 } },
      ),
    );
    expect(zephyr.bodies().map(({ userType, chargeableFlag }) => [userType, chargeableFlag])).toEqual([
      [7, false],
      [7, false],
      [1, false],
    ]);
  });

  it('that is refused says so, whatever the status', async () => {
    const zephyr = await startWriting({ switches: { licence: 'refuse' } });
    const refused = zephyr.apply(on(10, { kind: 'addRole', role: roles.tester }));
    await expect(refused).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: expect.stringContaining("the server's licence allows no more users"),
    });
  });
});

describe('a user from a directory', () => {
  it('may have roles changed and nothing else', async () => {
    const zephyr = await startWriting();
    const { plan, sent } = await zephyr.apply(
      on(
        7,
        { kind: 'addRole', role: roles.lead },
        { kind: 'setStatus', status: 'DISABLED' },
        { kind: 'removeGroup', group: groups.qa },
        { kind: 'updateProfile', profile: { firstName: 'X' } },
        { kind: 'setStatus', status: 'ACTIVE' },
      ),
    );
    expect(plan.settled.map(({ place, outcome, code }) => [place.intent, outcome, code])).toEqual([
      [1, 'UNSUPPORTED', 'UNSUPPORTED'],
      [2, 'UNSUPPORTED', 'UNSUPPORTED'],
      [3, 'UNSUPPORTED', 'UNSUPPORTED'],
      [4, 'UNCHANGED', undefined],
    ]);
    expect(plan.settled[0]?.manualInstruction).toContain('directory');
    expect(sent).toEqual([{ missing: undefined }]);
    expect((await zephyr.read('/latest/user/7')).roles.map((role: { id: number }) => role.id)).toEqual([
      3, 2,
    ]);
  });
});

describe('what no Zephyr does', () => {
  it('is settled with what a person can do instead, and nothing is written', async () => {
    const zephyr = await startWriting();
    const team = { nativeId: '1', name: 'Team', isWhole: true };
    const project = { nativeId: '7', name: 'Alpha', isWhole: true };
    const { plan } = await zephyr.apply(
      on(
        2,
        { kind: 'setPassword', password: 'tell-nobody' },
        { kind: 'delete' },
        { kind: 'addTeam', team },
        { kind: 'removeTeam', team },
        { kind: 'addRole', role: roles.tester, project },
        { kind: 'removeRole', role: roles.lead, project },
        { kind: 'updateProfile', profile: { displayName: 'The Countess' } },
      ),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.settled.map(({ outcome, operation }) => [outcome, operation])).toEqual([
      ['UNSUPPORTED', 'SET_PASSWORD'],
      ['UNSUPPORTED', 'DELETE_USER'],
      ['UNSUPPORTED', 'ADD_TO_TEAM'],
      ['UNSUPPORTED', 'REMOVE_FROM_TEAM'],
      ['UNSUPPORTED', 'ASSIGN_ROLE'],
      ['UNSUPPORTED', 'REVOKE_ROLE'],
      ['UNSUPPORTED', 'UPDATE_USER'],
    ]);
    for (const { manualInstruction } of plan.settled) expect(manualInstruction).toMatch(/\w+ \w+.*\.$/u);
    expect(zephyr.writes()).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain('tell-nobody');
  });

  it('does not stand in the way of a display name that first and last name give', async () => {
    const zephyr = await startWriting();
    const profile = { displayName: 'Ada Lovelace', lastName: 'Lovelace' };
    const plan = await zephyr.plan(on(2, { kind: 'updateProfile', profile }));
    expect(plan.settled).toEqual([]);
    expect(plan.steps).toHaveLength(1);
  });
});

describe('what the answer shows', () => {
  it('is believed: what the server left out is missing, and the place says which wish it was', async () => {
    const zephyr = await startWriting();
    const ignoring = editing((user) => ({
      ...user,
      accountEnabled: true,
      roles: [{ id: 2, name: 'tester' }],
      groupSet: [],
    }));
    zephyr.fail({ method: 'PUT', fault: ignoring });
    zephyr.fail({ path: /latest\/user\/2$/u, skip: 2, fault: ignoring });
    const { sent } = await zephyr.apply(
      on(
        2,
        { kind: 'addRole', role: roles.tester },
        { kind: 'removeRole', role: roles.gate },
        { kind: 'removeGroup', group: groups.qa },
        { kind: 'setStatus', status: 'DISABLED' },
      ),
    );
    expect(sent[0]?.missing).toEqual([
      { place: { account: 0, intent: 0 }, message: expect.stringContaining('the role tester') },
      { place: { account: 0, intent: 3 }, message: expect.stringContaining('Disable Ada.Byron') },
    ]);
  });

  it('is looked up once more where it is less than was asked for', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ method: 'PUT', fault: editing((user) => ({ ...user, roles: undefined })) });
    const { sent } = await zephyr.apply(on(2, { kind: 'addRole', role: roles.tester }));
    expect(sent[0]?.missing).toBeUndefined();
    expect(zephyr.writes()).toHaveLength(1);
  });

  it('must be of the same user', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ method: 'PUT', fault: editing((user) => ({ ...user, id: 3 })) });
    await expect(zephyr.apply(on(2, { kind: 'addRole', role: roles.tester }))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
    expect(zephyr.writes()).toHaveLength(1);
  });
});

describe('the last administrator', () => {
  it.each([
    [true, [{ kind: 'setStatus', status: 'DISABLED' }]],
    [true, [{ kind: 'removeRole', role: roles.manager }]],
    [true, [{ kind: 'delete' }]],
    [
      false,
      [
        { kind: 'removeRole', role: roles.tester },
        { kind: 'setStatus', status: 'ACTIVE' },
      ],
    ],
    [false, [{ kind: 'removeGroup', group: groups.qa }]],
    [
      false,
      [
        { kind: 'removeRole', role: roles.manager },
        { kind: 'addRole', role: roles.manager },
      ],
    ],
  ] as const)('would be gone (%s) with %j', async (ends, intents) => {
    const zephyr = await startWriting();
    expect(await zephyr.writing.endsAdministration(zephyr.call, account(1), intents)).toBe(ends);
    expect(zephyr.writes()).toEqual([]);
  });

  it('might be gone where nobody can tell', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ fault: { kind: 'reset', when: 'before' } });
    const ends = zephyr.writing.endsAdministration(zephyr.call, account(1), [
      { kind: 'removeRole', role: roles.tester },
    ]);
    expect(await ends).toBe(true);
  });
});
