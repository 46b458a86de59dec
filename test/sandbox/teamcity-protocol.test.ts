import { describe, expect, it } from 'vitest';
import { aliceToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';

describe('content negotiation at TeamCity', () => {
  it.each([[''], ['*/*'], ['application/xml'], ['application/*']])(
    'answers Accept "%s" with XML',
    async (accept) => {
      const teamCity = await startTeamCity();
      const reply = await teamCity.call('GET /app/rest/users/id:9?fields=id,username,roles,groups(count)', {
        accept,
      });
      expect(reply.headers['content-type']).toBe('application/xml');
      expect(reply.text).toBe(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
          '<user username="bob" id="9"><roles/><groups count="1"/></user>',
      );
    },
  );

  it('escapes XML and repeats an element for a list', async () => {
    const teamCity = await startTeamCity();
    await teamCity.call('PUT /app/rest/users/id:9/name', { text: '<"Bob" & co>' });
    const reply = await teamCity.call(
      'GET /app/rest/users?locator=item:(id:9),item:(id:7)&fields=user(name)',
      {
        accept: '',
      },
    );
    expect(reply.text).toContain(
      '<users><user name="&lt;&quot;Bob&quot; &amp; co&gt;"/><user name="Alice Doe"/></users>',
    );
  });

  it.each([
    ['application/json, text/plain, */*', 'application/json'],
    ['application/xml;q=0.5, application/json', 'application/json'],
    ['text/html, */*;q=0.1', 'application/xml'],
  ])('weighs Accept "%s"', async (accept, type) => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call('GET /app/rest/users/id:9', { accept })).headers['content-type']).toBe(type);
  });

  it.each([['text/plain'], ['text/html']])(
    'answers Accept "%s" on an entity with 406, in JSON',
    async (accept) => {
      const teamCity = await startTeamCity();
      const reply = await teamCity.call('GET /app/rest/users/id:9', { accept });
      expect(reply.status).toBe(406);
      expect(reply.json()).toMatchObject({
        errors: [{ additionalMessage: expect.stringContaining('javax.ws.rs.NotAcceptableException') }],
      });
    },
  );

  it('lets overrideAccept replace the header', async () => {
    const teamCity = await startTeamCity();
    const path = '/app/rest/users/id:9?fields=id&overrideAccept=application/json';
    expect((await teamCity.call(`GET ${path}`, { accept: 'text/html' })).json()).toEqual({ id: 9 });
  });

  it('answers JSON on a text endpoint with 406', async () => {
    const teamCity = await startTeamCity();
    for (const path of ['/users/id:9/email', '/users/id:7/properties/x', '/version']) {
      expect((await teamCity.call(`GET /app/rest${path}`)).status).toBe(406);
    }
  });

  it('hides a misspelt sub-path behind 406, 415 and 400', async () => {
    const teamCity = await startTeamCity();
    const path = '/app/rest/users/id:9/role';
    expect((await teamCity.call(`GET ${path}`)).status).toBe(406);
    expect((await teamCity.call(`GET ${path}`, { accept: 'text/plain' })).status).toBe(400);
    expect((await teamCity.call(`PUT ${path}`, { json: {} })).status).toBe(415);
    expect((await teamCity.call(`DELETE ${path}`)).status).toBe(400);
    expect((await teamCity.call(`POST ${path}`)).status).toBe(405);
    expect((await teamCity.call(`GET ${path}/too/deep/for/it`)).status).toBe(404);
  });

  it('answers a body without or with a wrong content type with 415', async () => {
    const teamCity = await startTeamCity();
    const body = '{"username":"new"}';
    const post = async (headers: Record<string, string>): Promise<number> =>
      (await teamCity.call('POST /app/rest/users', { body, headers })).status;
    expect(await post({})).toBe(415);
    expect(await post({ 'content-type': 'text/plain' })).toBe(415);
    expect(await post({ 'content-type': 'application/json;charset=UTF-8' })).toBe(200);
    const field = await teamCity.call('PUT /app/rest/users/id:9/name', { json: 'x', accept: 'text/plain' });
    expect(field.status).toBe(415);
  });

  it('ignores unknown properties, and refuses an object in place of a list before anything happens', async () => {
    const teamCity = await startTeamCity();
    const good = await teamCity.call('POST /app/rest/users', { json: { username: 'one', shoeSize: 42 } });
    expect(good.status).toBe(200);
    const json = { username: 'two', roles: { role: { roleId: 'PROJECT_VIEWER', scope: 'g' } } };
    const bad = await teamCity.call('POST /app/rest/users', { json });
    expect([bad.status, bad.headers['content-type']]).toEqual([400, 'text/plain; charset=utf-8']);
    expect((await teamCity.call('GET /app/rest/users/two')).status).toBe(404);
  });

  it.each([['<user username="x"'], ['<user><roles></user>'], ['']])(
    'refuses the XML body "%s"',
    async (body) => {
      const teamCity = await startTeamCity();
      const headers = { 'content-type': 'application/xml' };
      expect((await teamCity.call('POST /app/rest/users', { body, headers })).status).toBe(400);
    },
  );
});

