import { describe, expect, it } from 'vitest';
import { startTeamCity } from '../support/teamcity-server.ts';

const roles = {
  role: [
    { roleId: 'PROJECT_VIEWER', scope: 'g', href: '/app/rest/users/id:7/roles/PROJECT_VIEWER/g' },
    {
      roleId: 'PROJECT_VIEWER',
      scope: 'p:Payments',
      href: '/app/rest/users/id:7/roles/PROJECT_VIEWER/p:Payments',
    },
  ],
};
const short = { username: 'alice', name: 'Alice Doe', id: 7, href: '/app/rest/users/id:7' };
const long = [
  'username',
  'name',
  'id',
  'href',
  'email',
  'lastLogin',
  'enabled2FA',
  'properties',
  'roles',
  'groups',
];

describe('the fields parameter of TeamCity on a user', () => {
  it.each<[string, unknown]>([
    ['', short],
    ['$short', short],
    ['-', {}],
    ['id', { id: 7 }],
    ['id,username,id', { id: 7, username: 'alice' }],
    ['id,shoeSize(left)', { id: 7 }],
    [
      '$short,name:-,email',
      { username: 'alice', id: 7, href: '/app/rest/users/id:7', email: 'alice@example.test' },
    ],
    ['$optional,id', { id: 7 }],
    // A named sub-entity without a spec of its own is short; role assignments ignore theirs.
    ['groups', { groups: { count: 2 } }],
    [
      'groups(group)',
      { groups: { group: [expect.objectContaining({ key: 'ALL_USERS_GROUP' }), expect.anything()] } },
    ],
    ['groups(group(key))', { groups: { group: [{ key: 'ALL_USERS_GROUP' }, { key: 'MAINTAINERS' }] } }],
    [
      'groups:(group:(key)),id',
      { id: 7, groups: { group: [{ key: 'ALL_USERS_GROUP' }, { key: 'MAINTAINERS' }] } },
    ],
    ['properties', { properties: { count: 1, href: '/app/rest/users/id:7/properties' } }],
    ['properties(property(value))', { properties: { property: [{ value: 'adoe' }] } }],
    ['roles', { roles }],
    ['roles(role(roleId))', { roles }],
    ['roles:-', {}],
    // Explicit only.
    ['hasPassword,enabled2FA,avatars,realm,password', { hasPassword: true, enabled2FA: true }],
    [
      'groups(group(key,name,roles(role(roleId,scope)),parent-groups(group(key))))',
      {
        groups: {
          group: [
            {
              key: 'ALL_USERS_GROUP',
              name: 'All Users',
              roles: { role: [] },
              'parent-groups': { group: [] },
            },
            {
              key: 'MAINTAINERS',
              name: 'Maintainers',
              roles: { role: [] },
              'parent-groups': { group: [{ key: 'DEVELOPERS' }] },
            },
          ],
        },
      },
    ],
    [
      'groups(group(parent-groups(group(roles))))',
      {
        groups: {
          group: [
            { 'parent-groups': { group: [] } },
            {
              'parent-groups': {
                group: [
                  {
                    roles: {
                      role: [
                        {
                          roleId: 'PROJECT_DEVELOPER',
                          scope: 'g',
                          href: '/app/rest/userGroups/key:DEVELOPERS/roles/PROJECT_DEVELOPER/g',
                        },
                      ],
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  ])('"%s"', async (fields, expected) => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get(`/users/id:7?fields=${encodeURIComponent(fields)}`)).toEqual(expected);
  });

  it.each([['groups(group'], ['id,,name'], ['(id)x']])('answers the broken "%s" with 400', async (fields) => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call(`GET /app/rest/users/id:7?fields=${fields}`)).status).toBe(400);
  });

  it('shows by default what $long shows, * with short parts, and ** with whole ones', async () => {
    const teamCity = await startTeamCity();
    const read = (fields: string): Promise<Record<string, unknown>> =>
      teamCity.get<Record<string, unknown>>(`/users/id:7${fields}`);
    expect(Object.keys(await read(''))).toEqual(long);
    expect(await read('?fields=$long')).toEqual(await read(''));
    const all = await read('?fields=*');
    expect(all).toMatchObject({ hasPassword: true, groups: { count: 2 } });
    expect(all['groups']).not.toHaveProperty('group');
    const everything = await read('?fields=**');
    expect(everything).toMatchObject({
      groups: { group: [{ users: { count: 6 } }, { users: { count: 1 } }] },
    });
  });

  it('leaves out two-factor state when it is off, an empty name and what is null', async () => {
    const teamCity = await startTeamCity();
    await teamCity.call('PUT /app/rest/users/id:9', { json: { name: '' } });
    const bob = await teamCity.get<object>('/users/id:9');
    expect(Object.keys(bob)).toEqual(['username', 'id', 'href', 'email', 'properties', 'roles', 'groups']);
    expect(bob).toMatchObject({ roles: { role: [] }, properties: { count: 0, property: [] } });
    expect(await teamCity.get('/users/id:9?fields=enabled2FA')).toEqual({ enabled2FA: false });
  });
});

describe('the fields parameter of TeamCity on lists', () => {
  it('shows no items when empty, and no count once anything is named', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/users?fields=')).toEqual({ count: 6 });
    expect(await teamCity.get('/users?locator=alice&fields=user')).toEqual({ user: [short] });
    expect(await teamCity.get('/users?locator=alice&fields=$long')).toEqual({ count: 1, user: [short] });
    expect(await teamCity.get('/users?locator=alice&fields=$long,user(id)')).toEqual({
      count: 1,
      user: [{ id: 7 }],
    });
    expect(await teamCity.get('/userGroups?fields=')).toEqual({ count: 5 });
    expect(await teamCity.get('/roles?fields=role(id)&locator=nothing')).toMatchObject({
      role: { length: 5 },
    });
  });

  it('fetches users with roles and groups in one call', async () => {
    const teamCity = await startTeamCity();
    const fields =
      'count,user(id,username,name,email,lastLogin,href,roles(role(roleId,scope)),groups(group(key,name)))';
    expect(await teamCity.get(`/users?locator=or:(id:7,id:8)&fields=${fields}`)).toEqual({
      count: 1,
      user: [
        {
          ...short,
          email: 'alice@example.test',
          lastLogin: '20240118T101530+0000',
          roles,
          groups: {
            group: [
              { key: 'ALL_USERS_GROUP', name: 'All Users' },
              { key: 'MAINTAINERS', name: 'Maintainers' },
            ],
          },
        },
      ],
    });
  });

  it('writes dates in the zone of the server', async () => {
    const teamCity = await startTeamCity({ timeZoneOffsetMinutes: -210 });
    expect(await teamCity.get('/users/id:7?fields=lastLogin')).toEqual({ lastLogin: '20240118T064530-0330' });
  });
});
