import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { connectionLimits } from '#server/connection-limits.ts';
import { bodyOf, key, serve, withKeys } from './serving.ts';
import type { ServingOptions } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

const slow = { query: '{ systems { version } }' };
const quick = { query: '{ viewer { name } }' };

/** A directory in which reading takes until it is let go on. */
async function serving(options: ServingOptions = {}) {
  const waiting: (() => void)[] = [];
  const directory = {
    systems: [{ key: 'a' }],
    check: async () =>
      new Promise((resolve) => {
        waiting.push(() => resolve({ outcome: { ok: false } }));
      }),
  };
  const server = await track(serve({ directory, ...options }));
  const finish = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const underWay = async (count: number): Promise<void> => {
    await expect.poll(() => waiting.length).toBe(count);
  };
  return { ...server, finish, underWay };
}

it('more requests at once than there are places for are sent away at once', async () => {
  const { origin, post, finish, underWay } = await serving({ maxRequestsAtOnce: 2, maxBodyBytes: 100 });
  const first = [post(slow), post(slow)];
  await underWay(2);
  // Larger than allowed: its body is not looked at.
  const response = await post('x'.repeat(1000));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await bodyOf(response)).errors).toEqual([
    {
      message: 'Expected at most 2 requests at once, of all callers together; try again in 1 s.',
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 },
    },
  ]);
  for (const path of ['/healthz', '/readyz']) expect((await fetch(`${origin}${path}`)).status).toBe(200);
  finish();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(quick)).status).toBe(200);
});

it('a place is taken until the work ends, also when the caller has left', async () => {
  const { post, finish, underWay } = await serving({ maxRequestsAtOnce: 1 });
  const leaving = new AbortController();
  const left = post(slow, {}, leaving.signal).catch(() => undefined);
  await underWay(1);
  leaving.abort();
  await left;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await post(quick)).status).toBe(503);
  finish();
  await expect.poll(async () => (await post(quick)).status).toBe(200);
});

it('a request that is refused for another reason gives its place back', async () => {
  const { post } = await serving({ maxRequestsAtOnce: 1 });
  for (const body of ['{ not json', 'x'.repeat(20_000), '[]', '{"query":"{ nothing }"}']) {
    expect((await post(body)).status).toBeGreaterThanOrEqual(400);
    await expect.poll(async () => (await post(quick)).status).toBe(200);
  }
});

it('strangers take no place', async () => {
  const { post, finish, underWay } = await serving({ maxRequestsAtOnce: 1, auth: withKeys });
  const portal = { authorization: `Bearer ${key}` };
  const first = post(slow, portal);
  await underWay(1);
  expect((await post(quick)).status).toBe(401);
  expect((await post(quick, portal)).status).toBe(503);
  finish();
  await first;
});

it('one caller who hangs on to their places leaves some for others', async () => {
  const { post, finish, underWay } = await serving({
    maxRequestsAtOnce: 4,
    placesPerCaller: 2,
    auth: withKeys,
  });
  const portal = { authorization: `Bearer ${key}` };
  const first = [post(slow, portal), post(slow, portal)];
  await underWay(2);
  const refused = await post(quick, portal);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await bodyOf(refused)).errors[0]?.message).toBe(
    'Expected at most 2 requests at once from portal; try again in 1 s.',
  );
  expect((await post(quick, { authorization: 'Bearer root-key' })).status).toBe(200);
  finish();
  await Promise.all(first);
  expect((await post(quick, portal)).status).toBe(200);
});

it('who does not take their answer is cut off, and their place is free again', async () => {
  const systems = Array.from({ length: 3000 }, (_, place) => ({
    key: `s${place}`,
    name: 'x'.repeat(10_000),
  }));
  const { origin, post } = await track(
    serve({
      directory: { systems },
      maxRequestsAtOnce: 1,
      connections: { ...connectionLimits, answerTimeoutMs: 300 },
    }),
  );
  const body = JSON.stringify({ query: '{ systems { name } }' });
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await expect.poll(async () => (await post(quick)).status, { interval: 5 }).toBe(503);
  await expect.poll(async () => (await post(quick)).status, { timeout: 5000 }).toBe(200);
  socket.destroy();
});
