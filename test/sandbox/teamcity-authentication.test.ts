import { describe, expect, it } from 'vitest';
import { aliceToken, rootToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityReply, TeamCityServer } from '../support/teamcity-server.ts';

function basic(login: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}` };
}

function currentUser(
  teamCity: TeamCityServer,
  headers: Record<string, string>,
  path = '/app/rest/users/current',
): Promise<TeamCityReply> {
  return teamCity.call(`GET ${path}?fields=id,username`, { token: '', headers });
}

function cookieOf(reply: TeamCityReply): string {
  return (reply.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

describe('authentication at TeamCity', () => {
  it('answers no credentials with plain text and both challenges, whatever is accepted', async () => {
    const teamCity = await startTeamCity({ contextPath: '' });
    const reply = await teamCity.call('GET /app/rest/users', { token: '' });
    expect(reply.status).toBe(401);
    expect(reply.headers['content-type']).toBe('text/plain;charset=UTF-8');
    expect(reply.headers['www-authenticate']).toBe('Basic realm="TeamCity", Bearer realm="TeamCity"');
    expect(reply.headers['teamcity-node-id']).toBe('MAIN_SERVER');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.text).toBe('Authentication required\nTo login manually go to "/login.html" page');
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['a wrong password', basic('alice', 'wrong'), 'Incorrect username or password'],
    ['an unknown user', basic('nobody', 'wonderland'), 'Incorrect username or password'],
    ['an account without password', basic('helen', 'sandbox'), 'Incorrect username or password'],
    ['the token of somebody else', basic('bob', aliceToken), 'Incorrect username or password'],
    ['an empty user name and a wrong token', basic('', '1'), 'Incorrect username or password'],
    ['an unknown token', { authorization: 'Bearer x' }, 'Invalid authentication request'],
    ['an expired token', { authorization: 'Bearer expired-token' }, 'Invalid authentication request'],
    ['an unknown scheme', { authorization: 'Digest x' }, 'Invalid authentication request'],
  ])('tells %s in the first line', async (_what, headers, line) => {
    const reply = await currentUser(await startTeamCity(), headers);
    expect([reply.status, reply.text.split('\n')[0]]).toEqual([401, expect.stringContaining(line)]);
  });

  it('takes a password, a token in its place, a bearer token, and the token of the super user', async () => {
    const teamCity = await startTeamCity({ superUserToken: '987' });
    const alice = { id: 7, username: 'alice' };
    expect((await currentUser(teamCity, basic('ALICE', 'wonderland'))).json()).toEqual(alice);
    expect((await currentUser(teamCity, basic('alice', aliceToken))).json()).toEqual(alice);
    expect((await currentUser(teamCity, { authorization: `Bearer ${aliceToken}` })).json()).toEqual(alice);
    expect((await currentUser(teamCity, basic('', '987'))).json()).toEqual({ id: -1, username: '' });
    const list = await teamCity.call('GET /app/rest/users?fields=count', {
      token: '',
      headers: basic('', '987'),
    });
    expect(list.json()).toEqual({ count: 6 });
  });

  it('sends a browser to the login page, and an AJAX caller a 401 without challenge', async () => {
    const teamCity = await startTeamCity();
    const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux)' };
    const redirect = await currentUser(teamCity, browser);
    expect([redirect.status, redirect.headers.location]).toEqual([302, '/teamcity/login.html']);
    const ajax = await currentUser(teamCity, { ...browser, 'x-requested-with': 'XMLHttpRequest' });
    expect([ajax.status, ajax.headers['www-authenticate']]).toEqual([401, undefined]);
  });

  it('lets the guest in where that is switched on, outside All Users and every list', async () => {
    expect((await currentUser(await startTeamCity(), {}, '/guestAuth/app/rest/users/current')).status).toBe(
      401,
    );
    const open = await startTeamCity({ guestLogin: true });
    const path = '/guestAuth/app/rest/users/current';
    expect((await currentUser(open, {}, path)).json()).toEqual({ id: -2, username: 'guest' });
    const guest = await open.call(`GET ${path}`, { token: '' });
    expect(guest.json()).toMatchObject({ href: '/guestAuth/app/rest/users/id:-2', groups: { count: 0 } });
  });

  it('does not ask for credentials where the versions are read', async () => {
    const teamCity = await startTeamCity();
    const anonymous = { token: '', accept: '' };
    const read = async (path: string): Promise<string> =>
      (await teamCity.call(`GET ${path}`, anonymous)).text;
    expect(await read('/app/rest/version')).toMatch(/^2025\.11/u);
    expect(await read('/app/rest/server/version')).toMatch(/^2025\.11/u);
    expect(await read('/app/rest/latest/apiVersion')).toBe('2018.1');
    expect((await teamCity.call('GET /app/rest/server', anonymous)).status).toBe(401);
    expect(await teamCity.get('/server?fields=version,versionMajor')).toMatchObject({ versionMajor: 2025 });
  });
});

describe('sessions at TeamCity', () => {
  it('hands out a session cookie that alone logs in', async () => {
    const teamCity = await startTeamCity();
    const first = await currentUser(teamCity, basic('alice', 'wonderland'));
    expect(first.headers['set-cookie']?.[0]).toMatch(/^TCSESSIONID=[\dA-F]{32}; Path=\/teamcity; HttpOnly$/u);
    const cookie = cookieOf(first);
    const again = await currentUser(teamCity, { cookie });
    expect(again.json()).toEqual({ id: 7, username: 'alice' });
    expect(again.headers['set-cookie']).toBeUndefined();
    expect((await currentUser(teamCity, { cookie }, '/httpAuth/app/rest/users/current')).status).toBe(401);
    expect((await currentUser(teamCity, { cookie: 'TCSESSIONID=0' })).status).toBe(401);
  });

  it('answers writes that carry the cookie with 403 until they carry the CSRF token of the session', async () => {
    const teamCity = await startTeamCity();
    const authorization = `Bearer ${rootToken}`;
    const cookie = cookieOf(await currentUser(teamCity, { authorization }));
    const write = (headers: Record<string, string>, query = ''): Promise<TeamCityReply> =>
      teamCity.call(`PUT /app/rest/users/id:9/roles/PROJECT_VIEWER/g${query}`, { token: '', headers });
    const refused = await write({ authorization, cookie });
    expect([refused.status, refused.headers['content-type']]).toEqual([403, 'text/plain; charset=utf-8']);
    expect(refused.text).toContain('CSRF');
    expect((await write({ authorization, cookie, 'x-tc-csrf-token': 'wrong' })).status).toBe(403);
    expect((await write({ authorization })).status).toBe(200);
    const page = await teamCity.call('GET /authenticationTest.html?csrf', { token: '', headers: { cookie } });
    expect((await write({ cookie, 'x-tc-csrf-token': page.text })).status).toBe(200);
    expect((await write({ cookie }, `?tc-csrf-token=${encodeURIComponent(page.text)}`)).status).toBe(200);
  });

  it('ends sessions by logout on new servers alone', async () => {
    const teamCity = await startTeamCity();
    const cookie = cookieOf(await currentUser(teamCity, basic('alice', 'wonderland')));
    expect((await teamCity.call('POST /app/rest/users/id:7/logout')).status).toBe(204);
    expect((await currentUser(teamCity, { cookie })).status).toBe(401);
    const old = await startTeamCity({ generation: '2024.03' });
    expect((await old.call('POST /app/rest/users/id:7/logout')).status).toBe(405);
  });

  it('forgets sessions and writes on reset, and makes the same tokens again', async () => {
    const teamCity = await startTeamCity();
    const cookie = cookieOf(await currentUser(teamCity, basic('alice', 'wonderland')));
    const create = async (): Promise<unknown> =>
      (await teamCity.call('POST /app/rest/users/current/tokens/new', { token: rootToken })).json();
    teamCity.reset();
    expect((await currentUser(teamCity, { cookie })).status).toBe(401);
    const made = await create();
    teamCity.reset();
    expect(await create()).toEqual(made);
  });
});
