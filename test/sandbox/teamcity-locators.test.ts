import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken, paulaToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityServer } from '../support/teamcity-server.ts';

/** Status, or the ids found, by number. */
async function find(teamCity: TeamCityServer, locator: string, token?: string): Promise<number | number[]> {
  const query = `locator=${encodeURIComponent(locator)}&fields=user(id)`;
  const reply = await teamCity.call(`GET /app/rest/users?${query}`, token === undefined ? {} : { token });
  if (reply.status !== 200) return reply.status;
  return (reply.json() as { user: { id: number }[] }).user.map(({ id }) => id);
}

function sorted(found: number | number[]): number | number[] {
  return Array.isArray(found) ? found.toSorted((one, other) => one - other) : found;
}

const base64 = (text: string): string => `$base64:${Buffer.from(text).toString('base64url')}`;

describe('user locators at TeamCity', () => {
  const all = [1, 7, 9, 12, 15, 20];

  it.each<[string, number | number[]]>([
    // Single values: `current` or a user name, never an id.
    ['current', [1]],
    ['BOB', [9]],
    ['7', 404],
    ['(bob)', [9]],
    ['(current)', [1]],
    [base64('bob'), [9]],
    [`(${base64('bob')})`, 404],
    ['username:current', [20]],
    ['', 400],
    ['$help', 400],
    // Parentheses and encodings of values.
    ['username:(bob)', [9]],
    ['username(bob)', [9]],
    ['username:((bob))', 404],
    [`username:${base64('bob')}`, [9]],
    [`username:(${base64('bob')})`, [9]],
    ['username:$base64:?', 400],
    ['username:(bob', 400],
    ['username:bob)', 404],
    ['username:(bob)x', 400],
    ['name:b),id:9', []],
    // Malformed ones are a 400 in a query.
    ['foo:bar', 400],
    ['Id:7', 400],
    ['id:abc', 400],
    ['id:7,', 400],
    ['count:many', 400],
    // Unknown id and user name are a 404 in a list, everything else is empty.
    ['id:99', 404],
    ['username:nobody', 404],
    ['nobody', 404],
    ['email:nobody@example.test', []],
    ['id:7,username:bob', []],
    ['id:7,id:9', []],
    ['id:7,id:99', 404],
    // Value conditions are parsed again.
    ['email:Bob@Example.test', [9]],
    ['email:bob@example.test', []],
    ['email:(value:bob@example.test,ignoreCase:true)', [9]],
    ['email:(value:example.test,matchType:ends-with)', [1, 7]],
    ['email:(matchType:exists)', [1, 7, 9]],
    ['email:(matchType:not-exists)', [12, 15, 20]],
    ['email:(value:alice@example.test,matchType:does-not-equal)', [1, 9, 12, 15, 20]],
    ['email:(value:.*@E.*,matchType:matches)', [9]],
    ['email:(value:(,matchType:matches)', 400],
    ['email:(value:x,matchType:rhymes-with)', 400],
    ['name:Alice Doe', [7]],
    ['name:Smith (QA)', 400],
    ['name:(value:(Smith (QA)))', [12]],
    [`name:(value:(${base64('Smith (QA)')}))`, [12]],
    ['name:a:b', 400],
    [`name:(value:${base64('a:b')})`, [15]],
    // Properties.
    ['property:(name:(value:(plugin:vcs:anyVcs:anyVcsRoot)),value:adoe)', [7]],
    ['property:(name:plugin:vcs:anyVcs:anyVcsRoot,value:adoe)', 400],
    ['property:(name:(value:vcs,matchType:contains),matchType:exists)', [7]],
    ['property:(name:x,matchType:not-exists)', all],
    ['property:adoe', 400],
    // Last login: whoever never logged in matches nothing.
    ['lastLogin:-2d', [12]],
    ['lastLogin:20240101T000000+0000', [7, 12]],
    ['lastLogin:(date:-90d,condition:before)', [7]],
    ['lastLogin:(date:2024-01-18T10:15:30Z,condition:equals)', [7]],
    ['lastLogin:(date:-1w,condition:around)', 400],
    ['lastLogin:soon', 400],
    // Groups: direct, or through nested ones.
    ['group:DEVELOPERS', [15]],
    ['group:(key:DEVELOPERS)', [15]],
    ['group:(name:Developers)', [15]],
    ['affectedGroup:(key:DEVELOPERS)', [7, 15]],
    ['group:(key:ALL_USERS_GROUP),group:(key:MAINTAINERS)', [7]],
    ['group:(key:DEVELOPERS),group:(key:MAINTAINERS)', []],
    ['group:(key:NONE)', 404],
    ['group:(id:1)', 404],
    // Roles: effective ones, any case, with included roles, parent projects, global scope and groups.
    ['role:(role:(id:SYSTEM_ADMIN))', [1, 20]],
    ['role:(role:(id:project_admin),scope:(project:(id:Payments)))', [1, 12, 20]],
    ['role:(role:(id:PROJECT_ADMIN),scope:(project:(id:Payments_Core)))', [1, 12, 20]],
    ['role:(role:(id:PROJECT_ADMIN),scope:(project:(id:Shop)))', [1, 20]],
    ['role:(role:(id:PROJECT_DEVELOPER),scope:global)', [1, 7, 15, 20]],
    ['role:(role:(id:PROJECT_DEVELOPER),scope:g)', [1, 7, 15, 20]],
    ['role:(scope:(project:(id:Payments_Core)))', [1, 7, 12, 15, 20]],
    ['role:(item:(role:(id:PROJECT_VIEWER)),item:(role:(id:HELP_DESK)))', [15]],
    ['role:(role:(id:PROJECT_DEVELOPER),scope:g,method:byPermission)', [1, 7, 15, 20]],
    ['role:(role:(id:HELP_DESK),scope:g,method:byPermission)', [1, 15, 20]],
    ['role:(role:(id:NONE))', 404],
    ['role:(role:(id:PROJECT_ADMIN),scope:(project:(id:None)))', 404],
    ['role:(role:(id:PROJECT_ADMIN),method:guess)', 400],
    // The hidden ones.
    ['hasPassword:false', [15]],
    ['hasPassword:any', all],
    ['hasPassword:maybe', 400],
    ['permission:(permission:run_build,project:(id:Payments))', [1, 7, 12, 15, 20]],
    ['password:x', 400],
    // Combining.
    ['or:(id:7,id:99,username:BOB,username:nobody)', [7, 9]],
    ['or:(username:(bob),email:alice@example.test)', [7, 9]],
    ['or:(id:7,and:(id:9,email:nobody@example.test))', [7]],
    ['or:(id:7),or:(id:9)', 400],
    ['or:(id:7,count:1)', 400],
    ['or:(bob)', 400],
    ['and:(email:(matchType:exists),hasPassword:true)', [1, 7, 9]],
    ['not:(email:(matchType:exists))', [12, 15, 20]],
    ['or:(id:7,id:9),not:(id:9)', [7]],
    ['not:(or:(id:7,id:9))', [1, 12, 15, 20]],
    ['item:(id:7),item:(id:99)', 404],
    ['count:0', []],
    ['count:-1', all],
  ])('"%s"', async (locator, expected) => {
    expect(sorted(await find(await startTeamCity(), locator))).toEqual(expected);
  });

  it('takes items in the order asked for, once each', async () => {
    const teamCity = await startTeamCity();
    expect(await find(teamCity, 'item:(id:9),item:(id:7),item:(bob),item:(id:1)')).toEqual([9, 7, 1]);
    expect(await find(teamCity, 'item:(id:9),item:(id:9),unique:false')).toEqual([9, 9]);
    expect(await find(teamCity, 'item:(id:9),item:(id:7),item:(id:1),start:1,count:1')).toEqual([7]);
    expect(await find(teamCity, 'item:(id:9),item:(id:7),email:alice@example.test')).toEqual([7]);
  });

  it('keeps server order in lists and in "or", stable and not by id', async () => {
    const teamCity = await startTeamCity();
    const order = (await find(teamCity, 'count:-1')) as number[];
    expect(order).not.toEqual(all);
    expect(await find(teamCity, 'count:-1')).toEqual(order);
    expect(await find(teamCity, 'or:(id:1,id:7,id:9,id:12,id:15,id:20)')).toEqual(order);
    for (const username of ['x', 'y', 'z']) {
      await teamCity.call('POST /app/rest/users', { json: { username } });
    }
    const grown = (await find(teamCity, 'count:-1')) as number[];
    expect(grown.filter((id) => all.includes(id))).toEqual(order);
    expect(
      await find(
        teamCity,
        `or:(${grown
          .map((id) => `id:${id}`)
          .toSorted()
          .join(',')})`,
      ),
    ).toEqual(grown);
    expect(await find(await startTeamCity({ userOrder: 'by id' }), 'count:-1')).toEqual(all);
  });

  it('pages by start and count, counts the page and links nowhere', async () => {
    const teamCity = await startTeamCity();
    const order = (await find(teamCity, 'count:-1')) as number[];
    expect(await find(teamCity, 'start:0,count:4')).toEqual(order.slice(0, 4));
    expect(await find(teamCity, 'start:4,count:4')).toEqual(order.slice(4));
    expect(await find(teamCity, 'start:8,count:4')).toEqual([]);
    expect(await find(teamCity, 'lookupLimit:2')).toEqual(order.slice(0, 2));
    const page = await teamCity.get<object>('/users?locator=start:4,count:4');
    expect(Object.keys(page)).toEqual(['count', 'user']);
    expect(page).toMatchObject({ count: 2 });
  });

  it('needs %2B for a plus sign in a query', async () => {
    const teamCity = await startTeamCity();
    await teamCity.call('PUT /app/rest/users/id:9/email', { text: 'bob+ci@example.test' });
    expect(await teamCity.get('/users?locator=email:bob%2Bci@example.test&fields=count')).toEqual({
      count: 1,
    });
    expect(await teamCity.get('/users?locator=email:bob+ci@example.test&fields=count')).toEqual({ count: 0 });
  });

  it.each([
    ['foo:bar'],
    ['id:abc'],
    ['$help'],
    ['id:99'],
    ['nobody'],
    ['7'],
    ['username:('],
    ['group:(key:NONE)'],
  ])('answers "%s" in a path with 404 "User not found"', async (locator) => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call(`GET /app/rest/users/${encodeURIComponent(locator)}`);
    expect(reply.status).toBe(404);
    expect(reply.json()).toMatchObject({ errors: [{ message: 'User not found' }] });
  });

  it('takes the first match in a path, for deleting too', async () => {
    const teamCity = await startTeamCity();
    const order = (await find(teamCity, 'or:(id:7,id:9)')) as number[];
    expect((await teamCity.call('DELETE /app/rest/users/or:(id:7,id:9)')).status).toBe(204);
    expect(await find(teamCity, 'or:(id:7,id:9)')).toEqual(order.slice(1));
  });
});

