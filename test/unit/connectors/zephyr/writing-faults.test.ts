import { describe, expect, it } from 'vitest';
import type { AccountWork, Step } from '#connectors/writing.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import { zephyrKeys } from '../../../support/zephyr-seed.ts';
import { createOf, editing, groups, on, projects, roles, startWriting } from './writing-server.ts';
import type { WritingServer } from './writing-server.ts';

/** One step of each kind that there is. */
const works: Readonly<Record<string, (zephyr: WritingServer) => Promise<AccountWork> | AccountWork>> = {
  'a create': () => ({ intents: [createOf()] }),
  'a change of a user': () =>
    on(
      2,
      { kind: 'addRole', role: roles.tester },
      { kind: 'removeGroup', group: groups.qa },
      { kind: 'setStatus', status: 'DISABLED' },
    ),
  'a grant': () => on(5, { kind: 'grantPermission', permission: 'tester', project: projects.alpha }),
  'a revocation on a project': () => on(3, { kind: 'revokePermission', project: projects.alpha }),
  'a new token': () => on(1, { kind: 'createToken', name: 'ci' }),
  'a revoked token': async (zephyr) => {
    const [gateway] = await zephyr.read('/v3/usertoken/');
    return on(1, { kind: 'revokeToken', tokenId: String(gateway.id) });
  },
};
const kinds = Object.keys(works);

async function only(zephyr: WritingServer, kind: string): Promise<Step> {
  const work = await works[kind]?.(zephyr);
  const { steps } = await zephyr.plan(work ?? { intents: [] });
  const [step] = steps;
  if (step === undefined || steps.length > 1) throw new Error('Expected one step.');
  return step;
}

/** Signed in by password, so that revoking the token of the seed does not end the access. */
const byPassword = {
  as: `Basic ${Buffer.from('test.manager:keep-out').toString('base64')}`,
};

const unknown: readonly [string, Fault, string][] = [
  ['a connection cut before', { kind: 'reset', when: 'before' }, 'missing'],
  ['a connection cut after', { kind: 'reset', when: 'after' }, 'landed'],
  ['an answer cut short', { kind: 'truncate' }, 'landed'],
  ['a page of a proxy', { kind: 'answer', reply: badGatewayPage }, 'missing'],
  ['garbage after the write', { kind: 'edit', edit: () => textReply(200, '}{') }, 'landed'],
];

describe('a write of which nobody knows', () => {
  it.each(
    kinds.flatMap((kind) => unknown.map(([name, fault, verdict]) => [kind, name, fault, verdict] as const)),
  )('%s with %s is sent once, and looking tells', async (kind, name, fault, verdict) => {
    const zephyr = await startWriting(byPassword);
    const step = await only(zephyr, kind);
    expect((await zephyr.look(step)).verdict).toBe('missing');
    zephyr.fail({ method: step.request.method, fault, times: 1 });
    const outcome = await step.send(zephyr.call, { accountIds: new Map() }).then(
      () => 'sent',
      (error: { readonly code: string }) => error.code,
    );
    // A token answer of nothing at all means gone; cut answers and pages are errors everywhere.
    expect(outcome, name).toMatch(/^UPSTREAM_(?:UNAVAILABLE|BAD_RESPONSE)$/u);
    expect(zephyr.writes()).toHaveLength(1);
    const looked = await zephyr.look(step);
    expect(looked.verdict).toBe(verdict);
    expect(zephyr.writes()).toHaveLength(1);
  });

  it('gives the id of a user that was made and the token that was, without its secret', async () => {
    const zephyr = await startWriting(byPassword);
    zephyr.fail({ method: 'POST', fault: { kind: 'reset', when: 'after' } });
    const create = await only(zephyr, 'a create');
    await expect(create.send(zephyr.call, { accountIds: new Map() })).rejects.toThrow();
    expect(await zephyr.look(create)).toEqual({ verdict: 'landed', accountId: '11' });
    const token = await only(zephyr, 'a new token');
    await expect(token.send(zephyr.call, { accountIds: new Map() })).rejects.toThrow();
    const looked = await zephyr.look(token);
    expect(looked).toMatchObject({ verdict: 'landed', token: { name: 'ci', ownerId: '1', createdBy: '1' } });
    expect(looked).not.toHaveProperty('secret');
  });

  it.each(kinds)('%s is unclear where nothing can be read', async (kind) => {
    const zephyr = await startWriting(byPassword);
    const step = await only(zephyr, kind);
    zephyr.fail({ fault: { kind: 'answer', reply: badGatewayPage } });
    expect(await zephyr.look(step)).toEqual({ verdict: 'unclear' });
  });

  it('is unclear where half of it is there', async () => {
    const zephyr = await startWriting();
    const step = await only(zephyr, 'a change of a user');
    const user = await zephyr.read('/latest/user/2');
    await zephyr.put('/v3/user/2', { ...user, accountEnabled: false });
    expect(await zephyr.look(step)).toEqual({ verdict: 'unclear' });
  });

  it('is not taken for the create of somebody else with the same login', async () => {
    const zephyr = await startWriting();
    const step = await only(zephyr, 'a create');
    zephyr.fail({
      path: /latest\/user$/u,
      fault: editing((users) => [
        ...users,
        { id: 77, username: 'Grace.Hopper', email: 'other@example.test', roles: [], groupSet: [] },
      ]),
    });
    expect(await zephyr.look(step)).toEqual({ verdict: 'missing' });
  });
});

describe('a write that the server refuses', () => {
  it('is what it says: without the right', async () => {
    const zephyr = await startWriting({ as: zephyrKeys.ada });
    await expect(zephyr.apply({ intents: [createOf()] })).rejects.toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      system: 'zephyr',
    });
    await expect(zephyr.apply(on(3, { kind: 'addRole', role: roles.lead }))).rejects.toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
    });
  });

  it('is refused once: no second try', async () => {
    const zephyr = await startWriting();
    zephyr.fail({ method: 'PUT', fault: { kind: 'answer', reply: textReply(401, '') } });
    await expect(zephyr.apply(on(3, { kind: 'addRole', role: roles.lead }))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
    });
    expect(zephyr.writes()).toHaveLength(1);
  });

  it('for want of a licence is rejected in its own words, whatever the status', async () => {
    const zephyr = await startWriting();
    const reply = textReply(500, JSON.stringify({ errorMsg: 'java.lang.Oops', errorCode: '5223' }));
    zephyr.fail({ method: 'PUT', fault: { kind: 'answer', reply } });
    await expect(zephyr.apply(on(3, { kind: 'addRole', role: roles.lead }))).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: expect.not.stringContaining('java'),
    });
  });

  it('never is a DELETE below users, nor of all tokens', async () => {
    const zephyr = await startWriting(byPassword);
    for (const kind of kinds) {
      const step = await only(zephyr, kind);
      await step.send(zephyr.call, { accountIds: new Map() });
    }
    await zephyr.apply(on(2, { kind: 'delete' }));
    const deletes = zephyr.writes().filter((write) => write.startsWith('DELETE'));
    expect(deletes).toHaveLength(1);
    expect(deletes[0]).toMatch(/\/usertoken\/[1-9][0-9]*$/u);
  });
});
