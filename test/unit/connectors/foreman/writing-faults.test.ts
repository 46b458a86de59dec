import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { group, role, startWritable } from './writing-foreman.ts';
import type { WritableForeman } from './writing-foreman.ts';

const garbage = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' };

/** What goes wrong with a write, and whether it landed all the same. */
const faults: readonly (readonly [string, Fault, boolean])[] = [
  ['a connection cut before', { kind: 'reset', when: 'before' }, false],
  ['a connection cut after', { kind: 'reset', when: 'after' }, true],
  ['a page of a proxy', { kind: 'answer', reply: badGatewayPage }, false],
  ['a page to sign in', { kind: 'answer', reply: garbage }, false],
  ['half an answer', { kind: 'truncate' }, true],
];

const works: readonly (readonly [string, string | undefined, Intent])[] = [
  [
    'create',
    undefined,
    { kind: 'create', profile: { login: 'fresh' }, password: 'pw-throwaway', isActive: true },
  ],
  ['change', 'alan.turing', { kind: 'updateProfile', profile: { firstName: 'A.' } }],
  ['status', 'alan.turing', { kind: 'setStatus', status: 'DISABLED' }],
  ['give a role', 'alan.turing', { kind: 'addRole', role: role(11) }],
  ['add to a group', 'ada.lovelace', { kind: 'addGroup', group: group(4) }],
  ['remove from a group', 'alan.turing', { kind: 'removeGroup', group: group(2) }],
  ['create a token', 'alan.turing', { kind: 'createToken', name: 'fresh' }],
  ['revoke a token', 'ada.lovelace', { kind: 'revokeToken', tokenId: '1' }],
  ['delete', 'alan.turing', { kind: 'delete' }],
];

async function workOf(foreman: WritableForeman, login: string | undefined, intent: Intent) {
  const account = login === undefined ? undefined : await foreman.account(login);
  return [{ account, intents: [intent] }];
}

describe.each(faults)('after %s', (_, fault, hasLanded) => {
  it.each(works)('looking tells whether it landed: %s', async (_, login, intent) => {
    const foreman = await startWritable();
    const plan = await foreman.writing.plan(foreman.call(), await workOf(foreman, login, intent));
    const [step] = plan.steps;
    expect(plan.steps).toHaveLength(1);
    const { method } = step?.request ?? {};
    foreman.fail({ ...(method === undefined ? {} : { method }), times: 1, fault });
    foreman.forget();
    const progress = { accountIds: new Map<number, string>() };
    await expect(step?.send(foreman.call(), progress)).rejects.toMatchObject({
      code: expect.stringMatching(/^UPSTREAM_(?:UNAVAILABLE|BAD_RESPONSE)$/u) as unknown,
    });
    // Never twice, whatever happened.
    expect(foreman.writes()).toHaveLength(1);
    const look = await step?.look(foreman.call(), progress);
    expect(look?.verdict).toBe(hasLanded ? 'landed' : 'missing');
    expect(foreman.writes()).toHaveLength(1);
    if (look?.verdict !== 'landed') return;
    if (intent.kind === 'create') expect(look.accountId).toMatch(/^\d+$/u);
    if (intent.kind === 'createToken') expect(look.token).toMatchObject({ name: 'fresh', ownerId: '6' });
  });
});

