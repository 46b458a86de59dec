import { describe, expect, it } from 'vitest';
import { createIdentity } from '#domain/identity.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import { zephyrKeys } from '../../../support/zephyr-seed.ts';
import { on, planned, startWriting } from './writing-server.ts';
import type { WritingServer } from './writing-server.ts';

const create = (name: string) => ({ kind: 'createToken', name }) as const;
const revoke = (tokenId: string) => ({ kind: 'revokeToken', tokenId }) as const;

async function tokens(zephyr: WritingServer): Promise<readonly { id: number; label: string }[]> {
  return zephyr.read('/v3/usertoken/', zephyrKeys.ada);
}
const asAda = { as: zephyrKeys.ada };

describe('own tokens', () => {
  it('are made with a secret that is passed on and kept nowhere', async () => {
    const zephyr = await startWriting(asAda);
    const { plan, sent } = await zephyr.apply(on(2, create('ci')));
    expect(planned(plan)).toEqual(['POST /flex/services/rest/v3/usertoken/']);
    expect(zephyr.writes()).toEqual(planned(plan));
    expect(zephyr.bodies()).toEqual([{ label: 'ci' }]);
    const { token, secret } = sent[0] ?? {};
    expect(token).toMatchObject({
      name: 'ci',
      ownerId: '2',
      createdBy: '2',
      expiry: 'NEVER',
      state: 'ACTIVE',
    });
    expect(secret).toMatch(/^[0-9a-f]{40}$/u);
    expect(JSON.stringify([plan, token])).not.toContain(secret);
    expect(await zephyr.read('/latest/user/current', `Bearer ${secret}`)).toMatchObject({ id: 2 });
  });

  it('are revoked one by one, never all at once', async () => {
    const zephyr = await startWriting(asAda);
    const [laptop, script] = await tokens(zephyr);
    const { plan } = await zephyr.apply(on(2, revoke(String(script?.id)), revoke('999')));
    expect(plan.steps).toMatchObject([
      { summary: 'Revoke token script of Ada.Byron', isDestructive: true, operation: 'REVOKE_TOKEN' },
    ]);
    expect(plan.settled).toMatchObject([{ place: { account: 0, intent: 1 }, outcome: 'UNCHANGED' }]);
    expect(zephyr.writes()).toEqual([`DELETE /flex/services/rest/v3/usertoken/${script?.id}`]);
    expect(await tokens(zephyr)).toEqual([laptop]);
    expect((await zephyr.plan(on(2, revoke(String(script?.id))))).settled).toMatchObject([
      { outcome: 'UNCHANGED' },
    ]);
  });

  it.each(['all', 'ALL', '0', '-1', '', '1/../all', ' 1', '1e1'])('have no id %j', async (tokenId) => {
    const zephyr = await startWriting(asAda);
    await expect(zephyr.plan(on(2, revoke(tokenId)))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect([...zephyr.reads(), ...zephyr.writes()]).toEqual([]);
    expect(await tokens(zephyr)).toHaveLength(2);
  });

  it('need a name that is free', async () => {
    const zephyr = await startWriting(asAda);
    await expect(zephyr.plan(on(2, create('laptop')))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['name'],
    });
    await expect(zephyr.plan(on(2, create('a'), create('a')))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await expect(zephyr.plan(on(2, create(' ')))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('have no expiry', async () => {
    const zephyr = await startWriting(asAda);
    const plan = await zephyr.plan(on(2, { ...create('ci'), expiresAt: Date.UTC(2030, 0, 1) }));
    expect(plan.steps).toEqual([]);
    expect(plan.settled).toMatchObject([{ outcome: 'UNSUPPORTED', code: 'UNSUPPORTED' }]);
  });

  it.each(['true', 'True', 'empty'] as const)('are gone when the answer is %s', async (tokenDeleteBody) => {
    const zephyr = await startWriting({ ...asAda, switches: { tokenDeleteBody } });
    const [, script] = await tokens(zephyr);
    await zephyr.apply(on(2, revoke(String(script?.id))));
    expect(await tokens(zephyr)).toHaveLength(1);
  });

  it.each([
    [200, '"true"'],
    [200, ' True\n'],
    [204, ''],
  ])('are gone when the answer is %i %j', async (status, body) => {
    const zephyr = await startWriting(asAda);
    zephyr.fail({ method: 'DELETE', fault: { kind: 'edit', edit: () => textReply(status, body) } });
    const [, script] = await tokens(zephyr);
    expect((await zephyr.apply(on(2, revoke(String(script?.id))))).sent).toEqual([{}]);
  });

  it('are still there when the answer is false', async () => {
    const zephyr = await startWriting({ ...asAda, switches: { tokenDeleteBody: 'false' } });
    const [, script] = await tokens(zephyr);
    await expect(zephyr.apply(on(2, revoke(String(script?.id))))).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
    });
    expect(zephyr.writes()).toHaveLength(1);
  });

  it('are not believed gone on the word of a page', async () => {
    const zephyr = await startWriting(asAda);
    const page = textReply(200, '<html>Sign in</html>', { 'content-type': 'text/html' });
    zephyr.fail({ method: 'DELETE', fault: { kind: 'answer', reply: page } });
    const [, script] = await tokens(zephyr);
    await expect(zephyr.apply(on(2, revoke(String(script?.id))))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });

  it.each([400, 403, 404, 500])('that are gone by the time may be answered with %i', async (status) => {
    const zephyr = await startWriting(asAda);
    const [, script] = await tokens(zephyr);
    const plan = await zephyr.plan(on(2, revoke(String(script?.id))));
    zephyr.fail({
      method: 'DELETE',
      fault: { kind: 'edit', edit: () => textReply(status, '') },
    });
    expect(await plan.steps[0]?.send(zephyr.call, { accountIds: new Map() })).toEqual({});
  });

  it.each([400, 403, 404, 500])('that are still there make %i the failure it is', async (status) => {
    const zephyr = await startWriting(asAda);
    const [, script] = await tokens(zephyr);
    const plan = await zephyr.plan(on(2, revoke(String(script?.id))));
    zephyr.fail({ method: 'DELETE', fault: { kind: 'answer', reply: textReply(status, '') } });
    await expect(plan.steps[0]?.send(zephyr.call, { accountIds: new Map() })).rejects.toMatchObject({
      httpStatus: status,
    });
  });
});

describe('tokens of others', () => {
  it('are theirs to make and to revoke, for administrators too', async () => {
    const zephyr = await startWriting();
    const [laptop] = await tokens(zephyr);
    const plan = await zephyr.plan(
      on(2, create('ci'), revoke(String(laptop?.id))),
      { intents: [] },
      on(1, create('own')),
    );
    expect(plan.settled.map(({ outcome, code, operation }) => [outcome, code, operation])).toEqual([
      ['UNSUPPORTED', 'SELF_ONLY', 'CREATE_TOKEN'],
      ['UNSUPPORTED', 'SELF_ONLY', 'REVOKE_TOKEN'],
    ]);
    expect(plan.settled[0]?.manualInstruction).toContain('own tokens');
    expect(plan.steps.map(({ places }) => places)).toEqual([[{ account: 2, intent: 0 }]]);
    expect(zephyr.writes()).toEqual([]);
  });
});

it('only Bearer credentials may be a token', async () => {
  const { writing, call } = await startWriting();
  const withAuthorization = (value: string) => ({ ...call, identity: createIdentity(value, true) });
  expect(writing.maySignInWithToken(call)).toBe(true);
  expect(writing.maySignInWithToken(withAuthorization('bearer abc'))).toBe(true);
  expect(writing.maySignInWithToken(withAuthorization('Basic YTpi'))).toBe(false);
  expect(writing.maySignInWithToken(withAuthorization(''))).toBe(false);
});
