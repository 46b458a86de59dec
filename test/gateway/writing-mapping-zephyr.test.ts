import { afterAll, beforeAll, expect, it } from 'vitest';
import { adaAuthorization, basic } from '../support/gateway-upstream.ts';
import type { Row } from '../support/gateway-row.ts';
import { byLogin, changesOf, lines, mutate, readUpstream } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The documented writes of Zephyr, by the marks of the list of endpoints: made, and read back past the gateway. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const tokensPath = '/flex/services/rest/v3/usertoken/';
const asAda = { 'upstream-authorization-zephyr': adaAuthorization.zephyr };

async function userRow(username: string): Promise<Row> {
  const { body } = await readUpstream(stack, 'zephyr', '/flex/services/rest/latest/user');
  return body.find((row: Row) => row.username === username);
}

async function labels(authorization?: string): Promise<string[]> {
  const { body } = await readUpstream(stack, 'zephyr', tokensPath, authorization);
  return body.map(({ label }: Row) => label).sort();
}

async function tokenOfAda(name: string): Promise<Row> {
  const input = { owner: { current: 'zephyr' }, name };
  const made = await mutate(stack, 'createAccessToken', input, {
    select: 'secret accessToken { id nativeId }',
    headers: asAda,
  });
  return made.payload;
}

it('Z2: a token of the account in use is made, and signs its owner in', async () => {
  const made = await mutate(
    stack,
    'createAccessToken',
    { owner: { current: 'zephyr' }, name: 'night report' },
    { select: 'secret accessToken { nativeId name expiry }' },
  );
  expect(lines(made)).toEqual([`POST ${tokensPath}`]);
  expect(made.writes[0]?.body).toEqual({ label: 'night report' });
  expect(made.payload).toMatchObject({
    outcome: 'APPLIED',
    accessToken: { name: 'night report', expiry: 'NEVER' },
  });
  const { body } = await readUpstream(
    stack,
    'zephyr',
    '/flex/services/rest/latest/user/current',
    `Bearer ${made.payload.secret}`,
  );
  expect(body.username).toBe('rollcall');
  expect(await labels()).toContain('night report');
});

it('Z2: a token of somebody else and one with an expiry are not made', async () => {
  const others = await mutate(stack, 'createAccessToken', {
    owner: byLogin('zephyr', 'ada.lovelace'),
    name: 'hers',
  });
  const expiring = await mutate(stack, 'createAccessToken', {
    owner: { current: 'zephyr' },
    name: 'brief',
    expiresAt: '2031-01-01T00:00:00Z',
  });
  expect(others.payload.changes[0].problem.code).toBe('SELF_ONLY');
  expect(expiring.payload.changes[0].problem.code).toBe('UNSUPPORTED');
  expect([...others.writes, ...expiring.writes]).toEqual([]);
  expect(await labels(adaAuthorization.zephyr)).not.toContain('hers');
});

it('Z3: a token is revoked by its number and signs nobody in any more', async () => {
  const { accessToken, secret } = await tokenOfAda('to be revoked');
  const revoked = await mutate(
    stack,
    'revokeAccessTokens',
    { ids: [accessToken.id] },
    { select: 'deletedIds', headers: asAda },
  );
  expect(lines(revoked)).toEqual([`DELETE ${tokensPath}${accessToken.nativeId}`]);
  expect(revoked.payload).toMatchObject({ outcome: 'APPLIED', deletedIds: [accessToken.id] });
  const { status } = await readUpstream(stack, 'zephyr', tokensPath, `Bearer ${secret}`);
  expect(status).toBe(401);
  expect(await labels(adaAuthorization.zephyr)).not.toContain('to be revoked');
});

it('Z3: a token that is gone already costs no write', async () => {
  const { accessToken } = await tokenOfAda('twice');
  const revoke = () =>
    mutate(stack, 'revokeAccessTokens', { ids: [accessToken.id] }, { headers: asAda, select: 'deletedIds' });
  await revoke();
  const again = await revoke();
  expect(again.payload).toMatchObject({ outcome: 'UNCHANGED', deletedIds: [accessToken.id] });
  expect(again.writes).toEqual([]);
});

