import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../support/squash-json.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
const order = { name: 'pipeline', expiry_date: '2025-05-01', permissions: 'READ_WRITE' };

describe('tokens of technical accounts', () => {
  it('exists from 8 on', async () => {
    squash = await startSquash();
    expect((await squash.ask('POST', '/users/988/tokens', { body: order })).status).toBe(404);
  });

  it('makes a JWT with the claims seen on running servers', async () => {
    squash = await startSquash({ version: '8' });
    const { status, json } = await squash.ask('POST', '/users/988/tokens', { body: order });
    expect(status).toBe(201);
    expect(Object.keys(json)).toEqual(['token']);
    const [head = '', claims = '', signature] = textOf(json, 'token').split('.');
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS512' });
    expect(signature).toMatch(/^[\w-]{86}$/u);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      sub: '988',
      uuid: expect.stringMatching(/^[\da-f-]{36}$/u) as string,
      permissions: 'READ_WRITE',
      iat: Date.parse('2024-05-02T09:12:00Z') / 1000,
      exp: Date.parse('2025-05-02T00:00:00Z') / 1000,
    });
  });

  it('opens the door once the account is active', async () => {
    squash = await startSquash({ version: '8' });
    await squash.ask('PATCH', '/users/988', { body: { _type: 'user', active: true } });
    const { json } = await squash.ask('POST', '/users/988/tokens', { body: order });
    const headers = bearer(textOf(json, 'token'));
    expect((await squash.ask('GET', '/projects', { headers })).status).toBe(200);
    expect((await squash.ask('GET', '/users', { headers })).status).toBe(403);
  });

  it('is for technical accounts only', async () => {
    squash = await startSquash({ version: '8' });
    const { status, json } = await squash.ask('POST', '/users/486/tokens', { body: order });
    expect(status).toBe(412);
    expect(json).toHaveProperty('actionValidationError');
    expect((await squash.ask('POST', '/users/9999/tokens', { body: order })).status).toBe(404);
  });

  it.each([{ name: '' }, { permissions: 'WRITE' }, { expiry_date: '2024-05-01' }, { expiry_date: null }])(
    'refuses %o',
    async (change) => {
      squash = await startSquash({ version: '8' });
      const body = { ...order, ...change };
      expect((await squash.ask('POST', '/users/988/tokens', { body })).status).toBe(400);
    },
  );

  it('makes none on a server without the secret', async () => {
    squash = await startSquash({ version: '8', tokenSecretSet: false });
    expect((await squash.ask('POST', '/users/988/tokens', { body: order })).status).toBe(500);
  });

  it('has no list of somebody’s tokens', async () => {
    squash = await startSquash({ version: '8' });
    expect((await squash.ask('GET', '/users/988/tokens')).status).toBe(405);
  });
});

describe('own tokens', () => {
  it('makes one, lists it without its secret, destroys it', async () => {
    squash = await startSquash();
    const made = await squash.ask('POST', '/tokens', { body: order });
    const headers = bearer(textOf(made.json, 'token'));
    const list = await squash.ask('GET', '/tokens?sort=id', { headers });
    expect(list.json['_embedded']?.['api-tokens']).toHaveLength(4);
    expect(list.json['_embedded']?.['api-tokens']?.[3]).toMatchObject({
      name: 'pipeline',
      permissions: 'READ_WRITE',
      expiry_date: '2025-05-01',
      last_usage: '2024-05-02T09:12:00.000+00:00',
    });
    expect(list.text).not.toContain(textOf(made.json, 'token'));
    expect((await squash.ask('DELETE', '/tokens/self', { headers })).status).toBe(204);
    expect((await squash.ask('GET', '/tokens', { headers })).status).toBe(401);
  });

  it('destroys nothing for a caller without one', async () => {
    squash = await startSquash();
    expect((await squash.ask('DELETE', '/tokens/self')).status).toBe(400);
  });

  it('can be missing', async () => {
    squash = await startSquash({ ownTokens: false });
    expect((await squash.ask('GET', '/tokens')).status).toBe(404);
  });

  it('comes out the same after a reset', async () => {
    squash = await startSquash();
    const first = await squash.ask('POST', '/tokens', { body: order });
    squash.reset();
    const second = await squash.ask('POST', '/tokens', { body: order });
    expect(second.json).toEqual(first.json);
    expect((await squash.ask('GET', '/tokens')).json['page']).toMatchObject({ totalElements: 4 });
  });
});
