import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken, helenToken, paulaToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityReply, TeamCityServer } from '../support/teamcity-server.ts';

const viewer = { roleId: 'PROJECT_VIEWER', scope: 'g' };

function create(teamCity: TeamCityServer, json: unknown, token?: string): Promise<TeamCityReply> {
  return teamCity.call('POST /app/rest/users', { json, ...(token === undefined ? {} : { token }) });
}

function update(teamCity: TeamCityServer, json: unknown): Promise<TeamCityReply> {
  return teamCity.call('PUT /app/rest/users/id:7', { json });
}

/** Scopes by role, and group keys. */
async function held(teamCity: TeamCityServer, user: string): Promise<unknown> {
  const { roles, groups } = await teamCity.get<{
    roles: { role: { roleId: string; scope: string }[] };
    groups: { group: { key: string }[] };
  }>(`/users/${user}?fields=roles,groups(group(key))`);
  return {
    roles: roles.role.map(({ roleId, scope }) => `${roleId} ${scope}`),
    groups: groups.group.map(({ key }) => key),
  };
}

describe('creating a user at TeamCity', () => {
  it('lower-cases the username, knows no two of one name, and answers with the whole user', async () => {
    const teamCity = await startTeamCity();
    const made = await create(teamCity, {
      username: 'Carol',
      properties: { property: [{ name: 'a', value: 'b' }] },
    });
    expect(made.json()).toMatchObject({
      id: 21,
      username: 'carol',
      properties: { count: 1 },
      groups: { count: 1 },
    });
    const again = await create(teamCity, { username: 'CAROL' });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Cannot create user as user with the same username already exists');
    const asSent = await startTeamCity({ lowerCasesUsernameOnCreate: false });
    expect((await create(asSent, { username: 'Carol' })).json()).toMatchObject({ username: 'Carol' });
    expect(await asSent.get('/users/id:21?fields=username')).toEqual({ username: 'carol' });
  });

  it.each([[{}], [{ username: '' }], [{ username: null }]])('refuses %j', async (json) => {
    const reply = await create(await startTeamCity(), json);
    expect([reply.status, reply.text]).toEqual([
      400,
      expect.stringContaining('Username must not be empty when creating user.'),
    ]);
  });

  it('refuses more users than the licence allows', async () => {
    const teamCity = await startTeamCity({ userLimit: 7 });
    expect((await create(teamCity, { username: 'one' })).status).toBe(200);
    expect((await create(teamCity, { username: 'two' })).status).toBe(400);
  });

  it.each<[string, object, number]>([
    ['an unknown role', { roles: { role: [{ roleId: 'NONE', scope: 'g' }, viewer] } }, 400],
    ['an unknown scope', { roles: { role: [viewer, { roleId: 'PROJECT_VIEWER', scope: 'x' }] } }, 400],
    ['no scope', { roles: { role: [viewer, { roleId: 'PROJECT_VIEWER' }] } }, 400],
    ['an unknown group', { roles: { role: [viewer] }, groups: { group: [{ key: 'NONE' }] } }, 404],
    ['a group without key', { roles: { role: [viewer] }, groups: { group: [{}] } }, 400],
  ])('leaves the account with what succeeded after %s', async (_what, parts, status) => {
    const teamCity = await startTeamCity();
    const json = { username: 'Dave', ...parts };
    expect((await create(teamCity, json)).status).toBe(status);
    expect(await held(teamCity, 'dave')).toEqual({
      roles: ['PROJECT_VIEWER g'],
      groups: ['ALL_USERS_GROUP'],
    });
    expect((await create(teamCity, json)).text).toContain('same username already exists');
  });

  it('names all failed roles in one partial update, and applies groups after it only if told so', async () => {
    const roles = {
      role: [{ roleId: 'NONE', scope: 'g' }, viewer, { roleId: 'PROJECT_VIEWER', scope: 'p:None' }],
    };
    const json = { username: 'dave', roles, groups: { group: [{ key: 'DEVELOPERS' }] } };
    for (const appliesGroupsAfterFailedRoles of [false, true]) {
      const teamCity = await startTeamCity({ appliesGroupsAfterFailedRoles });
      const reply = await create(teamCity, json);
      expect(reply.text).toMatch(/Partial error updating user .*nested errors: .*'NONE'.*'None'/u);
      expect(await held(teamCity, 'dave')).toEqual({
        roles: ['PROJECT_VIEWER g'],
        groups: appliesGroupsAfterFailedRoles ? ['ALL_USERS_GROUP', 'DEVELOPERS'] : ['ALL_USERS_GROUP'],
      });
    }
  });

  it('answers what is not permitted with 400 for roles and 403 for groups, the account being there', async () => {
    const teamCity = await startTeamCity();
    const role = await create(teamCity, { username: 'erin', roles: { role: [viewer] } }, helenToken);
    expect([role.status, (await teamCity.call('GET /app/rest/users/erin')).status]).toEqual([400, 200]);
    const group = await create(
      teamCity,
      { username: 'frank', groups: { group: [{ key: 'ADMINS' }] } },
      helenToken,
    );
    expect([group.status, (await teamCity.call('GET /app/rest/users/frank')).status]).toEqual([403, 200]);
    expect((await create(teamCity, { username: 'grace' }, paulaToken)).status).toBe(403);
  });

  it('answers properties without a list with 500', async () => {
    const teamCity = await startTeamCity();
    expect((await create(teamCity, { username: 'dave', properties: {} })).status).toBe(500);
    expect((await create(teamCity, { username: 'erin', properties: { property: [] } })).status).toBe(200);
  });
});

