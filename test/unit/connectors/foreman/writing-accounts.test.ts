import { describe, expect, it } from 'vitest';
import type { Intent } from '#domain/intents.ts';
import { apply, expectUnchanged, group, role, startWritable } from './writing-foreman.ts';

const creation: Intent = {
  kind: 'create',
  profile: { login: 'new.account', firstName: 'New', lastName: 'Account', email: 'new@example.com' },
  password: 'new-throwaway',
  isActive: true,
};

describe('making an account', () => {
  it('finds the internal auth source, then gives roles, groups and a token to the account made', async () => {
    const foreman = await startWritable();
    const intents: readonly Intent[] = [
      creation,
      { kind: 'addRole', role: role(8, 'Viewer') },
      { kind: 'addGroup', group: group(2, 'ops') },
      { kind: 'addRole', role: role(6, 'View hosts') },
      { kind: 'createToken', name: 'first' },
    ];
    const { plan, sent, accountIds } = await apply(foreman, [{ intents }]);
    expect(plan.steps.map(({ operation, summary, request }) => [operation, summary, request.path])).toEqual([
      ['CREATE_USER', 'Create new.account', '/api/users'],
      ['ASSIGN_ROLE', 'Give new.account the roles Viewer, View hosts', '/api/users/{id}'],
      ['ADD_TO_GROUP', 'Add new.account to group ops', '/api/usergroups/2'],
      ['CREATE_TOKEN', 'Create token first of new.account', '/api/users/{id}/personal_access_tokens'],
    ]);
    expect(plan.steps.map((step) => step.places.map((place) => place.intent))).toEqual([
      [0],
      [1, 3],
      [2],
      [4],
    ]);
    const id = accountIds.get(0) ?? '';
    expect(await foreman.ask(`/api/users/${id}`)).toMatchObject({
      login: 'new.account',
      firstname: 'New',
      mail: 'new@example.com',
      auth_source_name: 'Internal',
      disabled: false,
      roles: expect.arrayContaining([
        expect.objectContaining({ id: 8 }),
        expect.objectContaining({ id: 6 }),
      ]) as unknown,
      usergroups: [expect.objectContaining({ id: 2 })],
    });
    expect(await foreman.statusAs('new.account', 'new-throwaway')).toBe(200);
    expect(sent.at(-1)?.token).toMatchObject({ name: 'first', ownerId: id, state: 'ACTIVE' });
    expect(await foreman.statusAs('new.account', sent.at(-1)?.secret ?? '')).toBe(200);
    const after = (await foreman.ask('/api/usergroups/2')) as { users: { id: number }[] };
    expect(new Set(after.users.map((user) => user.id))).toEqual(new Set([6, 11, Number(id)]));
  });

  it('makes it disabled, with details, in the same call', async () => {
    const foreman = await startWritable();
    const intent: Intent = {
      ...creation,
      isActive: false,
      details: {
        kind: 'foreman',
        description: 'made by a test',
        timezone: 'Berlin',
        locale: 'de',
        isMailEnabled: true,
        isAdministrator: true,
        organizationIds: ['3', '4', '3'],
        locationIds: ['7'],
      },
    };
    const { sent, accountIds } = await apply(foreman, [{ intents: [intent] }]);
    expect(sent).toEqual([{ accountId: accountIds.get(0) }]);
    expect(await foreman.ask(`/api/users/${accountIds.get(0)}`)).toMatchObject({
      disabled: true,
      admin: true,
      timezone: 'Berlin',
      locale: 'de',
      mail_enabled: true,
      organizations: [{ id: 3 }, { id: 4 }],
    });
  });

  it('of an external auth source needs no password, and is no place for one that is not there', async () => {
    const foreman = await startWritable();
    const external = (authSourceId: string): Intent => ({
      ...creation,
      password: undefined,
      details: { kind: 'foreman', authSourceId },
    });
    const { accountIds } = await apply(foreman, [{ intents: [external('3')] }]);
    expect(await foreman.ask(`/api/users/${accountIds.get(0)}`)).toMatchObject({ auth_source_id: 3 });
    for (const id of ['77', '2', 'Internal']) {
      const intent = { ...external(id), profile: { login: 'other' } } as Intent;
      await expect(foreman.writing.plan(foreman.call(), [{ intents: [intent] }])).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        system: 'foreman',
        field: ['details', 'foreman', 'authSourceId'],
      });
    }
  });

  it('asks the own record for the auth source where the list is not to be seen', async () => {
    const foreman = await startWritable();
    const reply = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        error: { message: 'Access denied', missing_permissions: ['view_authenticators'] },
      }),
    };
    foreman.fail({ path: '/api/auth_sources', fault: { kind: 'answer', reply } });
    const { accountIds } = await apply(foreman, [{ intents: [creation] }]);
    expect(await foreman.ask(`/api/users/${accountIds.get(0)}`)).toMatchObject({ auth_source_id: 1 });
  });

  it('never hard-codes the number of the internal auth source', async () => {
    const foreman = await startWritable({
      change: (population) => ({
        ...population,
        auth_sources: population.auth_sources.map((one) => (one.id === 1 ? { ...one, id: 9 } : one)),
        users: population.users.map((one) =>
          one.auth_source_id === 1 ? { ...one, auth_source_id: 9 } : one,
        ),
      }),
    });
    await apply(foreman, [{ intents: [creation] }]);
    expect(foreman.lastBody()).toMatchObject({ user: { auth_source_id: 9 } });
  });

  it.each<[string, Partial<Extract<Intent, { kind: 'create' }>>, string, readonly string[]]>([
    ['without a login', { profile: {} }, 'INVALID_INPUT', ['profile', 'login']],
    ['without a password', { password: undefined }, 'INVALID_INPUT', ['password']],
    ['with an empty password', { password: '' }, 'INVALID_INPUT', ['password']],
    [
      'with a login that is taken',
      { profile: { login: 'ADA.Lovelace' } },
      'ALREADY_EXISTS',
      ['profile', 'login'],
    ],
    [
      'with a first name of 51 characters',
      { profile: { login: 'x', firstName: 'f'.repeat(51) } },
      'INVALID_INPUT',
      ['profile', 'firstName'],
    ],
  ])('%s is refused before anything is written', async (_, change, code, field) => {
    const foreman = await startWritable();
    const intent = { ...creation, ...change } as Intent;
    await expect(foreman.writing.plan(foreman.call(), [{ intents: [intent] }])).rejects.toMatchObject({
      code,
      system: 'foreman',
      field,
    });
    expect(foreman.writes()).toEqual([]);
  });

  it.each<[Partial<Extract<Intent, { kind: 'create' }>>, readonly string[]]>([
    [{ profile: { login: 'not a login!' } }, ['login']],
    [{ profile: { login: 'x', email: 'no address' } }, ['email']],
    [{ details: { kind: 'foreman', timezone: 'Middle Earth' } }, ['timezone']],
    [{ details: { kind: 'foreman', locale: 'klingon' } }, ['locale']],
  ])('passes on what Foreman does not accept: %j', async (change, field) => {
    const foreman = await startWritable();
    const intent = { ...creation, ...change } as Intent;
    await expect(apply(foreman, [{ intents: [intent] }])).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
      httpStatus: 422,
      field,
      message: expect.not.stringContaining('new-throwaway') as unknown,
    });
    expect(foreman.writes()).toHaveLength(1);
  });
});

