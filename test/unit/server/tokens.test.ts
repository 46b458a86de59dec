import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { JwtConfig } from '#config/config.ts';
import { goodClaims, makeKey, now, sign, startIssuer } from '../../support/issuer.ts';
import { bodyOf, serve } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();
const [key, stranger, elliptic] = await Promise.all([
  makeKey('one'),
  makeKey('one'),
  makeKey('two', 'ES256'),
]);
const whoami = { query: '{ viewer { name scopes } }' };

async function serving(changes: Partial<JwtConfig> = {}) {
  const issuer = await track(startIssuer([key, elliptic]));
  const server = await track(serve({ auth: issuer.auth(changes) }));
  const ask = (token: string) => server.post(whoami, { authorization: `Bearer ${token}` });
  return { ...server, issuer, ask };
}

describe('a token of the issuer', () => {
  it('says who calls and what they may', async () => {
    const { ask } = await serving();
    for (const each of [key, elliptic]) {
      const response = await ask(await sign(each));
      expect(await response.json()).toMatchObject({ data: { viewer: { name: 'ada', scopes: ['READ'] } } });
    }
  });

  it.each([
    ['READ WRITE', ['READ', 'WRITE']],
    ['openid  rollcall:write email', ['READ', 'WRITE']],
    [
      ['tokens', 'ROLLCALL:Read'],
      ['READ', 'TOKENS'],
    ],
    ['admin', ['READ', 'WRITE', 'TOKENS', 'ADMIN']],
    ['other:write prerollcall:write WRITES', []],
    ['', []],
    [undefined, []],
    [{ READ: true }, []],
    [[7, null, ['READ']], []],
  ])('with the scopes %j gives %j', async (scope, scopes) => {
    const { ask } = await serving();
    const response = await ask(await sign(key, { scope }));
    expect(await response.json()).toMatchObject({ data: { viewer: { scopes } } });
  });

  it('is read by the claims that the configuration names', async () => {
    const { ask } = await serving({ nameClaim: 'azp', scopesClaim: 'roles' });
    const response = await ask(await sign(key, { azp: 'portal', roles: ['WRITE'] }));
    expect(await response.json()).toMatchObject({
      data: { viewer: { name: 'portal', scopes: ['READ', 'WRITE'] } },
    });
  });

  it.each([['exp'], ['nbf']])('holds within the difference of the clocks: %s', async (claim) => {
    const { ask } = await serving({ clockSkewSeconds: 30 });
    const early = claim === 'exp' ? -20 : 20;
    const late = claim === 'exp' ? -40 : 40;
    expect((await ask(await sign(key, { [claim]: now() + early }))).status).toBe(200);
    expect((await ask(await sign(key, { [claim]: now() + late }))).status).toBe(401);
  });

  it('may be meant for others too', async () => {
    const { ask } = await serving();
    expect((await ask(await sign(key, { aud: ['other', 'rollcall'] }))).status).toBe(200);
  });
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token is refused', () => {
  const nameless = 'The token does not name its bearer';
  it.each<[string, string, () => Promise<string> | string]>([
    ['that is none', 'Expected a signed JWT', () => 's3cret'],
    [
      'that is cut off',
      'Expected a signed JWT',
      async () => (await sign(key)).split('.').slice(0, 2).join('.'),
    ],
    ['that nobody signed', 'another algorithm', () => new UnsecuredJWT(goodClaims()).encode()],
    [
      'that the public key "signed" as if it were a secret',
      'another algorithm',
      () =>
        new SignJWT(goodClaims())
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(new TextEncoder().encode(key.pem)),
    ],
    ['by an algorithm of another key', 'does not publish', () => sign(elliptic, {}, { kid: 'one' })],
    ['by a stranger who uses a known kid', 'signature', () => sign(stranger)],
    ['by a key that is not published', 'does not publish', () => sign(key, {}, { kid: 'unknown' })],
    ['that was changed', 'signature', async () => tampered(await sign(key))],
    ['with a header it must not be understood without', 'Expected a signed JWT', () => critical()],
    ['of another issuer', 'another issuer', () => sign(key, { iss: 'https://id.example.com/' })],
    ['for another audience', 'another audience', () => sign(key, { aud: 'other' })],
    ['for no audience', 'another audience', () => sign(key, { aud: undefined })],
    ['that has expired', 'has expired', () => sign(key, { exp: now() - 3600 })],
    ['that never expires', 'no exp', () => sign(key, { exp: undefined })],
    ['that expires at no number', 'not of its type', () => sign(key, { exp: 'never' as never })],
    ['that is not valid yet', 'not valid yet', () => sign(key, { nbf: now() + 3600 })],
    ['without a name', nameless, () => sign(key, { sub: undefined })],
    ['with an empty name', nameless, () => sign(key, { sub: ' ' })],
    ['with a name that is no text', nameless, () => sign(key, { sub: 7 as never })],
    ['with a name without end', nameless, () => sign(key, { sub: 'x'.repeat(201) })],
  ])('%s', async (_what, words, make) => {
    const server = await serving();
    const token = await make();
    const response = await server.ask(token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    const { errors } = await bodyOf(response.clone());
    expect(errors).toEqual([
      { message: expect.stringContaining(words), extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(await response.text()).not.toContain(token);
    expect(server.logged.join()).not.toContain(token);
    expect(server.logged.join()).not.toContain('"defect"');
  });

  it('that is missing, and the answer says what was expected', async () => {
    const { post } = await serving();
    const response = await post(whoami);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await bodyOf(response)).errors[0]?.message).toBe(
      'Expected the header Authorization: Bearer <token>.',
    );
  });
});

function tampered(token: string): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encoded({ ...goodClaims(), scope: 'ADMIN' })}.${signature}`;
}

async function critical(): Promise<string> {
  const [, payload, signature] = (await sign(key)).split('.');
  return `${encoded({ alg: 'RS256', kid: 'one', crit: ['x'], x: 1 })}.${payload}.${signature}`;
}