describe('looking', () => {
  it.each(works)('is unclear where nothing can be read: %s', async (_, login, intent) => {
    const foreman = await startWritable();
    const plan = await foreman.writing.plan(foreman.call(), await workOf(foreman, login, intent));
    foreman.fail({ fault: { kind: 'answer', reply: badGatewayPage } });
    const look = await plan.steps[0]?.look(foreman.call(), { accountIds: new Map() });
    expect(look).toEqual({ verdict: 'unclear' });
  });

  it('cannot tell whether a password landed, unless something beside it shows', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    const password: Intent = { kind: 'setPassword', password: 'pw-throwaway' };
    const alone = await foreman.writing.plan(foreman.call(), [{ account, intents: [password] }]);
    const progress = { accountIds: new Map<number, string>() };
    await alone.steps[0]?.send(foreman.call(), progress);
    expect(await alone.steps[0]?.look(foreman.call(), progress)).toEqual({ verdict: 'unclear' });
    const profile: Intent = { kind: 'updateProfile', profile: { firstName: 'A.' } };
    const both = await foreman.writing.plan(foreman.call(), [{ account, intents: [password, profile] }]);
    expect(await both.steps[0]?.look(foreman.call(), progress)).toEqual({ verdict: 'missing' });
    await both.steps[0]?.send(foreman.call(), progress);
    expect(await both.steps[0]?.look(foreman.call(), progress)).toEqual({ verdict: 'landed' });
  });

  it('leaves open what hangs on an account that was not made', async () => {
    const foreman = await startWritable();
    const create: Intent = { kind: 'create', profile: { login: 'fresh' }, password: 'x', isActive: true };
    const plan = await foreman.writing.plan(foreman.call(), [
      { intents: [create, { kind: 'addRole', role: role(8) }, { kind: 'addGroup', group: group(2) }] },
    ]);
    for (const step of plan.steps.slice(1)) {
      const progress = { accountIds: new Map<number, string>() };
      await expect(step.send(foreman.call(), progress)).rejects.toMatchObject({ code: 'INTERNAL' });
      expect(await step.look(foreman.call(), progress)).toEqual({ verdict: 'unclear' });
    }
    expect(foreman.writes()).toEqual([]);
  });
});

describe('an answer about another account', () => {
  it('is not taken for a success', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    foreman.fail({
      method: 'PUT',
      fault: {
        kind: 'edit',
        edit: (reply) => ({ ...reply, body: String(reply.body).replace('"id":6,', '"id":7,') }),
      },
    });
    const plan = await foreman.writing.plan(foreman.call(), [
      { account, intents: [{ kind: 'setStatus', status: 'DISABLED' }] },
    ]);
    await expect(plan.steps[0]?.send(foreman.call(), { accountIds: new Map() })).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  });
});

describe('a token made for another account', () => {
  it('is not handed out', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    let secret = '';
    foreman.fail({
      method: 'POST',
      fault: {
        kind: 'edit',
        edit: (reply) => {
          const made = JSON.parse(String(reply.body)) as { token_value: string };
          secret = made.token_value;
          return { ...reply, body: JSON.stringify({ ...made, user_id: 7 }) };
        },
      },
    });
    const plan = await foreman.writing.plan(foreman.call(), [
      { account, intents: [{ kind: 'createToken', name: 'fresh' }] },
    ]);
    const failure: unknown = await plan.steps[0]
      ?.send(foreman.call(), { accountIds: new Map() })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(secret).toMatch(/^[\w-]{22}$/u);
    expect(inspect(failure, { depth: 10 })).not.toContain(secret);
  });
});

describe('a failed plan', () => {
  it('writes nothing and says which part cannot be read', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    foreman.fail({ path: '/api/usergroups', fault: { kind: 'answer', reply: badGatewayPage } });
    await expect(
      foreman.writing.plan(foreman.call(), [{ account, intents: [{ kind: 'addGroup', group: group(4) }] }]),
    ).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', system: 'foreman' });
    expect(foreman.writes()).toEqual([]);
  });

  it('never takes an account without roles for one that holds none', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    foreman.fail({
      path: '/api/users/6',
      fault: {
        kind: 'edit',
        edit: (reply) => {
          const { roles: _, ...rest } = JSON.parse(String(reply.body)) as { roles: unknown };
          return { ...reply, body: JSON.stringify(rest) };
        },
      },
    });
    await expect(
      foreman.writing.plan(foreman.call(), [{ account, intents: [{ kind: 'addRole', role: role(8) }] }]),
    ).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});