describe('updating a user at TeamCity', () => {
  it('lower-cases a new username and frees the old one', async () => {
    const teamCity = await startTeamCity();
    expect((await update(teamCity, { username: 'ALICIA' })).json()).toMatchObject({ username: 'alicia' });
    expect((await teamCity.call('GET /app/rest/users/alice')).status).toBe(404);
    expect((await create(teamCity, { username: 'alice' })).status).toBe(200);
    expect((await update(teamCity, { username: 'Alicia' })).status).toBe(200);
  });

  it('answers a taken or an empty username with 500', async () => {
    const teamCity = await startTeamCity();
    const taken = await update(teamCity, { username: 'BOB', name: 'Changed' });
    expect([taken.status, taken.text]).toEqual([
      500,
      expect.stringContaining('is already in use by some other user.'),
    ]);
    const empty = await update(teamCity, { username: '' });
    expect([empty.status, empty.text]).toEqual([500, expect.stringContaining('Username cannot be empty')]);
    expect(await teamCity.get('/users/id:7?fields=$short')).toMatchObject({
      username: 'alice',
      name: 'Alice Doe',
    });
  });

  it('keeps what is absent or null and stores empty texts', async () => {
    const teamCity = await startTeamCity();
    const json = { name: null, email: '', roles: null, groups: null, properties: null };
    expect((await update(teamCity, json)).json()).toMatchObject({
      name: 'Alice Doe',
      email: '',
      properties: { count: 1 },
      groups: { count: 2 },
    });
  });

  it('replaces all roles, groups and properties that are sent, All Users excepted', async () => {
    const teamCity = await startTeamCity();
    await update(teamCity, {
      roles: { role: [{ roleId: 'PROJECT_ADMIN', scope: 'p:Shop' }] },
      groups: { group: [{ key: 'DEVELOPERS' }] },
      properties: { property: [{ name: 'x', value: 'y' }] },
    });
    expect(await held(teamCity, 'id:7')).toEqual({
      roles: ['PROJECT_ADMIN p:Shop'],
      groups: ['ALL_USERS_GROUP', 'DEVELOPERS'],
    });
    expect(await teamCity.get('/users/id:7/properties?fields=property')).toEqual({
      property: [{ name: 'x', value: 'y' }],
    });
  });

  it.each([[{}], [{ group: [] }], [{ group: null }]])('empties the groups by %j', async (groups) => {
    const teamCity = await startTeamCity();
    expect((await update(teamCity, { groups })).status).toBe(200);
    expect(await held(teamCity, 'id:7')).toMatchObject({ groups: ['ALL_USERS_GROUP'] });
  });

  it('wipes all roles by an object without list and then answers 500', async () => {
    const teamCity = await startTeamCity();
    expect((await update(teamCity, { name: 'New', roles: {} })).status).toBe(500);
    expect(await held(teamCity, 'id:7')).toMatchObject({ roles: [] });
    expect(await teamCity.get('/users/id:7?fields=name')).toEqual({ name: 'New' });
    expect((await update(teamCity, { roles: { role: [] } })).status).toBe(200);
  });

  it('tries every role, keeps the good ones and answers 400', async () => {
    const teamCity = await startTeamCity();
    const roles = {
      role: [
        { roleId: 'none', scope: 'g' },
        { roleId: 'PROJECT_ADMIN', scope: 'G' },
      ],
    };
    expect((await update(teamCity, { roles })).status).toBe(400);
    expect(await held(teamCity, 'id:7')).toMatchObject({ roles: ['PROJECT_ADMIN g'] });
  });

  it('changes nothing about groups when one key is unknown', async () => {
    const teamCity = await startTeamCity();
    const json = { group: [{ key: 'DEVELOPERS' }, { key: 'NONE' }] };
    expect((await teamCity.call('PUT /app/rest/users/id:7/groups', { json })).status).toBe(404);
    expect(await held(teamCity, 'id:7')).toMatchObject({ groups: ['ALL_USERS_GROUP', 'MAINTAINERS'] });
  });

  it('lets people change their own name but nobody else and no roles', async () => {
    const teamCity = await startTeamCity();
    const as = { token: bobToken };
    const own = await teamCity.call('PUT /app/rest/users/current', {
      ...as,
      json: { name: 'B', username: 'Bobby' },
    });
    expect(own.json()).toMatchObject({ id: 9, username: 'bobby', name: 'B' });
    const roles = { role: [viewer] };
    expect((await teamCity.call('PUT /app/rest/users/id:9', { ...as, json: { roles } })).status).toBe(400);
    expect((await teamCity.call('PUT /app/rest/users/id:7', { ...as, json: { name: 'x' } })).status).toBe(
      404,
    );
  });
});

