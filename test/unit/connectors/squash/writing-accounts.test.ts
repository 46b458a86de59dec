import { describe, expect, test } from 'vitest';
import {
  creation,
  failure,
  group,
  onlyStep,
  requests,
  startWritten,
  summaries,
  verdict,
  workOn,
} from './written-squash.ts';

const squash = { kind: 'squash' } as const;

describe('creating an account', () => {
  test('sends what was given, falls back to the login for the last name, and puts it into the group User', async () => {
    const { plan, apply, ask, calls } = await startWritten();
    const planned = await plan([{ intents: [creation(' linus ')] }]);
    expect(requests(planned)).toEqual(['POST /users']);
    expect(summaries(planned)).toEqual(['Create linus in user group User']);
    const { sent, progress } = await apply(planned);
    const id = sent[0]?.accountId ?? '';
    expect(progress.accountIds.get(0)).toBe(id);
    expect((await ask(`/users/${id}`)).body).toMatchObject({
      login: 'linus',
      last_name: 'linus',
      group: 'User',
      active: true,
    });
    const body: unknown = JSON.parse(calls.list().find(({ method }) => method === 'POST')?.body ?? '');
    expect(body).toEqual({
      _type: 'user',
      login: 'linus',
      password: 'hunter22',
      last_name: 'linus',
      group: 'User',
    });
  });

  test('takes names, mail, details and the group of an addGroup along in the one call', async () => {
    const { plan, apply, ask } = await startWritten();
    const profile = {
      login: 'lin',
      firstName: 'Lin',
      lastName: 'Us',
      email: 'lin@example.org',
      displayName: 'Lin Us',
    };
    const planned = await plan([
      {
        intents: [
          creation('lin', { profile, details: { ...squash, canDeleteFromFront: false } }),
          { kind: 'addGroup', group: group('Admin') },
        ],
      },
    ]);
    expect(planned.settled).toEqual([]);
    expect(onlyStep(planned).places).toEqual([
      { account: 0, intent: 0 },
      { account: 0, intent: 1 },
    ]);
    const { sent } = await apply(planned);
    expect((await ask(`/users/${sent[0]?.accountId}`)).body).toMatchObject({
      first_name: 'Lin',
      last_name: 'Us',
      email: 'lin@example.org',
      group: 'Admin',
      can_delete_from_front: false,
    });
  });

  test('makes an inactive one active first and disables it before anything else', async () => {
    const { plan, apply, ask } = await startWritten();
    const planned = await plan([
      {
        intents: [
          creation('lin', { isActive: false, details: { ...squash, userGroup: 'testAutomationServer' } }),
          { kind: 'addTeam', team: { nativeId: '40', isWhole: false } },
        ],
      },
    ]);
    expect(requests(planned)).toEqual([
      'POST /users',
      'PATCH /users/{id}',
      'POST /users/login/lin/teams?teamNames=QA',
    ]);
    const { sent } = await apply(planned);
    expect((await ask(`/users/${sent[0]?.accountId}`)).body).toMatchObject({
      active: false,
      group: 'TestAutomationServer',
      teams: [{ name: 'QA' }],
    });
  });

  test('is refused while planning where the login is taken, the password is short or missing, or the login empty', async () => {
    const { plan } = await startWritten();
    const failures = [
      creation('ada.lovelace'),
      creation('ADA.lovelace'),
      creation('lin', { password: '12345' }),
      creation('lin', { password: undefined }),
      creation(' '),
      creation('lin', { details: { kind: 'teamcity' } }),
    ].map(async (intent) => failure(plan([{ intents: [intent] }])));
    expect((await Promise.all(failures)).map(({ code, field }) => [code, field])).toEqual([
      ['ALREADY_EXISTS', ['profile', 'login']],
      ['ALREADY_EXISTS', ['profile', 'login']],
      ['INVALID_INPUT', ['password']],
      ['INVALID_INPUT', ['password']],
      ['INVALID_INPUT', ['profile', 'login']],
      ['INVALID_INPUT', ['details', 'teamcity']],
    ]);
  });

  test('that meets a login the server alone takes for the same says ALREADY_EXISTS', async () => {
    const { plan, call } = await startWritten();
    const step = onlyStep(await plan([{ intents: [creation('elodie')] }]));
    const { code, field } = await failure(step.send(call, { accountIds: new Map() }));
    expect([code, field]).toEqual(['ALREADY_EXISTS', ['login']]);
  });

  test('shows a display name through the last name, and says so where that is not possible', async () => {
    const { plan, apply, ask } = await startWritten();
    const shown = await plan([
      { intents: [creation('lin', { profile: { login: 'lin', displayName: 'Lin Us' } })] },
    ]);
    expect(shown.settled).toEqual([]);
    const { sent } = await apply(shown);
    expect((await ask(`/users/${sent[0]?.accountId}`)).body).toMatchObject({ last_name: 'Lin Us' });
    const other = await plan([
      { intents: [creation('li', { profile: { login: 'li', lastName: 'Us', displayName: 'Boss' } })] },
    ]);
    expect(other.settled).toMatchObject([{ outcome: 'UNSUPPORTED', summary: 'Set the display name of li' }]);
  });
});

