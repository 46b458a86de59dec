import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../support/gateway-row.ts';
import { basic } from '../support/gateway-upstream.ts';
import { byLogin, changesOf, lines, mutate, readUpstream } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The documented writes of Squash TM, by the marks of the list of endpoints: made, and read back past the gateway. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const api = '/api/rest/latest';
const wire = `/squash${api}`;

async function read(path: string, authorization?: string): Promise<Row> {
  return readUpstream(stack, 'squash', `${api}${path}`, authorization);
}

async function userRow(login: string): Promise<Row> {
  const { body } = await read(`/users/login/${login}`);
  return body;
}

async function teamsOf(login: string): Promise<string[]> {
  const { body } = await read(`/users/login/${login}/teams`);
  return (body._embedded?.teams ?? []).map(({ name }: Row) => name).sort();
}

/** `validator on Level Crossing`, sorted. */
async function permissionsOf(login: string): Promise<string[]> {
  const { id } = await userRow(login);
  const { body } = await read(`/users/${id}/permissions`);
  return Object.entries<Row[]>(body.content)
    .flatMap(([permission, projects]) => projects.map(({ name }) => `${permission} on ${name}`))
    .sort();
}

async function projectId(name: string): Promise<string> {
  const { body } = await read('/projects?size=100');
  return String(body._embedded.projects.find((row: Row) => row.name === name).id);
}

it('S3: an account is made in its group, then S7 and S10 give it teams and permissions', async () => {
  const made = await mutate(
    stack,
    'createUser',
    {
      system: 'squash',
      profile: { login: 'gmurray', firstName: 'Gill', lastName: 'Murray', email: 'g.murray@x.example' },
      password: 'a first password',
      groups: ['Admin'],
      teams: ['Automation'],
      projectPermissions: [{ permission: 'validator', projects: ['Level Crossing', 'Control Room'] }],
      details: { squash: { canDeleteFromFront: false } },
    },
    { select: 'user { nativeId login }' },
  );
  const { id } = await userRow('gmurray');
  expect(lines(made)).toEqual([
    `POST ${wire}/users`,
    `POST ${wire}/users/login/gmurray/teams?teamNames=Automation`,
    `POST ${wire}/users/${id}/permissions/validator?ids=${await projectId('Level Crossing')},${await projectId('Control Room')}`,
  ]);
  expect(made.writes[0]?.body).toEqual({
    _type: 'user',
    login: 'gmurray',
    first_name: 'Gill',
    last_name: 'Murray',
    email: 'g.murray@x.example',
    password: 'a first password',
    group: 'Admin',
    can_delete_from_front: false,
  });
  expect(made.payload).toMatchObject({
    outcome: 'APPLIED',
    user: { login: 'gmurray', nativeId: String(id) },
  });
  expect(await userRow('gmurray')).toMatchObject({
    first_name: 'Gill',
    last_name: 'Murray',
    email: 'g.murray@x.example',
    active: true,
    group: 'Admin',
    can_delete_from_front: false,
  });
  expect(await teamsOf('gmurray')).toEqual(['Automation']);
  expect(await permissionsOf('gmurray')).toEqual([
    'validator on Control Room',
    'validator on Level Crossing',
  ]);
  const own = await read('/users/login/gmurray', basic('gmurray', 'a first password'));
  expect(own.status).toBe(200);
});

it('S3: a made-up password is shown once and signs the account in; an inactive one is disabled by S4', async () => {
  const made = await mutate(
    stack,
    'createUser',
    { system: 'squash', profile: { login: 'vmoss', lastName: 'Moss' }, generatePassword: true },
    { select: 'generatedPassword' },
  );
  expect(made.writes[0]?.body).toMatchObject({ password: made.payload.generatedPassword, group: 'User' });
  const { id } = await userRow('vmoss');
  const own = await read(`/users/${id}`, basic('vmoss', made.payload.generatedPassword));
  expect(own.status).not.toBe(401);
  expect(stack.logged.join('\n')).not.toContain(made.payload.generatedPassword);
  const idle = await mutate(stack, 'createUser', {
    system: 'squash',
    profile: { login: 'idle', lastName: 'Idle' },
    password: 'a first password',
    isActive: false,
  });
  const row = await userRow('idle');
  expect(lines(idle)).toEqual([`POST ${wire}/users`, `PATCH ${wire}/users/${row.id}`]);
  expect(row.active).toBe(false);
});

