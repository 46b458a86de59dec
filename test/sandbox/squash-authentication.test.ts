import { afterEach, describe, expect, it } from 'vitest';
import { basic, startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const nobody = { authorization: undefined };
const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

describe('who gets in', () => {
  it('answers 401 in the container’s envelope, with the misspelt realm', async () => {
    squash = await startSquash();
    const { status, json, headers } = await squash.ask('GET', '/users', { headers: nobody });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Basic realm="squah-api"');
    expect(json).toEqual({
      timestamp: '2024-05-02T09:12:00.000+00:00',
      status: 401,
      error: 'Unauthorized',
      message: expect.any(String) as string,
      path: '/squash/api/rest/latest/users',
    });
  });

  it.each([
    ['a wrong password', basic('admin', 'wrong')],
    ['nobody', basic('ghost', 'secret')],
    ['a disabled account', basic('robot', 'sandbox')],
    ['another scheme', 'Digest x'],
    ['an unknown token', 'Bearer a.b.c'],
    ['an expired token', 'Bearer head.old.sign'],
    ['a token wrapped once more', `Bearer ${Buffer.from('head.write.sign').toString('base64')}`],
  ])('answers 401 to %s', async (_what, authorization) => {
    squash = await startSquash();
    expect((await squash.ask('GET', '/users', { headers: { authorization } })).status).toBe(401);
  });

  it.each([
    ['latin1', 'latin1', 200],
    ['latin1', 'utf8', 401],
    ['utf8', 'utf8', 200],
    ['utf8', 'latin1', 401],
  ] as const)('reads Basic as %s: accents sent as %s give %d', async (basicCharset, sent, status) => {
    squash = await startSquash({ basicCharset });
    const headers = { authorization: basic('Élodie', 'mot de passé', sent) };
    expect((await squash.ask('GET', '/users', { headers })).status).toBe(status);
  });

  it('answers 401, not 403, to a write with a reading token', async () => {
    squash = await startSquash();
    const headers = bearer('head.read.sign');
    expect((await squash.ask('GET', '/users', { headers })).status).toBe(200);
    expect((await squash.ask('DELETE', '/users/486', { headers })).status).toBe(401);
    expect((await squash.ask('GET', '/users/486')).status).toBe(200);
    expect((await squash.ask('DELETE', '/users/486', { headers: bearer('head.write.sign') })).status).toBe(
      204,
    );
  });

  it('knows no tokens on 3', async () => {
    squash = await startSquash({ version: '3' });
    expect((await squash.ask('GET', '/users', { headers: bearer('head.write.sign') })).status).toBe(401);
  });

  it('refuses Basic on 15 in plain text, unless it is allowed', async () => {
    squash = await startSquash({ version: '15' });
    const refused = await squash.ask('GET', '/users');
    expect(refused.status).toBe(401);
    expect(refused.headers['content-type']).toContain('text/plain');
    expect(refused.text).toBe('Basic authentication is not allowed for REST API.');
    expect((await squash.ask('GET', '/users', { headers: bearer('head.write.sign') })).status).toBe(200);
    await squash.stop();
    squash = await startSquash({ version: '15', basicAllowed: true });
    expect((await squash.ask('GET', '/users')).status).toBe(200);
  });

  it.each([
    ['GET', '/users'],
    ['GET', '/users/login/admin'],
    ['DELETE', '/users/486'],
    ['POST', '/users/login/User-1/teams?teamNames=team-1'],
    ['GET', '/teams'],
    ['GET', '/users/987/permissions'],
    ['GET', '/projects/367/permissions'],
  ])('answers 403 to %s %s of somebody who is no administrator', async (method, path) => {
    squash = await startSquash();
    const headers = { authorization: basic('john.doe', 'sandbox') };
    const { status, json } = await squash.ask(method, path, { headers });
    expect(status).toBe(403);
    expect(json).toMatchObject({ message: 'Access is denied' });
  });
});

describe('sessions', () => {
  it('offers a cookie to whoever has none, which opens the door for somebody without a header', async () => {
    squash = await startSquash();
    const first = await squash.ask('GET', '/users');
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/squash; HttpOnly$/u);
    const headers = { ...nobody, cookie: cookie.split(';')[0] };
    const second = await squash.ask('GET', '/users', { headers });
    expect(second.status).toBe(200);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('lets the header win over the cookie', async () => {
    squash = await startSquash();
    const [cookie = ''] = (await squash.ask('GET', '/users')).headers['set-cookie'] ?? [];
    const headers = { authorization: basic('john.doe', 'sandbox'), cookie: cookie.split(';')[0] };
    expect((await squash.ask('GET', '/users', { headers })).status).toBe(403);
  });

  it('refuses the cookie on 15', async () => {
    squash = await startSquash({ version: '15' });
    const answer = await squash.ask('GET', '/users', { headers: bearer('head.write.sign') });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    const headers = { ...nobody, cookie: cookie.split(';')[0] };
    expect((await squash.ask('GET', '/users', { headers })).status).toBe(401);
  });
});
