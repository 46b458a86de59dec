import { afterEach, expect, it, vi } from 'vitest';
import { bodyOf, key, serve, withKeys } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();
afterEach(() => void vi.useRealTimers());

const whoami = { query: '{ viewer { name } }' };
const portal = { authorization: `Bearer ${key}` };

it('a caller who asks too often is told so, and when to come back', async () => {
  const server = await track(serve({ auth: withKeys, requestsPerMinute: 3 }));
  for (let round = 0; round < 3; round += 1) expect((await server.post(whoami, portal)).status).toBe(200);
  const response = await server.post(whoami, portal);
  expect(response.status).toBe(429);
  const seconds = Number(response.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(60);
  expect((await bodyOf(response)).errors).toEqual([
    {
      message: `Expected at most 3 requests a minute from portal; try again in ${seconds} s.`,
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: seconds },
    },
  ]);
  expect(server.logged.join()).not.toContain(key);
});

it('others are not held to what one caller did', async () => {
  const { post } = await track(serve({ auth: withKeys, requestsPerMinute: 1 }));
  expect((await post(whoami, portal)).status).toBe(200);
  expect((await post(whoami, portal)).status).toBe(429);
  expect((await post(whoami, { authorization: 'Bearer root-key' })).status).toBe(200);
});

it('a minute later the caller may ask again', async () => {
  const { post } = await track(serve({ auth: withKeys, requestsPerMinute: 1 }));
  expect((await post(whoami, portal)).status).toBe(200);
  expect((await post(whoami, portal)).status).toBe(429);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
  expect((await post(whoami, portal)).status).toBe(200);
});

it('strangers use up nobody’s minute', async () => {
  const { post } = await track(serve({ auth: withKeys, requestsPerMinute: 1 }));
  for (let round = 0; round < 3; round += 1)
    expect((await post(whoami, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await post(whoami, portal)).status).toBe(200);
});

it('a body that is not wanted is not read', async () => {
  const { post } = await track(serve({ auth: withKeys, requestsPerMinute: 1, maxBodyBytes: 100 }));
  expect((await post(whoami, portal)).status).toBe(200);
  expect((await post('x'.repeat(1000), portal)).status).toBe(429);
});

it('health is told however often it is asked', async () => {
  const { origin, post } = await track(serve({ requestsPerMinute: 1 }));
  await post(whoami);
  for (const path of ['/healthz', '/readyz', '/healthz'])
    expect((await fetch(`${origin}${path}`)).status).toBe(200);
});
