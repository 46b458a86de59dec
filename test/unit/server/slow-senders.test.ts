import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { connectionLimits } from '#server/connection-limits.ts';
import type { ConnectionLimits } from '#server/connection-limits.ts';
import { serve } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

const impatient: ConnectionLimits = {
  ...connectionLimits,
  headersTimeoutMs: 300,
  requestTimeoutMs: 600,
  checkEveryMs: 50,
};

/** What the server says to whoever sends these pieces, a pause after each, and then nothing more. */
async function answerTo(pieces: readonly string[], limits: ConnectionLimits = impatient) {
  const server = await track(serve({ connections: limits }));
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  const started = performance.now();
  let text = '';
  let isOpen = true;
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => {
    socket.on('close', () => {
      isOpen = false;
      resolve(undefined);
    });
  });
  for (const piece of pieces) {
    if (isOpen) socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await closed;
  return { text, ms: performance.now() - started, health: await fetch(`${server.origin}/healthz`) };
}

const head = 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n';

it.each([
  ['nothing at all', []],
  ['headers, a letter at a time', head.slice(0, 40).split('')],
  ['a body that never ends', [`${head}content-length: 1000\r\n\r\n`, ...'{"query":"{ viewer'.split('')]],
])('who sends %s is not waited for', async (_what, pieces) => {
  const { text, ms, health } = await answerTo(pieces);
  expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/u);
  expect(text).toContain('"code":"INVALID_INPUT"');
  expect(text).toContain('x-content-type-options: nosniff');
  expect(ms).toBeLessThan(3000);
  expect(health.status).toBe(200);
});

it('headers without end are refused', async () => {
  const { text } = await answerTo([`${head}x-much: ${'x'.repeat(40_000)}\r\n\r\n`]);
  expect(text).toMatch(/^HTTP\/1\.1 431 /u);
  expect(text).toContain('The headers of the request are too large.');
});

it('what is no HTTP is refused in our own shape, and not repeated', async () => {
  const { text } = await answerTo(['s3cret s3cret\r\n\r\n']);
  expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/u);
  expect(text).toContain('"code":"INVALID_INPUT"');
  expect(text).not.toContain('s3cret');
});

it('who is quiet for longer than any work takes is cut off', async () => {
  const patient = { ...connectionLimits, idleTimeoutMs: 200 };
  const { text, ms } = await answerTo([], patient);
  expect(text).toBe('');
  expect(ms).toBeLessThan(3000);
});

it('the limits in use leave time for honest callers and none for others', () => {
  const { headersTimeoutMs, requestTimeoutMs, idleTimeoutMs, maxHeaderBytes } = connectionLimits;
  expect(headersTimeoutMs).toBeLessThanOrEqual(requestTimeoutMs);
  expect(requestTimeoutMs).toBeLessThanOrEqual(60_000);
  // An upstream call may be configured to take ten minutes.
  expect(idleTimeoutMs).toBeGreaterThan(600_000);
  expect(maxHeaderBytes).toBeLessThanOrEqual(65_536);
});