it('S4: a change sends the changed fields only', async () => {
  const before = await userRow('vpetrov');
  const made = await mutate(stack, 'updateUser', {
    user: byLogin('squash', 'vpetrov'),
    profile: { firstName: 'Vitya', lastName: before.last_name },
    details: { squash: { canDeleteFromFront: false } },
  });
  expect(new Set(lines(made))).toEqual(new Set([`PATCH ${wire}/users/${before.id}`]));
  const sent = Object.assign({}, ...made.writes.map(({ body }) => body));
  expect(sent).toEqual({ _type: 'user', first_name: 'Vitya', can_delete_from_front: false });
  const { last_modified_by: _by, last_modified_on: _on, ...after } = await userRow('vpetrov');
  expect({ ...before, ...after }).toEqual({ ...before, first_name: 'Vitya', can_delete_from_front: false });
});

it('S4: a password is changed, and the old one signs in no more', async () => {
  await mutate(stack, 'updateUser', { user: byLogin('squash', 'lnazari'), password: 'another password' });
  expect((await read('/projects', basic('lnazari', 'sandbox'))).status).toBe(401);
  expect((await read('/projects', basic('lnazari', 'another password'))).status).toBe(200);
});

it('S4: disabling says what it takes with it', async () => {
  const { id } = await userRow('dvolkov');
  const disable = () =>
    mutate(stack, 'setUserStatus', { users: [byLogin('squash', 'dvolkov')], status: 'DISABLED' });
  const made = await disable();
  expect(lines(made)).toEqual([`PATCH ${wire}/users/${id}`]);
  expect(made.writes[0]?.body).toEqual({ _type: 'user', active: false });
  expect(made.payload.changes[0]).toMatchObject({
    isDestructive: true,
    replaced: ['its API tokens', 'its assignments in test plans'],
  });
  expect(await userRow('dvolkov')).toMatchObject({ active: false });
  expect((await disable()).payload.outcome).toBe('UNCHANGED');
});

it('S4: another user group displaces the one before', async () => {
  const { id, group } = await userRow('zvandenberg');
  const made = await mutate(stack, 'addToGroups', {
    user: byLogin('squash', 'zvandenberg'),
    groups: ['Admin'],
  });
  expect(lines(made)).toEqual([`PATCH ${wire}/users/${id}`]);
  expect(made.payload.changes[0].replaced).toEqual([`user group ${group}`]);
  expect(await userRow('zvandenberg')).toMatchObject({ group: 'Admin' });
});

it('S5: several accounts are deleted in one call', async () => {
  const ids = [(await userRow('bthorsson')).id, (await userRow('sadeyemi')).id];
  const made = await mutate(
    stack,
    'deleteUsers',
    { users: [byLogin('squash', 'bthorsson'), byLogin('squash', 'sadeyemi')] },
    { select: 'deletedIds' },
  );
  expect(lines(made)).toEqual([`DELETE ${wire}/users/${ids.join(',')}`]);
  expect(made.payload.outcome).toBe('APPLIED');
  expect(made.payload.deletedIds).toHaveLength(2);
  for (const id of ids) expect((await read(`/users/${id}`)).status).toBe(404);
});

it('S5: one that cannot be deleted keeps all of the call', async () => {
  const made = await mutate(
    stack,
    'deleteUsers',
    { users: [byLogin('squash', 'alovelace'), byLogin('squash', 'mashdown')] },
    { select: 'deletedIds' },
  );
  expect(made.payload).toMatchObject({ outcome: 'FAILED', deletedIds: [] });
  expect(made.payload.changes[0].problem.message).toMatch(/None of the 2 accounts was deleted/u);
  expect((await userRow('mashdown')).login).toBe('mashdown');
  expect((await userRow('alovelace')).login).toBe('alovelace');
});