it('Z4: while the gateway signs in with a token none of its account is revoked', async () => {
  const before = await labels();
  const refused = await mutate(stack, 'revokeAllAccessTokens', { owner: { current: 'zephyr' } });
  expect(refused.writes).toEqual([]);
  expect(refused.payload.outcome).toBe('FAILED');
  expect(refused.payload.changes.map(({ problem }: Row) => problem.code)).toEqual(
    before.map(() => 'PROTECTED'),
  );
  expect(await labels()).toEqual(before);
});

it('Z4: with a password for signing in, all but the excepted are revoked one by one, never by "all"', async () => {
  const kept = await tokenOfAda('kept');
  const byPassword = { 'upstream-authorization-zephyr': basic('ada.lovelace', 'sandbox') };
  const { body: listed } = await readUpstream(stack, 'zephyr', tokensPath, adaAuthorization.zephyr);
  const gone = listed.filter(({ label }: Row) => label !== 'kept');
  const revoked = await mutate(
    stack,
    'revokeAllAccessTokens',
    { owner: { current: 'zephyr' }, exceptIds: [kept.accessToken.id] },
    { headers: byPassword },
  );
  expect(gone.length).toBeGreaterThan(1);
  expect(lines(revoked).sort()).toEqual(gone.map(({ id }: Row) => `DELETE ${tokensPath}${id}`).sort());
  expect(revoked.payload.outcome).toBe('APPLIED');
  expect(await labels(basic('ada.lovelace', 'sandbox'))).toEqual(['kept']);
});

it('Z5: an account without roles is one call, and must choose a new password', async () => {
  const profile = {
    login: 'mary.ward',
    firstName: 'Mary',
    lastName: 'Ward',
    email: 'mary.ward@blockpost.example',
  };
  const made = await mutate(
    stack,
    'createUser',
    { system: 'zephyr', profile },
    { select: 'user { login nativeId }' },
  );
  expect(lines(made)).toEqual(['POST /flex/services/rest/latest/user']);
  expect(made.writes[0]?.body).toMatchObject({ username: 'mary.ward', credentialsExpired: true });
  const row = await userRow('mary.ward');
  expect(made.payload).toMatchObject({
    outcome: 'APPLIED',
    user: { login: 'mary.ward', nativeId: String(row.id) },
  });
  expect(row).toMatchObject({
    firstName: 'Mary',
    lastName: 'Ward',
    email: 'mary.ward@blockpost.example',
    accountEnabled: true,
    credentialsExpired: true,
  });
});

it('Z5: an account with roles and groups has them afterwards, by the whole object of Z6', async () => {
  const profile = { login: 'ewa.nowak', firstName: 'Ewa', lastName: 'Nowak', email: 'ewa.nowak@x.example' };
  const made = await mutate(stack, 'createUser', {
    system: 'zephyr',
    profile,
    roles: [{ role: 'Release gate' }],
    groups: ['Suppliers'],
    details: { zephyr: { isCredentialsExpired: false } },
  });
  const row = await userRow('ewa.nowak');
  expect(lines(made)[0]).toBe('POST /flex/services/rest/latest/user');
  expect(
    lines(made)
      .slice(1)
      .every((line) => line === `PUT /flex/services/rest/v3/user/${row.id}`),
  ).toBe(true);
  expect(made.payload.outcome).toBe('APPLIED');
  expect(row).toMatchObject({ credentialsExpired: false, groupSet: [{ name: 'Suppliers' }] });
  expect(row.roles).toContainEqual({ id: 101, name: 'Release gate' });
});

