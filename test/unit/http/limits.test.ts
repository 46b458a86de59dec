import { afterEach, expect, it } from 'vitest';
import type { ServerResponse } from 'node:http';
import { gzipSync, brotliCompressSync } from 'node:zlib';
import { callAs, failureOf, httpTo, sendJson, startUpstream } from './upstream.ts';
import type { Handler, Upstream } from './upstream.ts';

const running: Upstream[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((upstream) => upstream.stop()));
});

async function upstreamThat(handler: Handler): Promise<Upstream> {
  const upstream = await startUpstream(handler);
  running.push(upstream);
  return upstream;
}

it('counts the time-out from the moment a call is wanted, waiting for a place included', async () => {
  const upstream = await upstreamThat(() => undefined);
  const http = httpTo(upstream.url, { timeoutMs: 80, maxConcurrency: 1 });
  const failures = await Promise.all([
    failureOf(http.send({ path: '/first' }, callAs())),
    // That nothing is sent of one whose time is up in line is told in time-outs.test.ts.
    failureOf(http.send({ path: '/waits-for-the-place-of-the-first' }, callAs())),
  ]);
  expect(failures.map(({ code, system }) => ({ code, system }))).toEqual([
    { code: 'UPSTREAM_TIMEOUT', system: 'squash' },
    { code: 'UPSTREAM_TIMEOUT', system: 'squash' },
  ]);
  expect(failures[0]?.message).toBe('squash: no answer to GET /first within 80 ms.');
  expect(upstream.received[0]?.target).toBe('/first');
});

it('times out where the headers come and the body does not', async () => {
  const upstream = await upstreamThat((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"half":');
  });
  const failure = await failureOf(httpTo(upstream.url, { timeoutMs: 80 }).send({ path: '/' }, callAs()));
  expect(failure.code).toBe('UPSTREAM_TIMEOUT');
});

it('frees the place of a call that timed out', async () => {
  const upstream = await upstreamThat((request, response) => {
    if (request.url === '/quick') sendJson(response, 'here');
  });
  const http = httpTo(upstream.url, { timeoutMs: 80, maxConcurrency: 1 });
  await failureOf(http.send({ path: '/never' }, callAs()));
  expect((await http.send({ path: '/quick' }, callAs())).text).toBe('"here"');
});

it('never has more calls in flight than there are places, and never fewer while calls wait', async () => {
  const open: ServerResponse[] = [];
  const upstream = await upstreamThat((_request, response) => open.push(response));
  const http = httpTo(upstream.url, { maxConcurrency: 3 });
  const all = Promise.all(
    Array.from({ length: 10 }, async (_, index) => http.send({ path: `/${index}` }, callAs())),
  );
  for (let answered = 0; answered < 10; answered += 1) {
    await upstream.arrivals(Math.min(answered + 3, 10));
    expect(upstream.received.length).toBe(Math.min(answered + 3, 10));
    const response = open.shift();
    if (response !== undefined) sendJson(response, answered);
  }
  expect(await all).toHaveLength(10);
});

it('lets calls that people wait for pass the ones nobody looks at', async () => {
  const open: ServerResponse[] = [];
  const upstream = await upstreamThat((_request, response) => open.push(response));
  const http = httpTo(upstream.url, { maxConcurrency: 1 });
  const wanted = [
    http.send({ path: '/running' }, callAs()),
    http.send({ path: '/bulk-1' }, callAs({ isBulk: true })),
    http.send({ path: '/bulk-2' }, callAs({ isBulk: true })),
    http.send({ path: '/person' }, callAs()),
  ];
  for (let arrived = 1; arrived <= wanted.length; arrived += 1) {
    await upstream.arrivals(arrived);
    const response = open.shift();
    if (response !== undefined) sendJson(response, arrived);
  }
  await Promise.all(wanted);
  expect(upstream.received.map(({ target }) => target)).toEqual([
    '/running',
    '/person',
    '/bulk-1',
    '/bulk-2',
  ]);
});

const limit = 10_000;
const tooLarge = 'squash: the answer to GET /big is not usable: it is larger than 10000 bytes.';

it('takes an answer that is as large as allowed', async () => {
  const upstream = await upstreamThat((_request, response) => response.end('x'.repeat(limit)));
  const answer = await httpTo(upstream.url, { maxBytes: limit }).send({ path: '/big' }, callAs());
  expect(answer.text).toHaveLength(limit);
});

it('takes a larger answer where the request allows one', async () => {
  const upstream = await upstreamThat((_request, response) => response.end('x'.repeat(limit * 3)));
  const http = httpTo(upstream.url, { maxBytes: limit });
  const answer = await http.send({ path: '/big', maxBytes: limit * 4 }, callAs());
  expect(answer.text).toHaveLength(limit * 3);
});

it('refuses an answer announced too large before reading it', async () => {
  const upstream = await upstreamThat((_request, response) => {
    response.writeHead(200, { 'content-length': String(limit + 1) });
    response.flushHeaders();
  });
  const failure = await failureOf(httpTo(upstream.url, { maxBytes: limit }).send({ path: '/big' }, callAs()));
  expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', message: tooLarge, system: 'squash' });
});

it('refuses an answer that grows too large without having said so', async () => {
  let sent = 0;
  const upstream = await upstreamThat((_request, response) => pour(response, () => (sent += 1024)));
  const failure = await failureOf(httpTo(upstream.url, { maxBytes: limit }).send({ path: '/big' }, callAs()));
  expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', message: tooLarge });
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('refuses a small %s answer that unfolds to a large one', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(50 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(limit * 6);
  for (const announced of [true, false]) {
    const upstream = await upstreamThat((_request, response) => {
      const length = announced ? { 'content-length': String(bomb.length) } : {};
      response.writeHead(200, { 'content-encoding': encoding, ...length });
      response.end(bomb);
    });
    const http = httpTo(upstream.url, { maxBytes: limit * 6 });
    const before = process.memoryUsage().arrayBuffers;
    const failure = await failureOf(http.send({ path: '/big' }, callAs()));
    expect(failure.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(failure.message).toContain('larger than 60000 bytes');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  }
});

it('reads compressed answers', async () => {
  const upstream = await upstreamThat((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync('"packed"'));
  });
  expect((await httpTo(upstream.url).send({ path: '/' }, callAs())).text).toBe('"packed"');
});

/** Writes for as long as somebody reads. */
function pour(response: ServerResponse, count: () => void): void {
  const write = (): void => {
    while (!response.destroyed) {
      count();
      if (!response.write('x'.repeat(1024))) break;
    }
  };
  response.on('drain', write);
  write();
}
