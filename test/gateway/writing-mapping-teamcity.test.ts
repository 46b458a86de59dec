import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../support/gateway-row.ts';
import { adaAuthorization, basic, serviceAuthorization } from '../support/gateway-upstream.ts';
import { byLogin, changesOf, lines, mutate, readUpstream } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The documented writes of TeamCity, by the marks of the list of endpoints: made, and read back past the gateway. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const users = '/app/rest/users';
const wire = `/teamcity${users}`;
const asAda = { 'upstream-authorization-teamcity': adaAuthorization.teamcity };

async function read(path: string, authorization?: string): Promise<Row> {
  return readUpstream(stack, 'teamcity', path, authorization);
}

async function userRow(username: string): Promise<Row> {
  const { body } = await read(`${users}/username:${username}`);
  return body;
}

const groupsIn = (row: Row): string[] => row.groups.group.map(({ key }: Row) => key).sort();
const rolesIn = (row: Row): string[] =>
  row.roles.role.map(({ roleId, scope }: Row) => `${roleId} ${scope}`).sort();

async function tokensOf(id: string | number, authorization: string): Promise<string[]> {
  const { body } = await read(`${users}/id:${id}/tokens`, authorization);
  return body.token.map(({ name }: Row) => name).sort();
}

const token = (name: string, headers?: Record<string, string>, expiresAt?: string) =>
  mutate(
    stack,
    'createAccessToken',
    { owner: { current: 'teamcity' }, name, expiresAt },
    {
      select: 'secret accessToken { id nativeId expiresAt }',
      ...(headers === undefined ? {} : { headers }),
    },
  );

it('T4: an account is made, and gets its roles and groups', async () => {
  const made = await mutate(
    stack,
    'createUser',
    {
      system: 'teamcity',
      profile: { login: 'gill.murray', displayName: 'Gill Murray', email: 'g.murray@x.example' },
      password: 'a first password',
      roles: [{ role: 'Project viewer', project: 'Etcs' }, { role: 'RELEASE_MANAGER' }],
      groups: ['EXTERNALS'],
      details: { teamcity: { properties: [{ name: 'desk', value: 'b 12' }] } },
    },
    { select: 'user { nativeId }' },
  );
  const row = await userRow('gill.murray');
  expect(lines(made)[0]).toMatch(new RegExp(`^POST ${wire}(?:\\?|$)`, 'u'));
  expect(made.writes[0]?.body).toMatchObject({ username: 'gill.murray', name: 'Gill Murray' });
  expect(made.payload).toMatchObject({ outcome: 'APPLIED', user: { nativeId: String(row.id) } });
  expect(row).toMatchObject({ name: 'Gill Murray', email: 'g.murray@x.example' });
  expect(rolesIn(row)).toEqual(['PROJECT_VIEWER p:Etcs', 'RELEASE_MANAGER g']);
  expect(groupsIn(row)).toEqual(['ALL_USERS_GROUP', 'EXTERNALS']);
  expect(row.properties.property).toEqual([expect.objectContaining({ name: 'desk', value: 'b 12' })]);
  const own = await read(`${users}/current`, basic('gill.murray', 'a first password'));
  expect(own.body.username).toBe('gill.murray');
});

it('T4: what fails after the account was made leaves it, and says so', async () => {
  const lift = stack.sandbox.fail('teamcity', {
    method: 'PUT',
    path: /\/roles\//u,
    fault: { kind: 'answer', reply: { status: 403, headers: {}, body: '' } },
  });
  const made = await mutate(
    stack,
    'createUser',
    {
      system: 'teamcity',
      profile: { login: 'half.made' },
      roles: [{ role: 'AGENT_MANAGER' }],
      groups: ['EXTERNALS'],
    },
    { select: 'user { login }' },
  );
  lift();
  expect(made.payload).toMatchObject({ outcome: 'PARTIAL', user: { login: 'half.made' } });
  expect(changesOf(made)).toEqual(['CREATE_USER APPLIED', 'ASSIGN_ROLE FAILED', 'ADD_TO_GROUP SKIPPED']);
  expect(rolesIn(await userRow('half.made'))).toEqual([]);
});