/** What each way of writing the whole account changes; everything else of the row must stay. */
const changes: readonly {
  readonly name: string;
  readonly login: string;
  readonly run: (login: string) => ReturnType<typeof mutate>;
  readonly brings: Row;
}[] = [
  {
    name: 'updateUser',
    login: 'priya.raman',
    run: (login) =>
      mutate(stack, 'updateUser', { user: byLogin('zephyr', login), profile: { lastName: 'Raman-Shah' } }),
    brings: { lastName: 'Raman-Shah', fullName: 'Priya Raman-Shah' },
  },
  {
    name: 'setUserStatus',
    login: 'owen.griffiths',
    run: (login) => mutate(stack, 'setUserStatus', { users: [byLogin('zephyr', login)], status: 'DISABLED' }),
    brings: { accountEnabled: false },
  },
  {
    name: 'assignRoles',
    login: 'sofia.lindqvist',
    run: (login) =>
      mutate(stack, 'assignRoles', { user: byLogin('zephyr', login), roles: [{ role: 'lead' }] }),
    brings: { roles: ['lead', 'tester'] },
  },
  {
    name: 'revokeRoles',
    login: 'ada.lovelace',
    run: (login) =>
      mutate(stack, 'revokeRoles', { user: byLogin('zephyr', login), roles: [{ role: 'Release gate' }] }),
    brings: { roles: ['lead'] },
  },
  {
    name: 'replaceRoles',
    login: 'siobhan.walsh',
    run: (login) =>
      mutate(stack, 'replaceRoles', {
        user: byLogin('zephyr', login),
        roles: [{ role: 'tester' }, { role: 'lead' }],
      }),
    brings: { roles: ['lead', 'tester'] },
  },
  {
    name: 'addToGroups',
    login: 'hannah.vogel',
    run: (login) =>
      mutate(stack, 'addToGroups', {
        user: byLogin('zephyr', login),
        groups: ['Night shift, Derby (bench 3)'],
      }),
    brings: { groupSet: ['Night shift, Derby (bench 3)'] },
  },
  {
    name: 'removeFromGroups',
    login: 'ravi.patel',
    run: (login) =>
      mutate(stack, 'removeFromGroups', { user: byLogin('zephyr', login), groups: ['Suppliers'] }),
    brings: { groupSet: ['Verification'] },
  },
  {
    name: 'replaceGroups',
    login: 'tobias.meyer',
    run: (login) =>
      mutate(stack, 'replaceGroups', { user: byLogin('zephyr', login), groups: ['Release board', '4'] }),
    brings: { groupSet: ['Release board', 'Suppliers'] },
  },
];

const named = (row: Row): Row => ({
  ...row,
  roles: row.roles.map(({ name }: Row) => name).sort(),
  groupSet: row.groupSet.map(({ name }: Row) => name).sort(),
});

for (const { name, login, run, brings } of changes) {
  it(`Z6: ${name} writes the whole account once and changes nothing else of it`, async () => {
    const before = named(await userRow(login));
    const made = await run(login);
    expect(lines(made)).toEqual([`PUT /flex/services/rest/v3/user/${before.id}`]);
    expect(made.payload.outcome).toBe('APPLIED');
    expect(named(await userRow(login))).toEqual({ ...before, ...brings });
    const again = await run(login);
    expect(again.payload.outcome).toBe('UNCHANGED');
    expect(again.writes).toEqual([]);
  });
}

it('Z6: revokeAccess takes one role and leaves the others', async () => {
  const document = `{ user(by: { login: { system: "zephyr", login: "beatriz.carvalho" } }) { roles { id role { name } } } }`;
  const { data } = await stack.query(document);
  const { id } = data.user.roles.find(({ role }: Row) => role.name === 'tester');
  const before = await userRow('beatriz.carvalho');
  const revoked = await mutate(stack, 'revokeAccess', { grantIds: [id] }, { select: 'revokedIds' });
  expect(lines(revoked)).toEqual([`PUT /flex/services/rest/v3/user/${before.id}`]);
  expect(changesOf(revoked)).toEqual(['REVOKE_ROLE APPLIED']);
  expect(revoked.payload.revokedIds).toEqual([id]);
  const roles = before.roles.filter(({ name }: Row) => name !== 'tester');
  expect(await userRow('beatriz.carvalho')).toEqual({ ...before, roles });
});