describe('changing an account', () => {
  test('sends one PATCH of what changes, never null, and the group with it', async () => {
    const { plan, apply, ask, calls } = await startWritten();
    const planned = await plan([
      workOn(
        '2',
        { kind: 'updateProfile', profile: { firstName: '', lastName: ' Byron ', email: 'ada@example.org' } },
        { kind: 'updateDetails', details: { ...squash, canDeleteFromFront: false } },
        { kind: 'addGroup', group: group('Admin') },
      ),
    ]);
    const step = onlyStep(planned);
    expect(step.replaced).toEqual(['user group User']);
    expect(step.summary).toBe(
      'Change the first name, last name and right to delete from the front of ada.lovelace; Move ada.lovelace from user group User to Admin',
    );
    await apply(planned);
    expect(JSON.parse(calls.list().find(({ method }) => method === 'PATCH')?.body ?? '')).toEqual({
      _type: 'user',
      first_name: '',
      last_name: 'Byron',
      can_delete_from_front: false,
      group: 'Admin',
    });
    expect((await ask('/users/2')).body).toMatchObject({
      first_name: '',
      last_name: 'Byron',
      email: 'ada@example.org',
      group: 'Admin',
    });
  });

  test('again leaves nothing to send', async () => {
    const { plan, apply } = await startWritten();
    const work = [
      workOn(
        '2',
        { kind: 'updateProfile', profile: { login: 'ada', email: '' } },
        { kind: 'updateDetails', details: { ...squash, userGroup: 'admin', canDeleteFromFront: false } },
        { kind: 'addGroup', group: group('Admin') },
        { kind: 'setStatus', status: 'DISABLED' },
      ),
    ];
    const before = await plan(work);
    expect(await plan(work)).toMatchObject({ state: before.state });
    await apply(before);
    const after = await plan(work);
    expect(after.steps).toEqual([]);
    expect(after.settled.map(({ outcome, place }) => [outcome, place.intent])).toEqual(
      expect.arrayContaining([0, 1, 2, 3].map((intent) => ['UNCHANGED', intent])),
    );
    expect(after.settled).toHaveLength(4);
    expect(after.state).not.toBe(before.state);
  });

  test('is refused where login or last name would be empty, or another account has the login', async () => {
    const { plan } = await startWritten();
    const failures = [{ login: '' }, { lastName: ' ' }, { login: 'grace' }].map(async (profile) =>
      failure(plan([workOn('2', { kind: 'updateProfile', profile })])),
    );
    expect((await Promise.all(failures)).map(({ code, field }) => [code, field])).toEqual([
      ['INVALID_INPUT', ['profile', 'login']],
      ['INVALID_INPUT', ['profile', 'lastName']],
      ['ALREADY_EXISTS', ['profile', 'login']],
    ]);
  });

  test('of which the server keeps something else tells what is missing', async () => {
    const { plan, faults, call } = await startWritten();
    faults.add({
      method: 'PATCH',
      fault: {
        kind: 'edit',
        edit: (reply) => ({
          ...reply,
          body: String(reply.body).replace('"group":"Admin"', '"group":"User"'),
        }),
      },
    });
    const step = onlyStep(await plan([workOn('2', { kind: 'addGroup', group: group('Admin') })]));
    const { missing } = await step.send(call, { accountIds: new Map() });
    expect(missing).toMatchObject([{ place: { account: 0, intent: 0 } }]);
  });

  test('names the field that the server refuses', async () => {
    for (const [name, field] of [
      ['email', 'email'],
      ['lastName', 'lastName'],
      ['first_name', 'firstName'],
    ] as const) {
      const { plan, faults, call } = await startWritten();
      const body = JSON.stringify({
        fieldValidationErrors: [
          { objectName: null, fieldName: name, fieldValue: null, errorMessage: 'Not like this.' },
        ],
      });
      faults.add({
        method: 'PATCH',
        fault: {
          kind: 'answer',
          reply: { status: 412, headers: { 'content-type': 'application/json' }, body },
        },
      });
      const step = onlyStep(await plan([workOn('2', { kind: 'updateProfile', profile: { email: 'x' } })]));
      const error = await failure(step.send(call, { accountIds: new Map() }));
      expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED', field: [field] });
      expect(error.message).toContain('Not like this.');
    }
  });
});

describe('user groups', () => {
  test('cannot be left, unless for another one', async () => {
    const { plan } = await startWritten();
    const leaving = await plan([
      workOn(
        '2',
        { kind: 'removeGroup', group: group('User') },
        { kind: 'removeGroup', group: group('Admin') },
      ),
    ]);
    expect(leaving.steps).toEqual([]);
    expect(leaving.settled.map(({ outcome }) => outcome)).toEqual(['UNSUPPORTED', 'UNCHANGED']);
    const moving = await plan([
      workOn(
        '2',
        { kind: 'removeGroup', group: group('User') },
        { kind: 'addGroup', group: group('admin') },
        { kind: 'addGroup', group: group('TestAutomationServer') },
      ),
    ]);
    expect(onlyStep(moving).places.map(({ intent }) => intent)).toEqual([1, 0]);
    expect(onlyStep(moving).operation).toBe('ADD_TO_GROUP');
    expect(moving.settled).toMatchObject([{ outcome: 'UNSUPPORTED', place: { intent: 2 } }]);
  });

  test('are not changed to or from technical accounts from version 8 on, which the server says', async () => {
    const { plan, call } = await startWritten({ version: '8' });
    const step = onlyStep(
      await plan([workOn('2', { kind: 'addGroup', group: group('TestAutomationServer') })]),
    );
    expect((await failure(step.send(call, { accountIds: new Map() }))).code).toBe('UPSTREAM_REJECTED');
    expect(await verdict(step, call)).toBe('missing');
  });
});