it('T5: a change sends the changed fields only, and roles, groups and properties stay', async () => {
  const before = await userRow('ada.lovelace');
  const made = await mutate(stack, 'updateUser', {
    user: byLogin('teamcity', 'ada.lovelace'),
    profile: { displayName: 'Augusta Ada' },
  });
  expect(made.writes.map(({ body }) => body)).toEqual([{ name: 'Augusta Ada' }]);
  expect(lines(made)[0]).toMatch(new RegExp(`^PUT ${wire}/id:${before.id}(?:\\?|$)`, 'u'));
  expect(await userRow('ada.lovelace')).toEqual({ ...before, name: 'Augusta Ada' });
});

it('T5: an e-mail is cleared, which the documented call cannot do', async () => {
  const before = await userRow('rhys.bevan');
  const made = await mutate(stack, 'updateUser', {
    user: byLogin('teamcity', 'rhys.bevan'),
    profile: { email: '' },
  });
  expect(lines(made)).toEqual([`DELETE ${wire}/id:${before.id}/email`]);
  const { email, ...rest } = before;
  expect(email).toContain('@');
  expect(await userRow('rhys.bevan')).toEqual(rest);
});

it('T6: accounts are deleted one by one', async () => {
  const ids = [(await userRow('tom.baker')).id, (await userRow('esokolova')).id];
  const made = await mutate(
    stack,
    'deleteUsers',
    { users: [byLogin('teamcity', 'tom.baker'), byLogin('teamcity', 'esokolova')] },
    { select: 'deletedIds' },
  );
  expect(lines(made)).toEqual(ids.map((id) => `DELETE ${wire}/id:${id}`));
  expect(made.payload.outcome).toBe('APPLIED');
  expect(made.payload.deletedIds).toHaveLength(2);
  for (const id of ids) expect((await read(`${users}/id:${id}`)).status).toBe(404);
});

it('T8: memberships are made exactly these, and All Users stays', async () => {
  const { id } = await userRow('megan.oneill');
  const made = await mutate(stack, 'replaceGroups', {
    user: byLogin('teamcity', 'megan.oneill'),
    groups: ['RELEASE_BOARD', 'ETCS developers'],
  });
  expect(lines(made)).toEqual([
    `POST ${wire}/id:${id}/groups?fields=key`,
    `DELETE ${wire}/id:${id}/groups/key:INTERLOCKING_DEVS`,
  ]);
  expect(groupsIn(await userRow('megan.oneill'))).toEqual(['ALL_USERS_GROUP', 'ETCS_DEVS', 'RELEASE_BOARD']);
  expect(made.payload.outcome).toBe('APPLIED');
});

it('T8: one group is added by itself, the others stay', async () => {
  const { id } = await userRow('yusuf.demir');
  const made = await mutate(stack, 'addToGroups', {
    user: byLogin('teamcity', 'yusuf.demir'),
    groups: ['ETCS_DEVS', 'Interlocking developers'],
  });
  expect(lines(made)).toEqual([`POST ${wire}/id:${id}/groups?fields=key`]);
  expect(made.writes[0]?.body).toEqual({ key: 'ETCS_DEVS' });
  expect(changesOf(made).sort()).toEqual(['ADD_TO_GROUP APPLIED', 'ADD_TO_GROUP UNCHANGED']);
  expect(groupsIn(await userRow('yusuf.demir'))).toEqual([
    'ALL_USERS_GROUP',
    'ETCS_DEVS',
    'INTERLOCKING_DEVS',
  ]);
});

