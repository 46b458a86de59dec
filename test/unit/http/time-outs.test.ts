import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callAs, failureOf, httpTo, sendJson, upstreamThat } from './upstream.ts';

const read = { path: '/users' };
const write = { method: 'POST', path: '/users', json: {} } as const;
const prompt = { retries: 1, random: () => 0 };

/** A port that takes connections and says nothing, so that TLS never comes about. */
async function silentPort(): Promise<{ readonly url: URL; readonly sockets: readonly Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`), sockets };
}

describe('the time until a connection stands', () => {
  it('is bounded, TLS included, and a read is tried again', async () => {
    const { url, sockets } = await silentPort();
    const http = httpTo(url, { ...prompt, connectTimeoutMs: 60 });
    const failure = await failureOf(http.send(read, callAs()));
    expect(failure).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      system: 'squash',
      message: 'squash: no connection for GET /users within 60 ms (connectTimeoutMs).',
    });
    expect(sockets).toHaveLength(2);
  });

  it('over, a write is tried again too: nothing was sent', async () => {
    const { url, sockets } = await silentPort();
    const http = httpTo(url, { ...prompt, connectTimeoutMs: 60 });
    expect((await failureOf(http.send(write, callAs()))).isUnsent).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('is no bound for an answer over a connection that stands', async () => {
    const upstream = await upstreamThat((_request, response) => {
      setTimeout(() => sendJson(response, 'slow'), 150);
    });
    const http = httpTo(upstream.url, { connectTimeoutMs: 60 });
    expect((await http.send({ path: '/1' }, callAs())).text).toBe('"slow"');
    expect((await http.send({ path: '/2' }, callAs())).text).toBe('"slow"');
  });
});

describe('the time until an answer begins', () => {
  it('is bounded, and a read is tried again', async () => {
    const upstream = await upstreamThat(() => undefined);
    const http = httpTo(upstream.url, { ...prompt, firstByteTimeoutMs: 60 });
    const failure = await failureOf(http.send(read, callAs()));
    expect(failure).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'squash: the answer to GET /users did not begin within 60 ms (firstByteTimeoutMs).',
      isUnsent: false,
    });
    expect(upstream.received).toHaveLength(2);
  });

  it('over, a write is not sent again: it may have arrived', async () => {
    const upstream = await upstreamThat(() => undefined);
    const http = httpTo(upstream.url, { ...prompt, firstByteTimeoutMs: 60 });
    const failure = await failureOf(http.send(write, callAs()));
    expect(failure).toMatchObject({ code: 'UPSTREAM_TIMEOUT', isUnsent: false });
    expect(upstream.received).toHaveLength(1);
  });

  it('is no bound for the rest of it', async () => {
    const upstream = await upstreamThat((_request, response) => {
      response.writeHead(200);
      response.write('"slow');
      setTimeout(() => response.end('"'), 150);
    });
    const http = httpTo(upstream.url, { firstByteTimeoutMs: 60 });
    expect((await http.send(read, callAs())).text).toBe('"slow"');
  });
});

describe('the time of the whole call', () => {
  it('has all attempts in it', async () => {
    const upstream = await upstreamThat(() => undefined);
    const http = httpTo(upstream.url, { ...prompt, retries: 9, firstByteTimeoutMs: 100, timeoutMs: 250 });
    const startedAt = performance.now();
    const failure = await failureOf(http.send(read, callAs()));
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(failure.message).toBe('squash: no answer to GET /users within 250 ms.');
    expect(upstream.received.length).toBeLessThanOrEqual(3);
  });

  it('used up in line is told as such, and nothing was sent', async () => {
    const upstream = await upstreamThat((request, response) => {
      if (request.url === '/first') setTimeout(() => sendJson(response, 'here'), 60);
    });
    const http = httpTo(upstream.url, { timeoutMs: 150, maxConcurrency: 1 });
    const first = http.send({ path: '/first' }, callAs());
    const passed = failureOf(http.send({ path: '/groups' }, callAs({ isBulk: true })));
    // Begins later and so ends later, and passes the one that nobody looks at.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const passing = failureOf(http.send(read, callAs()));
    expect(await passed).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'squash: GET /groups found no free place within 150 ms.',
      isUnsent: true,
    });
    await Promise.all([first, passing]);
    expect(upstream.received.map(({ target }) => target)).toEqual(['/first', '/users']);
  });
});
