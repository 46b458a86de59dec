import { describe, expect, test } from 'vitest';
import {
  account,
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

describe('password and status', () => {
  test('a password goes by itself, is not checked by looking and is in no text', async () => {
    const { plan, apply, call, faults } = await startWritten();
    const planned = await plan([
      workOn(
        '2',
        { kind: 'setPassword', password: 'open-the-door' },
        { kind: 'updateProfile', profile: { email: 'a@b' } },
      ),
    ]);
    expect(requests(planned)).toEqual(['PATCH /users/2', 'PATCH /users/2']);
    expect(JSON.stringify(planned)).not.toContain('open-the-door');
    await apply(planned);
    const password = planned.steps[1];
    expect(password?.operation).toBe('SET_PASSWORD');
    if (password === undefined) return;
    expect(await verdict(password, call)).toBe('unclear');
    const body = JSON.stringify({
      fieldValidationErrors: [{ fieldName: 'password', errorMessage: 'open-the-door is too easy' }],
    });
    faults.add({
      method: 'PATCH',
      fault: {
        kind: 'answer',
        reply: { status: 412, headers: { 'content-type': 'application/json' }, body },
      },
    });
    const error = await failure(password.send(call, { accountIds: new Map() }));
    expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED', field: ['password'] });
    expect(error.message).not.toContain('open-the-door');
  });

  test('the password set is the one that signs in', async () => {
    const { plan, apply, signsIn } = await startWritten();
    await apply(await plan([workOn('6', { kind: 'setPassword', password: 'open-the-door' })]));
    expect(await signsIn('grace', 'open-the-door')).toBe(true);
    expect(await signsIn('grace', 'sesame')).toBe(false);
  });

  test('a server that keeps no passwords refuses it by its field', async () => {
    const { plan, call } = await startWritten({ internalPasswords: false });
    const step = onlyStep(await plan([workOn('2', { kind: 'setPassword', password: 'open-the-door' })]));
    expect((await failure(step.send(call, { accountIds: new Map() }))).code).toBe('UPSTREAM_REJECTED');
  });

  test('disabling is destructive, comes last and can be undone but for what is lost', async () => {
    const { plan, apply, ask } = await startWritten();
    const planned = await plan([
      workOn(
        '2',
        { kind: 'setStatus', status: 'DISABLED' },
        { kind: 'removeTeam', team: { nativeId: '40', isWhole: false } },
      ),
    ]);
    expect(summaries(planned)).toEqual(['Remove ada.lovelace from team QA', 'Disable ada.lovelace']);
    expect(planned.steps[1]).toMatchObject({
      isDestructive: true,
      replaced: ['its API tokens', 'its assignments in test plans'],
    });
    await apply(planned);
    expect((await ask('/users/2')).body).toMatchObject({ active: false, teams: [] });
    const back = await plan([workOn('2', { kind: 'setStatus', status: 'ACTIVE' })]);
    expect(onlyStep(back).isDestructive).toBe(false);
    await apply(back);
    expect((await ask('/users/2')).body).toMatchObject({ active: true });
  });

  test('the account in use is refused by the server', async () => {
    const { plan, call, ask } = await startWritten();
    const step = onlyStep(await plan([workOn('1', { kind: 'setStatus', status: 'DISABLED' })]));
    expect((await failure(step.send(call, { accountIds: new Map() }))).code).toBe('UPSTREAM_REJECTED');
    expect((await ask('/users/1')).body).toMatchObject({ active: true });
  });
});

describe('deleting', () => {
  test('takes all accounts in one call, each once, and none that is gone', async () => {
    const { plan, apply, ask } = await startWritten();
    const planned = await plan(['2', '6', '2', '999'].map((id) => workOn(id, { kind: 'delete' })));
    expect(requests(planned)).toEqual(['DELETE /users/2,6']);
    expect(onlyStep(planned)).toMatchObject({
      isDestructive: true,
      summary: 'Delete ada.lovelace and grace',
    });
    expect(onlyStep(planned).places.map((place) => place.account)).toEqual([0, 2, 1]);
    expect(planned.settled).toMatchObject([{ outcome: 'UNCHANGED', place: { account: 3 } }]);
    expect((await apply(planned)).sent).toEqual([{ missing: [] }]);
    expect((await ask('/users/2')).status).toBe(404);
    expect((await ask('/users/6')).status).toBe(404);
    expect((await plan(['2', '6'].map((id) => workOn(id, { kind: 'delete' })))).steps).toEqual([]);
  });

  test('never reaches a team, whose ids are of the same space', async () => {
    const { plan } = await startWritten();
    expect(await plan([workOn('40', { kind: 'delete' })])).toMatchObject({
      steps: [],
      settled: [{ outcome: 'UNCHANGED' }],
    });
    expect((await failure(plan([workOn('40', { kind: 'setStatus', status: 'DISABLED' })]))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('is all or nothing, and says so', async () => {
    const { plan, call, ask } = await startWritten();
    const step = onlyStep(await plan(['1', '2'].map((id) => workOn(id, { kind: 'delete' }))));
    const error = await failure(step.send(call, { accountIds: new Map() }));
    expect(error.code).toBe('UPSTREAM_REJECTED');
    expect(error.message).toContain('None of the 2 accounts was deleted');
    expect(await verdict(step, call)).toBe('missing');
    expect((await ask('/users/2')).status).toBe(200);
  });

  test('that somebody else was faster with is done', async () => {
    const { plan, call } = await startWritten();
    const [first, second] = [
      await plan([workOn('6', { kind: 'delete' })]),
      await plan([workOn('6', { kind: 'delete' })]),
    ].map(onlyStep);
    await first?.send(call, { accountIds: new Map() });
    expect(await second?.send(call, { accountIds: new Map() })).toEqual({});
  });

  test('is split where more are wanted than one call may take', async () => {
    const { plan } = await startWritten({}, { settings: { maxBulkDelete: 2 } });
    const planned = await plan(['2', '3', '4'].map((id) => workOn(id, { kind: 'delete' })));
    expect(requests(planned)).toEqual(['DELETE /users/2,3', 'DELETE /users/4']);
  });

  test('that an old server answers without doing it is not believed', async () => {
    const { plan, faults, call } = await startWritten();
    faults.add({
      method: 'DELETE',
      fault: {
        kind: 'answer',
        reply: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"_type":"user","id":6,"login":"grace"}',
        },
      },
    });
    const step = onlyStep(await plan([workOn('6', { kind: 'delete' })]));
    expect((await step.send(call, { accountIds: new Map() })).missing).toMatchObject([
      { place: { account: 0, intent: 0 } },
    ]);
  });
});

test('an administrator stays one unless moved, disabled or deleted', async () => {
  const { writing, call } = await startWritten();
  const ends = async (...intents: Parameters<typeof workOn>[1][]) =>
    writing.endsAdministration(call, account('1'), intents);
  expect(await ends({ kind: 'delete' })).toBe(true);
  expect(await ends({ kind: 'setStatus', status: 'DISABLED' })).toBe(true);
  expect(await ends({ kind: 'addGroup', group: group('User') })).toBe(true);
  expect(await ends({ kind: 'updateDetails', details: { ...squash, userGroup: 'user' } })).toBe(true);
  expect(
    await ends({ kind: 'addGroup', group: group('Admin') }, { kind: 'setStatus', status: 'ACTIVE' }),
  ).toBe(false);
  expect(
    await ends({ kind: 'removeGroup', group: group('Admin') }, { kind: 'setPassword', password: 'sesame' }),
  ).toBe(false);
});

test('a token may be one of its owner, a user name and password never is', async () => {
  const basic = await startWritten();
  expect(basic.writing.maySignInWithToken(basic.call)).toBe(false);
  const bearer = await startWritten({}, { authorization: 'Bearer head.gateway.sign' });
  expect(bearer.writing.maySignInWithToken(bearer.call)).toBe(true);
});
