import { describe, expect, it } from 'vitest';
import { bodyOf, key, serve, withKeys } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();
const portal = 'https://portal.example.com';
const whoami = { query: '{ viewer { name } }' };

const preflight = (origin: string, from: string, path = '/graphql') =>
  fetch(`${origin}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

const corsHeaders = (response: Response): string[] =>
  [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('pages of other origins', () => {
  it('may not call the API unless the configuration names them', async () => {
    const { origin, post } = await track(serve());
    const asked = await preflight(origin, portal);
    expect([asked.status, corsHeaders(asked)]).toEqual([404, []]);
    expect(corsHeaders(await post(whoami, { origin: portal }))).toEqual([]);
  });

  it('may call it where they are named, and no key is asked for beforehand', async () => {
    const { origin, post } = await track(serve({ auth: withKeys, corsOrigins: [portal] }));
    const asked = await preflight(origin, portal);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(corsHeaders(asked).map((name) => [name, asked.headers.get(name)]))).toEqual({
      'access-control-allow-origin': portal,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'content-type, authorization, cache-control, x-request-id, upstream-authorization-squash, upstream-authorization-teamcity',
      'access-control-expose-headers': 'x-request-id, retry-after',
      'access-control-max-age': '600',
    });
    for (const authorization of [`Bearer ${key}`, 'Bearer wrong']) {
      const response = await post(whoami, { origin: portal, authorization });
      expect(response.headers.get('access-control-allow-origin')).toBe(portal);
      expect(response.headers.get('access-control-expose-headers')).toBe('x-request-id, retry-after');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
    }
  });

  it.each([
    'https://portal.example.com.evil.test',
    'http://portal.example.com',
    `${portal}:8443`,
    'null',
    '*',
  ])('are others where anything differs: %s', async (other) => {
    const { origin, post } = await track(serve({ corsOrigins: [portal] }));
    const asked = await preflight(origin, other);
    expect([asked.status, corsHeaders(asked)]).toEqual([404, []]);
    expect(corsHeaders(await post(whoami, { origin: other }))).toEqual([]);
  });

  it('get no further than the API', async () => {
    const { origin } = await track(serve({ corsOrigins: [portal] }));
    for (const path of ['/healthz', '/readyz', '/metrics', '/nowhere']) {
      expect(corsHeaders(await preflight(origin, portal, path))).toEqual([]);
      expect(corsHeaders(await fetch(`${origin}${path}`, { headers: { origin: portal } }))).toEqual([]);
    }
  });
});

describe('what a form on a strange page can send', () => {
  it.each([
    ['text/plain', JSON.stringify(whoami)],
    ['application/x-www-form-urlencoded', 'query=%7B__typename%7D'],
    [
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON.stringify(whoami)}\r\n--x--\r\n`,
    ],
    ['', JSON.stringify(whoami)],
    ['application/json-no', JSON.stringify(whoami)],
  ])('is refused: %j', async (type, body) => {
    const { origin } = await track(serve());
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      body: Buffer.from(body),
      headers: type === '' ? {} : { 'content-type': type },
    });
    expect([400, 415]).toContain(response.status);
    expect((await bodyOf(response)).errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
  });
});
