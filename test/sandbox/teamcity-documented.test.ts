import { describe, expect, it } from 'vitest';
import { aliceToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';

/** Every request of the vendor's page "Manage Users", in its order. */
describe('the documented requests of TeamCity', () => {
  it('lists all users', async () => {
    const teamCity = await startTeamCity();
    const users = await teamCity.get<{ count: number; user: { id: number }[] }>('/users');
    expect(users.count).toBe(6);
    expect(users.user.map(({ id }) => id).toSorted((one, other) => one - other)).toEqual([
      1, 7, 9, 12, 15, 20,
    ]);
    expect(users.user.find(({ id }) => id === 7)).toEqual({
      username: 'alice',
      name: 'Alice Doe',
      id: 7,
      href: '/app/rest/users/id:7',
    });
  });

  it('reads a user by username, whole', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/users/username:ALICE')).toEqual({
      username: 'alice',
      name: 'Alice Doe',
      id: 7,
      email: 'alice@example.test',
      lastLogin: '20240118T101530+0000',
      enabled2FA: true,
      href: '/app/rest/users/id:7',
      properties: {
        count: 1,
        href: '/app/rest/users/id:7/properties',
        property: [{ name: 'plugin:vcs:anyVcs:anyVcsRoot', value: 'adoe' }],
      },
      roles: {
        role: [
          { roleId: 'PROJECT_VIEWER', scope: 'g', href: '/app/rest/users/id:7/roles/PROJECT_VIEWER/g' },
          {
            roleId: 'PROJECT_VIEWER',
            scope: 'p:Payments',
            href: '/app/rest/users/id:7/roles/PROJECT_VIEWER/p:Payments',
          },
        ],
      },
      groups: {
        count: 2,
        group: [
          {
            key: 'ALL_USERS_GROUP',
            name: 'All Users',
            href: '/app/rest/userGroups/key:ALL_USERS_GROUP',
            description: 'Contains all TeamCity users',
          },
          { key: 'MAINTAINERS', name: 'Maintainers', href: '/app/rest/userGroups/key:MAINTAINERS' },
        ],
      },
    });
  });

  it('reads the current user', async () => {
    const teamCity = await startTeamCity();
    const user = await teamCity.get<{ username: string }>('/users/current', { token: aliceToken });
    expect(user.username).toBe('alice');
  });

  it('creates a user from the XML payload', async () => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call('POST /app/rest/users', {
      headers: { 'content-type': 'application/xml' },
      body: `<user email="string" name="string" username="string" password="string">
<roles>
<role roleId="SYSTEM_ADMIN" scope="g"/>
</roles>
<groups>
<group key="MyCustomGroupKey"/>
</groups>
</user>`,
    });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({
      username: 'string',
      email: 'string',
      name: 'string',
      roles: { role: [{ roleId: 'SYSTEM_ADMIN', scope: 'g' }] },
      groups: { group: [{ key: 'ALL_USERS_GROUP' }, { key: 'MyCustomGroupKey' }] },
    });
    const basic = `Basic ${Buffer.from('string:string').toString('base64')}`;
    const login = await teamCity.call('GET /app/rest/users', {
      token: '',
      headers: { authorization: basic },
    });
    expect(login.status).toBe(200);
  });

  const payload = `{
"username": "username",
"password": "password",
"email": "email",
"roles": {
"role": [
{
"roleId": "SYSTEM_ADMIN",
"scope": "g"
}
]
},
"groups": {
"group": [
{
"key": "MyCustomGroupKey"
}
]
}
}`;

  it('creates a user from the JSON payload', async () => {
    const teamCity = await startTeamCity();
    const headers = { 'content-type': 'application/json' };
    const reply = await teamCity.call('POST /app/rest/users', { headers, body: payload });
    expect(reply.status).toBe(200);
    expect(reply.headers.location).toBeUndefined();
    expect(await teamCity.get('/users/username')).toEqual(reply.json());
  });

  it('refuses the JSON payload as printed, with its comma too many', async () => {
    const teamCity = await startTeamCity();
    const body = payload.replace('"scope": "g"', '"scope": "g",');
    const headers = { 'content-type': 'application/json' };
    const reply = await teamCity.call('POST /app/rest/users', { headers, body });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toContain('text/plain');
    expect((await teamCity.call('GET /app/rest/users/username')).status).toBe(404);
  });

  it('updates a user', async () => {
    const teamCity = await startTeamCity();
    const json = { name: 'Robert', email: null, id: 4711 };
    const reply = await teamCity.call('PUT /app/rest/users/id:9', { json });
    expect(reply.json()).toMatchObject({ id: 9, username: 'bob', name: 'Robert', email: 'Bob@Example.test' });
    expect(await teamCity.get('/users/id:9')).toEqual(reply.json());
  });

  it('deletes a user', async () => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call('DELETE /app/rest/users/username:bob');
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect((await teamCity.call('GET /app/rest/users/id:9')).status).toBe(404);
    expect(await teamCity.get('/users?fields=count')).toEqual({ count: 5 });
  });

  it('reads the groups of a user', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/users/id:7/groups')).toMatchObject({
      count: 2,
      group: [{ key: 'ALL_USERS_GROUP' }, { key: 'MAINTAINERS' }],
    });
  });

  it.each([
    ['application/xml', '<groups>\n<group key="MyCustomGroupKey"/>\n</groups>'],
    ['application/json', '{\n"group": [\n{\n"key": "MyCustomGroupKey"\n}\n]\n}'],
  ])('replaces the groups of a user by %s, keeping All Users', async (type, body) => {
    const teamCity = await startTeamCity();
    const headers = { 'content-type': type };
    const reply = await teamCity.call('PUT /app/rest/users/id:7/groups', { headers, body });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({
      count: 2,
      group: [{ key: 'ALL_USERS_GROUP' }, { key: 'MyCustomGroupKey' }],
    });
  });

  it('takes a user out of a group', async () => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call('DELETE /app/rest/users/id:7/groups/key:MAINTAINERS')).status).toBe(204);
    expect((await teamCity.call('DELETE /app/rest/users/id:7/groups/key:MAINTAINERS')).status).toBe(404);
    expect(await teamCity.get('/users/id:7/groups?fields=count')).toEqual({ count: 1 });
  });

  it('reads the roles of a user, without a count', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/users/id:1/roles')).toEqual({
      role: [{ roleId: 'SYSTEM_ADMIN', scope: 'g', href: '/app/rest/users/id:1/roles/SYSTEM_ADMIN/g' }],
    });
  });

  it.each([
    ['application/xml', '<roles>\n<role roleId="SYSTEM_ADMIN" scope="g"/>\n</roles>'],
    ['application/json', '{"role": [{"roleId": "SYSTEM_ADMIN", "scope": "g"}]}'],
  ])('replaces the roles of a user by %s', async (type, body) => {
    const teamCity = await startTeamCity();
    const headers = { 'content-type': type };
    const reply = await teamCity.call('PUT /app/rest/users/id:7/roles', { headers, body });
    expect(reply.json()).toEqual({
      role: [{ roleId: 'SYSTEM_ADMIN', scope: 'g', href: '/app/rest/users/id:7/roles/SYSTEM_ADMIN/g' }],
    });
  });

  it('adds a role and removes it', async () => {
    const teamCity = await startTeamCity();
    const added = await teamCity.call('PUT /app/rest/users/id:9/roles/PROJECT_ADMIN/p:Payments');
    expect([added.status, added.json()]).toEqual([
      200,
      {
        roleId: 'PROJECT_ADMIN',
        scope: 'p:Payments',
        href: '/app/rest/users/id:9/roles/PROJECT_ADMIN/p:Payments',
      },
    ]);
    const removed = await teamCity.call('DELETE /app/rest/users/id:9/roles/PROJECT_ADMIN/p:Payments');
    expect(removed.status).toBe(204);
    expect(await teamCity.get('/users/id:9/roles')).toEqual({ role: [] });
  });

  it('lists, creates and deletes own tokens', async () => {
    const teamCity = await startTeamCity();
    const as = { token: aliceToken };
    expect(await teamCity.get('/users/current/tokens', as)).toEqual({
      count: 2,
      token: [{ name: 'ci' }, { name: 'old' }],
    });
    const created = await teamCity.call('POST /app/rest/users/id:7/tokens/deploy', as);
    expect(created.status).toBe(200);
    expect(created.json()).toEqual({
      name: 'deploy',
      creationTime: '20240701T120000+0000',
      value: expect.stringMatching(/^eyJ0eXAiOiAiVENWMiJ9\.[\w-]+\.[\w-]+$/u),
    });
    const { value } = created.json() as { value: string };
    expect(await teamCity.get('/users/current?fields=username', { token: value })).toEqual({
      username: 'alice',
    });
    expect((await teamCity.call('DELETE /app/rest/users/id:7/tokens/deploy', as)).status).toBe(204);
    expect((await teamCity.call('GET /app/rest/users/current', { token: value })).status).toBe(401);
  });
});