describe('who may list users at TeamCity', () => {
  it.each<[string, number | number[]]>([
    ['count:-1', 403],
    ['or:(id:9,id:0)', 403],
    ['id:9,or:(id:9,id:0)', 403],
    ['group:(key:ALL_USERS_GROUP)', 403],
    ['id:9,affectedGroup:(key:ALL_USERS_GROUP)', 403],
    ['email:Bob@Example.test', 403],
    ['id:9', [9]],
    ['username:bob', [9]],
    ['item:(id:9)', [9]],
    ['item:(id:9),item:(id:7)', 404],
    ['id:7', 404],
    ['username:alice', 404],
    ['foo:bar', 400],
  ])('a plain user asking for "%s"', async (locator, expected) => {
    expect(await find(await startTeamCity(), locator, bobToken)).toEqual(expected);
  });

  it('names the missing permissions', async () => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call('GET /app/rest/users', { token: paulaToken });
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('does not have any of the permissions granted globally');
  });

  it('shows who a bare user name is to anybody, and no more than that', async () => {
    const teamCity = await startTeamCity();
    const fields = 'user(id,username,name,href,email,lastLogin,roles,groups(group),properties,hasPassword)';
    expect(await teamCity.get(`/users?locator=alice&fields=${fields}`, { token: bobToken })).toEqual({
      user: [{ username: 'alice', name: 'Alice Doe', id: 7, href: '/app/rest/users/id:7' }],
    });
    expect((await teamCity.call('GET /app/rest/users/alice', { token: bobToken })).status).toBe(404);
    const own = await teamCity.get('/users/alice?fields=hasPassword,email', { token: aliceToken });
    expect(own).toEqual({ email: 'alice@example.test', hasPassword: true });
  });
});
