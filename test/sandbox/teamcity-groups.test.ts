import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken, helenToken, rootToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityServer } from '../support/teamcity-server.ts';

async function status(
  teamCity: TeamCityServer,
  target: string,
  json?: unknown,
  token = rootToken,
): Promise<number> {
  return (await teamCity.call(target, { token, ...(json === undefined ? {} : { json }) })).status;
}

describe('groups of a TeamCity user', () => {
  it('are added one by one', async () => {
    const teamCity = await startTeamCity();
    const added = await teamCity.call('POST /app/rest/users/id:9/groups', { json: { key: 'DEVELOPERS' } });
    expect([added.status, added.json()]).toEqual([
      200,
      expect.objectContaining({ key: 'DEVELOPERS', users: expect.anything() }),
    ]);
    expect(await status(teamCity, 'POST /app/rest/users/id:9/groups', {})).toBe(400);
    expect(await status(teamCity, 'POST /app/rest/users/id:9/groups', { key: 'NONE' })).toBe(404);
    expect(await teamCity.get('/userGroups/DEVELOPERS?fields=users(user(id))')).toEqual({
      users: { user: [{ id: 15 }, { id: 9 }] },
    });
  });

  it('are read one by one by whoever may view all', async () => {
    const teamCity = await startTeamCity();
    const path = 'GET /app/rest/users/id:7/groups';
    expect(await status(teamCity, `${path}/MAINTAINERS`)).toBe(200);
    expect(await status(teamCity, `${path}/name:Maintainers`)).toBe(200);
    expect(await status(teamCity, `${path}/DEVELOPERS`)).toBe(404);
    expect(await status(teamCity, `${path}/NONE`)).toBe(404);
    expect(await status(teamCity, `${path}/MAINTAINERS`, undefined, aliceToken)).toBe(403);
    expect(await status(teamCity, path, undefined, aliceToken)).toBe(200);
  });

  it('are changed by whoever may, unless the group gives more than he has', async () => {
    const teamCity = await startTeamCity();
    const add = (key: string): Promise<number> =>
      status(teamCity, 'POST /app/rest/users/id:9/groups', { key }, helenToken);
    expect(await add('MyCustomGroupKey')).toBe(200);
    expect(await add('MAINTAINERS')).toBe(200);
    expect(await add('ADMINS')).toBe(403);
    expect(await status(teamCity, 'DELETE /app/rest/users/id:20/groups/ADMINS', undefined, helenToken)).toBe(
      403,
    );
  });

  it.each([[403], [400], [500]] as const)('hold All Users for good: %i', async (allUsersGroupStatus) => {
    const teamCity = await startTeamCity({ allUsersGroupStatus });
    const leave = 'DELETE /app/rest/users/id:9/groups/key:ALL_USERS_GROUP';
    expect(await status(teamCity, leave)).toBe(allUsersGroupStatus);
    expect(await status(teamCity, 'DELETE /app/rest/userGroups/ALL_USERS_GROUP')).toBe(allUsersGroupStatus);
  });
});