it('T9: an account leaves a group; one it is not in is UNCHANGED', async () => {
  const { id } = await userRow('carol.whitaker');
  const leave = () =>
    mutate(stack, 'removeFromGroups', {
      user: byLogin('teamcity', 'carol.whitaker'),
      groups: ['RELEASE_BOARD'],
    });
  const made = await leave();
  expect(lines(made)).toEqual([`DELETE ${wire}/id:${id}/groups/key:RELEASE_BOARD`]);
  expect(groupsIn(await userRow('carol.whitaker'))).toEqual(['ALL_USERS_GROUP', 'INTERLOCKING_DEVS']);
  const again = await leave();
  expect(again.payload.outcome).toBe('UNCHANGED');
  expect(again.writes).toEqual([]);
});

it('T11: roles are made exactly these by the difference, additions first, never by the one call', async () => {
  const { id } = await userRow('lukasz.wojcik');
  const made = await mutate(stack, 'replaceRoles', {
    user: byLogin('teamcity', 'lukasz.wojcik'),
    roles: [{ role: 'PROJECT_VIEWER' }, { role: 'Project viewer', project: 'Interlocking_Core' }],
  });
  expect(lines(made)).toEqual([
    `PUT ${wire}/id:${id}/roles/PROJECT_VIEWER/g`,
    `PUT ${wire}/id:${id}/roles/PROJECT_VIEWER/p:Interlocking_Core`,
    `DELETE ${wire}/id:${id}/roles/PROJECT_DEVELOPER/p:LevelCrossing`,
  ]);
  expect(made.payload.outcome).toBe('APPLIED');
  expect(rolesIn(await userRow('lukasz.wojcik'))).toEqual([
    'PROJECT_VIEWER g',
    'PROJECT_VIEWER p:Interlocking_Core',
  ]);
});

it('T12: a role is given everywhere and within a project', async () => {
  const { id } = await userRow('farah.haddad');
  const give = () =>
    mutate(stack, 'assignRoles', {
      user: byLogin('teamcity', 'farah.haddad'),
      roles: [{ role: 'PROJECT_VIEWER' }, { role: 'Project developer', project: 'Onboard' }],
    });
  const made = await give();
  expect(lines(made)).toEqual([
    `PUT ${wire}/id:${id}/roles/PROJECT_VIEWER/g`,
    `PUT ${wire}/id:${id}/roles/PROJECT_DEVELOPER/p:Etcs_Onboard`,
  ]);
  expect(rolesIn(await userRow('farah.haddad'))).toEqual([
    'PROJECT_DEVELOPER p:Etcs_Onboard',
    'PROJECT_VIEWER g',
  ]);
  expect((await give()).payload.outcome).toBe('UNCHANGED');
});

it('T13: a role is taken back where it was given', async () => {
  const { id } = await userRow('leila.nazari');
  const made = await mutate(stack, 'revokeRoles', {
    user: byLogin('teamcity', 'leila.nazari'),
    roles: [{ role: 'PROJECT_DEVELOPER', project: 'ControlRoom' }, { role: 'PROJECT_DEVELOPER' }],
  });
  expect(lines(made)).toEqual([`DELETE ${wire}/id:${id}/roles/PROJECT_DEVELOPER/p:ControlRoom`]);
  expect(changesOf(made).sort()).toEqual(['REVOKE_ROLE APPLIED', 'REVOKE_ROLE UNCHANGED']);
  expect(rolesIn(await userRow('leila.nazari'))).toEqual([]);
});

it('T15: an eternal token of the account in use is made by its name, and signs in', async () => {
  const { id } = await userRow('ada.lovelace');
  const made = await token('nightly-2', asAda);
  expect(lines(made)).toEqual([`POST ${wire}/id:${id}/tokens/nightly-2`]);
  const { body } = await read(`${users}/current`, `Bearer ${made.payload.secret}`);
  expect(body.username).toBe('ada.lovelace');
  expect(await tokensOf(id, adaAuthorization.teamcity)).toContain('nightly-2');
});