describe('deleting a user at TeamCity', () => {
  it('is refused for those who may do more than oneself', async () => {
    const teamCity = await startTeamCity();
    const as = { token: helenToken };
    expect((await teamCity.call('DELETE /app/rest/users/id:20', as)).status).toBe(403);
    expect((await teamCity.call('DELETE /app/rest/users/id:12', as)).status).toBe(403);
    expect((await teamCity.call('DELETE /app/rest/users/id:9', as)).status).toBe(204);
    expect((await teamCity.call('DELETE /app/rest/users/id:9', as)).status).toBe(404);
    expect((await teamCity.call('DELETE /app/rest/users/id:7', { token: aliceToken })).status).toBe(403);
  });

  it('takes tokens and memberships along', async () => {
    const teamCity = await startTeamCity();
    await teamCity.call('DELETE /app/rest/users/id:7');
    expect((await teamCity.call('GET /app/rest/users/current', { token: aliceToken })).status).toBe(401);
    expect(await teamCity.get('/userGroups/MAINTAINERS?fields=users')).toEqual({ users: { count: 0 } });
  });
});

describe('single fields and properties at TeamCity', () => {
  const text = { accept: 'text/plain' };

  it('reads id, username, name and email; nothing for no value', async () => {
    const teamCity = await startTeamCity();
    const read = async (field: string, user = 'id:7'): Promise<unknown[]> => {
      const reply = await teamCity.call(`GET /app/rest/users/${user}/${field}`, text);
      return [reply.status, reply.text];
    };
    expect(await read('id')).toEqual([200, '7']);
    expect(await read('username')).toEqual([200, 'alice']);
    expect(await read('email')).toEqual([200, 'alice@example.test']);
    expect(await read('name', 'bob')).toEqual([204, '']);
    expect((await read('lastLogin'))[0]).toBe(400);
    expect((await read('name', 'nobody'))[0]).toBe(404);
    const other = await startTeamCity({ emptyFieldStatus: 200 });
    expect((await other.call('GET /app/rest/users/bob/name', text)).status).toBe(200);
  });

  it('sets and clears them', async () => {
    const teamCity = await startTeamCity();
    const write = async (field: string, value: string): Promise<unknown[]> => {
      const reply = await teamCity.call(`PUT /app/rest/users/id:7/${field}`, { text: value });
      return [reply.status, reply.text];
    };
    const clear = async (field: string): Promise<number> =>
      (await teamCity.call(`DELETE /app/rest/users/id:7/${field}`)).status;
    expect(await write('username', 'Alicia')).toEqual([200, 'alicia']);
    expect(await write('email', 'a@b.test')).toEqual([200, 'a@b.test']);
    expect(await write('password', 'secret')).toEqual([204, '']);
    expect((await write('username', 'bob'))[0]).toBe(500);
    expect((await write('id', '8'))[0]).toBe(400);
    expect([await clear('name'), await clear('email'), await clear('password')]).toEqual([204, 204, 204]);
    expect(await clear('username')).toBe(400);
    expect(await teamCity.get('/users/id:7?fields=username,name,email,hasPassword')).toEqual({
      username: 'alicia',
      hasPassword: false,
    });
  });

  it('reads, writes and deletes properties whose names hold colons', async () => {
    const teamCity = await startTeamCity();
    const path = '/app/rest/users/id:7/properties/plugin:vcs:anyVcs:anyVcsRoot';
    expect((await teamCity.call(`GET ${path}`, text)).text).toBe('adoe');
    expect((await teamCity.call(`PUT ${path}`, { text: 'alice' })).text).toBe('alice');
    expect(await teamCity.get('/users/id:7/properties')).toMatchObject({ property: [{ value: 'alice' }] });
    expect((await teamCity.call(`DELETE ${path}`)).status).toBe(204);
    expect((await teamCity.call(`GET ${path}`, text)).status).toBe(404);
    expect((await teamCity.call('GET /app/rest/users/id:7/properties/secure:x', text)).status).toBe(400);
    expect((await teamCity.call('PUT /app/rest/users/id:7/properties', { json: {} })).status).toBe(405);
  });
});
