import { afterEach, describe, expect, it } from 'vitest';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const newUser = { _type: 'user', last_name: 'Martin', password: 's3cret!', group: 'User' };

describe('looking logins up', () => {
  it.each([
    ['ADMIN', 'admin'],
    ['elodie', 'Élodie'],
    ['%C3%89LODIE', 'Élodie'],
  ])('finds %s as MariaDB does, and shows the stored spelling', async (asked, login) => {
    squash = await startSquash();
    const { status, json } = await squash.ask('GET', `/users/login/${asked}`);
    expect(status).toBe(200);
    expect(json['login']).toBe(login);
    expect(json['_links']?.['self']?.['href']).toMatch(/\/users\/\d+$/u);
  });

  it('compares exactly as PostgreSQL does', async () => {
    squash = await startSquash({ collation: 'exact' });
    expect((await squash.ask('GET', '/users/login/ADMIN')).status).toBe(404);
    expect((await squash.ask('GET', '/users/login/admin')).status).toBe(200);
  });

  it.each([
    [{}, 412],
    [{ collation: 'exact' }, 201],
    [{ collation: 'exact', caseInsensitiveLogin: true }, 412],
  ] as const)('under %o answers %d to a login in other letters', async (switches, status) => {
    squash = await startSquash(switches);
    const body = { ...newUser, login: 'USER-1' };
    expect((await squash.ask('POST', '/users', { body })).status).toBe(status);
  });

  it.each([
    ['blank and plus', 'a b+c', 'a%20b+c'],
    ['an at sign', 'a@b.org', 'a@b.org'],
    ['letters beyond ASCII', 'ß漢', '%C3%9F%E6%BC%A2'],
  ])('finds a login with %s', async (_what, login, path) => {
    squash = await startSquash();
    await squash.ask('POST', '/users', { body: { ...newUser, login } });
    expect((await squash.ask('GET', `/users/login/${path}`)).json['login']).toBe(login);
  });

  it.each(['%2F', '%2f', '%5C', '%3B', '%25', ';'])(
    'refuses %s in a path before any look-up',
    async (part) => {
      squash = await startSquash();
      const answer = await squash.ask('GET', `/users/login/a${part}b`);
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('answered 500 there when it was old, and finds the login where nothing is refused', async () => {
    squash = await startSquash({ version: '3' });
    expect((await squash.ask('GET', '/users/login/a%2Fb')).status).toBe(500);
    await squash.stop();
    squash = await startSquash({ strictPathFirewall: false });
    await squash.ask('POST', '/users', { body: { ...newUser, login: 'a/b%' } });
    expect((await squash.ask('GET', '/users/login/a%2Fb%25')).status).toBe(200);
  });

  it.each([
    ['off', 'john.doe'],
    ['on', 'john'],
  ] as const)('with the dotted cut %s finds %s', async (dottedLoginCut, login) => {
    squash = await startSquash({ dottedLoginCut });
    await squash.ask('POST', '/users', { body: { ...newUser, login: 'john' } });
    expect((await squash.ask('GET', '/users/login/john.doe')).json['login']).toBe(login);
  });

  it('has no services by login where the admin plugin is missing', async () => {
    squash = await startSquash({ adminPlugin: false });
    expect((await squash.ask('GET', '/users/login/admin')).status).toBe(404);
    expect((await squash.ask('GET', '/users/login/admin/teams')).status).toBe(404);
    expect((await squash.ask('GET', '/users/1')).status).toBe(200);
    expect((await squash.ask('GET', '/users/1/teams')).status).toBe(200);
    expect((await squash.ask('GET', '/docs/admin-api-documentation.html')).status).toBe(404);
    expect((await squash.ask('GET', '/docs/api-documentation.html')).status).toBe(200);
  });
});