it('T15: a name that no path carries and one with an expiry go in the body; nobody else gets one', async () => {
  const { id } = await userRow('rollcall');
  const odd = await token('a b/c');
  const expiring = await token('brief', undefined, '2031-01-01T00:00:00Z');
  expect([...lines(odd), ...lines(expiring)]).toEqual([
    `POST ${wire}/id:${id}/tokens`,
    `POST ${wire}/id:${id}/tokens`,
  ]);
  expect(expiring.payload.accessToken.expiresAt).toBe('2031-01-01T00:00:00.000Z');
  const names = await tokensOf(id, serviceAuthorization.teamcity);
  expect(names).toEqual(expect.arrayContaining(['a b/c', 'brief']));
  const others = await mutate(stack, 'createAccessToken', {
    owner: byLogin('teamcity', 'emily.chen'),
    name: 'hers',
  });
  expect(others.payload.changes[0].problem.code).toBe('SELF_ONLY');
  expect(others.writes).toEqual([]);
});

it('T16: a token is revoked by its name, and signs nobody in any more', async () => {
  const { id } = await userRow('ada.lovelace');
  const { payload } = await token('to go', asAda);
  const revoke = () =>
    mutate(stack, 'revokeAccessTokens', { ids: [payload.accessToken.id] }, { headers: asAda });
  const made = await revoke();
  expect(lines(made)).toEqual([`DELETE ${wire}/id:${id}/tokens/to go`]);
  expect((await read(`${users}/current`, `Bearer ${payload.secret}`)).status).toBe(401);
  expect(await tokensOf(id, adaAuthorization.teamcity)).not.toContain('to go');
  const again = await revoke();
  expect(again.payload.outcome).toBe('UNCHANGED');
  expect(again.writes).toEqual([]);
});

it('T16: several tokens are revoked one by one, and what may sign in is kept from a sweep', async () => {
  const owner = { 'upstream-authorization-teamcity': basic('emily.chen', 'sandbox') };
  const { id } = await userRow('emily.chen');
  const first = await token('first', owner);
  const second = await token('second', owner);

  for (const signedIn of [`Bearer ${first.payload.secret}`, basic('emily.chen', first.payload.secret)]) {
    const headers = { 'upstream-authorization-teamcity': signedIn };
    const sweep = await mutate(
      stack,
      'revokeAllAccessTokens',
      { owner: { current: 'teamcity' } },
      { headers },
    );
    expect(sweep.writes).toEqual([]);
    const codes = new Set(sweep.payload.changes.map(({ problem }: Row) => problem.code));
    expect(codes).toEqual(new Set(['PROTECTED']));
  }

  const ids = [first.payload.accessToken.id, second.payload.accessToken.id];
  const made = await mutate(
    stack,
    'revokeAccessTokens',
    { ids },
    {
      headers: { 'upstream-authorization-teamcity': `Bearer ${second.payload.secret}` },
      select: 'deletedIds',
    },
  );
  expect(lines(made)).toEqual([
    `DELETE ${wire}/id:${id}/tokens/first`,
    `DELETE ${wire}/id:${id}/tokens/second`,
  ]);
  expect(made.payload).toMatchObject({ outcome: 'APPLIED', deletedIds: ids });
  expect(await tokensOf(id, basic('emily.chen', 'sandbox'))).toEqual(['ide']);
});

it('T16: who signs in with a password takes all tokens but the excepted', async () => {
  const headers = { 'upstream-authorization-teamcity': basic('emily.chen', 'sandbox') };
  const { id } = await userRow('emily.chen');
  await token('first', headers);
  const kept = await token('second', headers);
  const made = await mutate(
    stack,
    'revokeAllAccessTokens',
    { owner: { current: 'teamcity' }, exceptIds: [kept.payload.accessToken.id] },
    { headers },
  );
  expect(made.payload.outcome).toBe('APPLIED');
  expect(new Set(lines(made))).toEqual(
    new Set([`DELETE ${wire}/id:${id}/tokens/first`, `DELETE ${wire}/id:${id}/tokens/ide`]),
  );
  expect(await tokensOf(id, basic('emily.chen', 'sandbox'))).toEqual(['second']);
});