describe('changing an account', () => {
  it('sends profile, details and password in one call, and only what is not so yet', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    const intents: readonly Intent[] = [
      { kind: 'updateProfile', profile: { firstName: 'Alan', lastName: 'Mathison Turing', email: '' } },
      { kind: 'updateDetails', details: { kind: 'foreman', locale: 'de', isMailEnabled: false } },
      { kind: 'setPassword', password: 'another-throwaway' },
    ];
    const { plan, sent } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps.map((step) => step.summary)).toEqual([
      'Change the last name, email, locale, password of alan.turing',
    ]);
    expect(foreman.lastBody()).toEqual({
      user: { lastname: 'Mathison Turing', mail: null, locale: 'de', password: 'another-throwaway' },
    });
    expect(sent).toEqual([{}]);
    expect(await foreman.ask('/api/users/6')).toMatchObject({
      lastname: 'Mathison Turing',
      mail: null,
      locale: 'de',
    });
    expect(await foreman.statusAs('alan.turing', 'another-throwaway')).toBe(200);
    await expectUnchanged(foreman, [{ account, intents: intents.slice(0, 2) }]);
    expect(JSON.stringify(plan)).not.toContain('another-throwaway');
  });

  it('renames, but not to a login that somebody has', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    const rename = (login: string): Intent => ({ kind: 'updateProfile', profile: { login } });
    await expect(
      foreman.writing.plan(foreman.call(), [{ account, intents: [rename('Ada.Lovelace')] }]),
    ).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: ['profile', 'login'] });
    await apply(foreman, [{ account, intents: [rename('Alan.Turing')] }]);
    expect(await foreman.ask('/api/users/6')).toMatchObject({ login: 'Alan.Turing' });
  });

  it('says that there is no display name, and does the rest', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('alan.turing');
    const profile = { firstName: 'A.', displayName: 'The Turing' };
    const { plan } = await apply(foreman, [{ account, intents: [{ kind: 'updateProfile', profile }] }]);
    expect(plan.steps).toHaveLength(1);
    expect(plan.settled).toMatchObject([{ outcome: 'UNSUPPORTED', code: 'UNSUPPORTED' }]);
    const given = { displayName: 'A. Turing' };
    await expectUnchanged(foreman, [{ account, intents: [{ kind: 'updateProfile', profile: given }] }]);
  });

  it('replaces organizations as a whole and says which are lost', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const before = (await foreman.ask('/api/users/5')) as { organizations: { id: number; name: string }[] };
    const intents: readonly Intent[] = [
      { kind: 'updateDetails', details: { kind: 'foreman', organizationIds: ['4', '4'] } },
    ];
    const { plan } = await apply(foreman, [{ account, intents }]);
    const lost = before.organizations.filter((one) => one.id !== 4);
    expect(plan.steps[0]?.replaced).toEqual(lost.map((one) => `organization ${one.name}`));
    expect(lost.length).toBeGreaterThan(0);
    expect(foreman.lastBody()).toEqual({ user: { organization_ids: [4] } });
    await expectUnchanged(foreman, [{ account, intents }]);
  });

  it('disables and enables', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('margaret.hamilton');
    for (const status of ['DISABLED', 'ACTIVE'] as const) {
      const work = [{ account, intents: [{ kind: 'setStatus', status } as const] }];
      const { plan, sent } = await apply(foreman, work);
      expect(plan.steps.map((step) => [step.operation, step.isDestructive])).toEqual([
        ['SET_USER_STATUS', false],
      ]);
      expect(sent).toEqual([{}]);
      expect(await foreman.ask('/api/users/12')).toMatchObject({ disabled: status === 'DISABLED' });
      await expectUnchanged(foreman, work);
    }
  });

  it('passes on that the account in use cannot be disabled or deleted', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('admin');
    await expect(
      apply(foreman, [{ account, intents: [{ kind: 'setStatus', status: 'DISABLED' }] }]),
    ).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED', field: ['status'] });
    await expect(apply(foreman, [{ account, intents: [{ kind: 'delete' }] }])).rejects.toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
    });
  });

  it('does not set the own password, which takes the old one, nor that of a directory', async () => {
    const foreman = await startWritable({
      change: (population) => ({
        ...population,
        users: population.users.map((one) =>
          one.id === 6 ? { ...one, auth_source_id: 3, auth_source_name: 'External' } : one,
        ),
      }),
    });
    for (const login of ['admin', 'alan.turing']) {
      const account = await foreman.account(login);
      const { plan } = await apply(foreman, [{ account, intents: [{ kind: 'setPassword', password: 'x' }] }]);
      expect(plan.steps).toEqual([]);
      expect(plan.settled).toMatchObject([
        {
          outcome: 'UNSUPPORTED',
          operation: 'SET_PASSWORD',
          manualInstruction: expect.any(String) as unknown,
        },
      ]);
    }
  });

  it('deletes, last of all, and never reads the row with the hashes', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('ada.lovelace');
    const intents: readonly Intent[] = [
      { kind: 'delete' },
      { kind: 'setStatus', status: 'DISABLED' },
      { kind: 'revokeToken', tokenId: '1' },
    ];
    const { plan, sent } = await apply(foreman, [{ account, intents }]);
    expect(plan.steps.map((step) => [step.operation, step.isDestructive])).toEqual([
      ['REVOKE_TOKEN', true],
      ['SET_USER_STATUS', false],
      ['DELETE_USER', true],
    ]);
    expect(sent).toEqual([{}, {}, {}]);
    expect(plan.steps[2]?.replaced.length).toBeGreaterThan(0);
    expect(await foreman.ask('/api/users/5')).toMatchObject({ error: {} });
    await expectUnchanged(foreman, [{ account, intents: [{ kind: 'delete' }] }]);
    // A second try of the very step finds nothing to do and fails no more.
    await expect(plan.steps[2]?.send(foreman.call(), { accountIds: new Map() })).resolves.toEqual({});
  });

  it('tells an account that is not there from one that needs nothing', async () => {
    const foreman = await startWritable();
    const account = { ...(await foreman.account('ada.lovelace')), nativeId: '999' };
    await expect(
      foreman.writing.plan(foreman.call(), [
        { account, intents: [{ kind: 'setStatus', status: 'DISABLED' }] },
      ]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', system: 'foreman' });
    await expect(
      foreman.writing.plan(foreman.call(), [
        { account: { ...account, nativeId: '9zed' }, intents: [{ kind: 'setStatus', status: 'DISABLED' }] },
      ]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(foreman.calls().filter((call) => call.path.includes('zed'))).toEqual([]);
  });
});

describe('what Foreman drops without a word', () => {
  it('roles and auth source of the own record are reported as missing', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('admin');
    const intents: readonly Intent[] = [
      { kind: 'updateDetails', details: { kind: 'foreman', authSourceId: '3', description: 'me' } },
      { kind: 'addRole', role: role(8, 'Viewer') },
    ];
    const { sent } = await apply(foreman, [{ account, intents }]);
    expect(sent.map((each) => each.missing?.map((one) => one.place.intent))).toEqual([[0], [1]]);
    expect(sent[1]?.missing?.[0]?.message).toMatch(/Viewer/u);
  });

  it('the Admin flag, where the caller is no administrator', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('limited.user');
    const intents: readonly Intent[] = [
      { kind: 'updateDetails', details: { kind: 'foreman', isAdministrator: true, description: 'mine' } },
    ];
    const { sent } = await apply(foreman, [{ account, intents }], foreman.call('limited.user'));
    expect(sent[0]?.missing).toMatchObject([{ place: { account: 0, intent: 0 } }]);
    expect(await foreman.ask('/api/users/48')).toMatchObject({ admin: false, description: 'mine' });
  });

  it('an administrator by group is none by flag: that is said, not written', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('group.admin');
    const intents: readonly Intent[] = [
      { kind: 'updateDetails', details: { kind: 'foreman', isAdministrator: false } },
    ];
    const { plan } = await apply(foreman, [{ account, intents }]);
    expect(plan).toMatchObject({ steps: [], settled: [{ outcome: 'UNSUPPORTED' }] });
  });
});

describe('an account whose number is the login of another', () => {
  it('is written to in a spelling that can mean nobody else', async () => {
    const foreman = await startWritable();
    const account = await foreman.account('edsger.dijkstra');
    expect(account.nativeId).toBe('8');
    const first = await foreman.writing.plan(foreman.call(), [{ account, intents: [{ kind: 'delete' }] }]);
    const { plan, sent } = await apply(foreman, [
      {
        account,
        intents: [
          { kind: 'updateProfile', profile: { firstName: 'E.' } },
          { kind: 'createToken', name: 'a' },
        ],
      },
    ]);
    expect(sent[1]?.token?.ownerId).toBe('8');
    expect(plan.steps).toHaveLength(2);
    expect(await foreman.ask('/api/users/8')).toMatchObject({ login: 'edsger.dijkstra', firstname: 'E.' });
    for (let time = 0; time < 2; time += 1) {
      await first.steps[0]?.send(foreman.call(), { accountIds: new Map() });
    }
    // The account called 8 is still there.
    expect(await foreman.ask('/api/users/34')).toMatchObject({ login: '8' });
    expect(await foreman.ask('/api/users/8')).toMatchObject({ login: '8' });
  });
});