it('S7: teams go by their names in one call, one with a comma by its members', async () => {
  const { id } = await userRow('dkirschbaum');
  const made = await mutate(stack, 'addToTeams', {
    user: byLogin('squash', 'dkirschbaum'),
    teams: ['Automation', 'Crossing testers', 'Acceptance, customer side (Northline)'],
  });
  expect(lines(made).sort()).toEqual([
    expect.stringMatching(new RegExp(`^POST ${wire}/teams/\\d+/members\\?userIds=${id}$`, 'u')),
    `POST ${wire}/users/login/dkirschbaum/teams?teamNames=Automation,Crossing testers`,
  ]);
  expect(made.payload.outcome).toBe('APPLIED');
  expect(await teamsOf('dkirschbaum')).toEqual([
    'Acceptance, customer side (Northline)',
    'Automation',
    'Crossing testers',
  ]);
});

it('S7: what the server swallows is not reported as applied', async () => {
  const lift = stack.sandbox.fail('squash', {
    method: 'POST',
    path: /teams\?/u,
    fault: { kind: 'answer', reply: { status: 204, headers: {}, body: '' } },
  });
  const made = await mutate(stack, 'addToTeams', {
    user: byLogin('squash', 'ydemir'),
    teams: ['Automation'],
  });
  lift();
  expect(changesOf(made)).toEqual(['ADD_TO_TEAM FAILED']);
  expect(await teamsOf('ydemir')).toEqual([]);
});

it('S8: an account leaves teams by their names, one with a comma by its members', async () => {
  const { id } = await userRow('alovelace');
  const made = await mutate(stack, 'removeFromTeams', {
    user: byLogin('squash', 'alovelace'),
    teams: ['Interlocking testers', 'Acceptance, customer side (Northline)', 'Automation'],
  });
  expect(lines(made).sort()).toEqual([
    expect.stringMatching(new RegExp(`^DELETE ${wire}/teams/\\d+/members\\?userIds=${id}$`, 'u')),
    `DELETE ${wire}/users/login/alovelace/teams?teamNames=Interlocking testers`,
  ]);
  expect(changesOf(made)).toContain('REMOVE_FROM_TEAM UNCHANGED');
  expect(await teamsOf('alovelace')).toEqual([]);
});

it('S8: by the id of the membership', async () => {
  const { data } = await stack.query(
    '{ user(by: { login: { system: "squash", login: "slindqvist" } }) { teams { id team { name } } } }',
  );
  const { id } = data.user.teams.find(({ team }: Row) => team.name === 'Crossing testers');
  const made = await mutate(stack, 'revokeAccess', { grantIds: [id] }, { select: 'revokedIds' });
  expect(lines(made)).toEqual([`DELETE ${wire}/users/login/slindqvist/teams?teamNames=Crossing testers`]);
  expect(made.payload).toMatchObject({ outcome: 'APPLIED', revokedIds: [id] });
  expect(await teamsOf('slindqvist')).toEqual(['Interlocking testers']);
});

it('S10: one call gives a permission on several projects and names what it displaces', async () => {
  const { id } = await userRow('isolberg');
  const made = await mutate(stack, 'grantProjectPermission', {
    user: byLogin('squash', 'isolberg'),
    permission: 'validator',
    projects: ['Interlocking Core', 'ETCS Onboard'],
  });
  const ids = [await projectId('Interlocking Core'), await projectId('ETCS Onboard')];
  expect(lines(made)).toEqual([`POST ${wire}/users/${id}/permissions/validator?ids=${ids.join(',')}`]);
  expect(made.payload.changes[0].replaced).toEqual(['test_runner on Interlocking Core']);
  expect(await permissionsOf('isolberg')).toEqual([
    'validator on ETCS Onboard',
    'validator on Interlocking Core',
  ]);
});

it('S11: permissions are taken back by project, those not held cost nothing', async () => {
  const { id } = await userRow('swalsh');
  const revoke = () =>
    mutate(stack, 'revokeProjectPermissions', {
      user: byLogin('squash', 'swalsh'),
      projects: ['Interlocking Core', 'Level Crossing', 'Control Room'],
    });
  const made = await revoke();
  const ids = [await projectId('Interlocking Core'), await projectId('Level Crossing')];
  expect(lines(made)).toEqual([`DELETE ${wire}/users/${id}/permissions?ids=${ids.join(',')}`]);
  expect(made.payload.outcome).toBe('APPLIED');
  expect(await permissionsOf('swalsh')).toEqual([]);
  const again = await revoke();
  expect(again.payload.outcome).toBe('UNCHANGED');
  expect(again.writes).toEqual([]);
});