describe('user groups at TeamCity', () => {
  it('are listed without locator and paging, by whoever may view all', async () => {
    const teamCity = await startTeamCity();
    const groups = await teamCity.get<{ group: { key: string }[] }>('/userGroups?locator=key:ADMINS,count:1');
    expect(groups).toMatchObject({ count: 5 });
    expect(groups.group[1]).toEqual({
      key: 'DEVELOPERS',
      name: 'Developers',
      href: '/app/rest/userGroups/key:DEVELOPERS',
      description: 'Who writes code',
    });
    expect(await status(teamCity, 'GET /app/rest/userGroups', undefined, bobToken)).toBe(403);
    expect(await status(teamCity, 'GET /app/rest/userGroups/DEVELOPERS', undefined, bobToken)).toBe(403);
  });

  it('are read whole, with direct members and roles only', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/userGroups/key:MAINTAINERS')).toMatchObject({
      'parent-groups': { count: 1, group: [{ key: 'DEVELOPERS' }] },
      'child-groups': { count: 0, group: [] },
      users: { count: 1, user: [{ id: 7, username: 'alice' }] },
      roles: { role: [] },
      properties: { count: 0 },
    });
    expect(await teamCity.get('/userGroups/DEVELOPERS?fields=child-groups(group(key)),roles')).toMatchObject({
      'child-groups': { group: [{ key: 'MAINTAINERS' }] },
      roles: { role: [{ roleId: 'PROJECT_DEVELOPER', scope: 'g' }] },
    });
    expect(await status(teamCity, 'GET /app/rest/userGroups/id:1')).toBe(404);
  });

  it('are created with everything or not at all', async () => {
    const teamCity = await startTeamCity();
    const post = (json: unknown): Promise<number> => status(teamCity, 'POST /app/rest/userGroups', json);
    const json = {
      key: 'QA',
      name: 'QA & more',
      'parent-groups': { group: [{ key: 'DEVELOPERS' }] },
      roles: { role: [{ roleId: 'PROJECT_VIEWER', scope: 'g' }] },
      users: { user: [{ id: 9 }, { username: 'alice' }] },
    };
    expect(await post({ ...json, roles: { role: { roleId: 'PROJECT_VIEWER' } } })).toBe(400);
    expect(await post({ ...json, roles: { role: [{ roleId: 'PROJECT_VIEWER' }] } })).toBe(400);
    expect(await post({ ...json, users: { user: [{ id: 99 }] } })).toBe(400);
    expect(await post({ ...json, 'child-groups': { group: [{ key: 'DEVELOPERS' }] } })).toBe(400);
    expect(await post({ name: 'QA' })).toBe(400);
    expect(await post({ key: 'QA' })).toBe(400);
    expect(await status(teamCity, 'GET /app/rest/userGroups/QA')).toBe(404);
    expect(await post(json)).toBe(200);
    expect(await post(json)).toBe(400);
    expect(await post({ key: 'QA2', name: 'QA & more' })).toBe(400);
    expect(await teamCity.get('/userGroups/QA?fields=users,roles')).toMatchObject({ users: { count: 2 } });
    expect(await status(teamCity, 'POST /app/rest/userGroups', { key: 'X', name: 'X' }, helenToken)).toBe(
      403,
    );
  });

  it('get parents, but no cycles', async () => {
    const teamCity = await startTeamCity();
    const put = (group: string, keys: string[]): Promise<number> =>
      status(teamCity, `PUT /app/rest/userGroups/${group}/parent-groups`, {
        group: keys.map((key) => ({ key })),
      });
    expect(await put('DEVELOPERS', ['MAINTAINERS'])).toBe(400);
    expect(await put('DEVELOPERS', ['DEVELOPERS'])).toBe(400);
    expect(await put('DEVELOPERS', ['MyCustomGroupKey', 'NONE'])).toBe(404);
    expect(await put('DEVELOPERS', ['MyCustomGroupKey'])).toBe(200);
    expect(await teamCity.get('/userGroups/DEVELOPERS/parent-groups?fields=group(key)')).toEqual({
      group: [{ key: 'MyCustomGroupKey' }],
    });
  });

  it('are deleted with memberships and nesting', async () => {
    const teamCity = await startTeamCity();
    expect(await status(teamCity, 'DELETE /app/rest/userGroups/DEVELOPERS')).toBe(204);
    expect(await status(teamCity, 'DELETE /app/rest/userGroups/DEVELOPERS')).toBe(404);
    expect(await teamCity.get('/users/id:15/groups?fields=count')).toEqual({ count: 1 });
    expect(await teamCity.get('/userGroups/MAINTAINERS/parent-groups')).toEqual({ count: 0, group: [] });
  });

  it('have properties, but nothing that renames them or changes members', async () => {
    const teamCity = await startTeamCity();
    const path = '/app/rest/userGroups/ADMINS';
    await teamCity.call(`PUT ${path}/properties/a:b`, { text: 'c' });
    expect(await teamCity.get('/userGroups/ADMINS/properties')).toMatchObject({
      property: [{ name: 'a:b', value: 'c' }],
    });
    expect(await status(teamCity, `PUT ${path}`, { name: 'Other' })).toBe(405);
    expect(await status(teamCity, `GET ${path}/users`)).toBe(404);
  });
});
