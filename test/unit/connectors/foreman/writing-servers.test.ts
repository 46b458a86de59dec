import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import type { ForemanSwitches } from '#sandbox/foreman/switches.ts';
import { apply, expectUnchanged, group, role, startWritable } from './writing-foreman.ts';

const servers: readonly (readonly [string, Partial<ForemanSwitches>])[] = [
  ['before 3.2', { version: '3.1' }],
  [
    'after 3.17, with keys of plugins, in another time zone',
    { version: '3.18', extraKeys: { katello: { a: 1 } }, callerTimeZone: 'Tokyo' },
  ],
  ['with one organization and one location', { singleOrganization: true }],
];

describe.each(servers)('a server %s', (_, switches) => {
  it('takes all kinds of writes, and then has nothing left to do', async () => {
    const foreman = await startWritable({ switches });
    const account = await foreman.account('ada.lovelace');
    const creation: readonly Intent[] = [
      { kind: 'create', profile: { login: 'fresh' }, password: 'pw-throwaway', isActive: true },
      { kind: 'addRole', role: role(8) },
      { kind: 'addGroup', group: group(4) },
      { kind: 'createToken', name: 'fresh', expiresAt: Date.parse('2099-05-01T12:00:00Z') },
    ];
    const changes: readonly Intent[] = [
      { kind: 'updateProfile', profile: { firstName: 'A.' } },
      { kind: 'addRole', role: role(11) },
      { kind: 'addGroup', group: group(4) },
      { kind: 'revokeToken', tokenId: '1' },
      { kind: 'setStatus', status: 'DISABLED' },
    ];
    const { plan, sent } = await apply(foreman, [{ intents: creation }, { account, intents: changes }]);
    expect(plan.steps).toHaveLength(8);
    expect(sent.filter((each) => each.missing !== undefined)).toEqual([]);
    await expectUnchanged(foreman, [{ account, intents: changes }]);
    const made = await foreman.account('fresh');
    await expectUnchanged(foreman, [{ account: made, intents: creation.slice(1, 3) }]);
    await apply(foreman, [{ account: made, intents: [{ kind: 'delete' }] }]);
  });
});

describe('what planning costs', () => {
  it('does not grow with the intents of an account', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const intents: readonly Intent[] = [
      ...[6, 7, 8, 9, 11].map((id) => ({ kind: 'addRole', role: role(id) }) as const),
      ...['1', '2', '5'].map((tokenId) => ({ kind: 'revokeToken', tokenId }) as const),
      { kind: 'setStatus', status: 'DISABLED' },
      { kind: 'updateProfile', profile: { firstName: 'A.' } },
    ];
    foreman.forget();
    await foreman.writing.plan(foreman.call(), [{ account, intents }]);
    // The account, whether its number is a login, the roles, the tokens.
    expect(foreman.calls()).toHaveLength(4);
  });

  it('is a call for each account and each group, and one for all together', async () => {
    const foreman = await startWritable();
    const accounts = await Promise.all(
      ['ada.lovelace', 'alan.turing', 'grace.hopper'].map((one) => foreman.account(one)),
    );
    foreman.forget();
    await foreman.writing.plan(
      foreman.call(),
      accounts.map((account) => ({ account, intents: [{ kind: 'addGroup', group: group(4) }] })),
    );
    expect(foreman.calls()).toHaveLength(3 + 1);
    foreman.forget();
    await foreman.writing.plan(
      foreman.call(),
      accounts.map((account) => ({ account, intents: [{ kind: 'setStatus', status: 'DISABLED' }] })),
    );
    expect(foreman.calls()).toHaveLength(3 + 1);
  });

  it('gives equal states for equal facts, whatever the order of the answers', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const work = [{ account, intents: [{ kind: 'addRole', role: role(8) } as const] }];
    const first = await foreman.writing.plan(foreman.call(), work);
    expect((await foreman.writing.plan(foreman.call(), work)).state).toBe(first.state);
    await foreman.ask('/api/users/5', { method: 'PUT', json: { user: { role_ids: [11] } } });
    expect((await foreman.writing.plan(foreman.call(), work)).state).not.toBe(first.state);
  });
});