describe('addresses at TeamCity', () => {
  it.each([
    ['/app/rest'],
    ['/app/rest/latest'],
    ['/app/rest/2018.1'],
    ['/httpAuth/app/rest'],
    ['/httpAuth/app/rest/latest'],
  ])('repeats the prefix %s in every href, without the context path', async (prefix) => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call(
      `GET ${prefix}/users/id:7?fields=href,properties(href),roles,groups(group(href))`,
    );
    expect(reply.json()).toEqual({
      href: `${prefix}/users/id:7`,
      properties: { href: `${prefix}/users/id:7/properties` },
      roles: {
        role: [
          { roleId: 'PROJECT_VIEWER', scope: 'g', href: `${prefix}/users/id:7/roles/PROJECT_VIEWER/g` },
          {
            roleId: 'PROJECT_VIEWER',
            scope: 'p:Payments',
            href: `${prefix}/users/id:7/roles/PROJECT_VIEWER/p:Payments`,
          },
        ],
      },
      groups: {
        group: [
          { href: `${prefix}/userGroups/key:ALL_USERS_GROUP` },
          { href: `${prefix}/userGroups/key:MAINTAINERS` },
        ],
      },
    });
  });

  it('knows no unbundled protocol versions and nothing outside its context path', async () => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call('GET /app/rest/2017.2/users')).status).toBe(404);
    const outside = await fetch(`${teamCity.origin}/app/rest/users`);
    expect([outside.status, outside.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('can be installed at the root or elsewhere', async () => {
    for (const contextPath of ['', '/ci/tc']) {
      const teamCity = await startTeamCity({ contextPath });
      const reply = await fetch(`${teamCity.origin}${contextPath}/app/rest/apiVersion`);
      expect(await reply.text()).toBe('2018.1');
    }
  });

  it('takes %20 for a blank in a path, and leaves a plus sign alone', async () => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call('GET /app/rest/userGroups/name:All%20Users')).status).toBe(200);
    expect((await teamCity.call('GET /app/rest/userGroups/name:All+Users')).status).toBe(404);
  });

  it('refuses a long request line and characters the container does not like, in HTML', async () => {
    const teamCity = await startTeamCity();
    const refused = async (path: string): Promise<unknown[]> => {
      const reply = await teamCity.call(`GET /app/rest${path}`);
      return [reply.status, reply.headers['content-type']];
    };
    const html = 'text/html; charset=utf-8';
    expect(await refused(`/users?locator=${'x'.repeat(8192)}`)).toEqual([400, html]);
    expect(await refused('/users?locator=username:{bob}')).toEqual([400, html]);
    expect(await refused('/users/a%2Fb')).toEqual([400, html]);
    expect(await refused('/users/bob;x=1')).toEqual([400, html]);
    const other = await startTeamCity({ longRequestLineStatus: 414, requestLineLimit: 100 });
    expect((await other.call(`GET /app/rest/users?locator=${'x'.repeat(100)}`)).status).toBe(414);
  });
});

describe('errors of TeamCity', () => {
  const missing = 'jetbrains.buildServer.server.rest.errors.NotFoundException: User not found';

  it('come in an envelope on new servers, JSON where it was accepted', async () => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call('GET /app/rest/users/id:99')).json()).toEqual({
      errors: [
        {
          message: 'User not found',
          additionalMessage: missing,
          statusText: 'Responding with error, status code: 404 (Not Found).',
          stackTrace: null,
        },
      ],
    });
  });

  it('come as XML where JSON was not accepted, also from text endpoints', async () => {
    const teamCity = await startTeamCity();
    for (const path of ['/app/rest/users/id:99', '/app/rest/users/id:99/email']) {
      const reply = await teamCity.call(`GET ${path}`, { accept: '' });
      expect(reply.headers['content-type']).toBe('application/xml');
      expect(reply.text).toContain(
        `<errors><error><message>User not found</message><additionalMessage>${missing}</additionalMessage>`,
      );
    }
  });

  it('come as text on servers before that, whatever was accepted', async () => {
    const teamCity = await startTeamCity({ errorForm: 'text', generation: '2023.05' });
    const reply = await teamCity.call('GET /app/rest/users/id:99');
    expect([reply.status, reply.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(reply.text).toBe(
      'Responding with error, status code: 404 (Not Found).\n' +
        `Details: ${missing}\n` +
        'Could not find the entity requested. Check the reference is correct and the user has permissions to access the entity.',
    );
    const crash = await teamCity.call('PUT /app/rest/users/id:9', { json: { username: '' } });
    expect(crash.text).toMatch(/^Error has occurred during request processing/u);
    const unacceptable = await teamCity.call('GET /app/rest/users/id:9', { accept: 'text/html' });
    expect([unacceptable.status, unacceptable.text.split('\n')[1]]).toEqual([
      406,
      expect.stringContaining('Accept'),
    ]);
  });

  it('tell the invisible from the missing before 2023.05, and have no roles there', async () => {
    const old = await startTeamCity({ generation: '2022.10', errorForm: 'text' });
    const as = { token: aliceToken };
    expect((await old.call('GET /app/rest/users/id:9', as)).status).toBe(403);
    expect((await old.call('GET /app/rest/users/id:99', as)).status).toBe(404);
    expect((await old.call('GET /app/rest/roles')).status).toBe(404);
    const newer = await startTeamCity();
    expect((await newer.call('GET /app/rest/users/id:9', as)).status).toBe(404);
    expect((await newer.call('GET /app/rest/roles')).status).toBe(200);
  });
});
