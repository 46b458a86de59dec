import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callAs, failureOf, httpTo, upstreamThat } from './upstream.ts';

const mebibyte = 1024 * 1024;
const maxBytes = 64 * 1024;
const unfolded = Buffer.alloc(50 * mebibyte);
const tooLarge = `squash: the answer to GET /big is not usable: it is larger than ${maxBytes} bytes.`;

describe('a small answer that unfolds to a large one is given up early', () => {
  it.each([
    ['gzip', () => gzipSync(unfolded)],
    ['deflate', () => deflateSync(unfolded)],
    ['br', () => brotliCompressSync(unfolded)],
    ['zstd', () => zstdCompressSync(unfolded)],
    ['gzip, gzip', () => gzipSync(gzipSync(unfolded))],
    ['br, gzip', () => gzipSync(brotliCompressSync(unfolded))],
  ])('%s', async (encoding, fold) => {
    const bomb = fold();
    expect(bomb.length).toBeLessThan(maxBytes);
    const upstream = await upstreamThat((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding, 'content-length': String(bomb.length) });
      response.end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    const http = httpTo(upstream.url, {
      maxBytes,
      retries: 2,
      breaker: { failures: 1, openMs: 1, maxOpenMs: 1 },
    });
    const failure = await failureOf(http.send({ path: '/big' }, callAs()));
    expect([failure.code, failure.message]).toEqual(['UPSTREAM_BAD_RESPONSE', tooLarge]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * mebibyte);
    // A misfit is no failing server, and asking again would only bring it again.
    expect([upstream.received.length, http.circuit()]).toEqual([1, 'CLOSED']);
  });
});

/** Sends these bytes to whoever connects; a server of Node's would not lie about lengths. */
async function saying(head: string, body: Buffer): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () =>
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body])),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('an answer that lies about its length', () => {
  it('and is longer: what follows is no HTTP, and is not taken', async () => {
    const url = await saying('Content-Length: 4', Buffer.from(`"ok"${'x'.repeat(mebibyte)}`));
    const failure = await failureOf(httpTo(url, { maxBytes }).send({ path: '/' }, callAs()));
    expect(failure.message).toBe('squash: the answer to GET / is not usable: it is not HTTP.');
  });

  it('and is shorter: it was cut', async () => {
    const url = await saying('Content-Length: 400', Buffer.from('"ok"'));
    const failure = await failureOf(httpTo(url, { maxBytes }).send({ path: '/' }, callAs()));
    expect(failure.message).toContain('the connection ended before the whole answer was there');
  });

  it('in a compressed form: the unfolded one counts', async () => {
    const bomb = gzipSync(unfolded);
    const url = await saying(
      `Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\nX-Uncompressed-Length: 10`,
      bomb,
    );
    const failure = await failureOf(httpTo(url, { maxBytes }).send({ path: '/big' }, callAs()));
    expect(failure.message).toBe(tooLarge);
  });

  it('with none at all, in chunks without end', async () => {
    const url = await saying(
      'Transfer-Encoding: chunked',
      Buffer.from(`ffffff\r\n${'x'.repeat(2 * mebibyte)}`),
    );
    const failure = await failureOf(httpTo(url, { maxBytes }).send({ path: '/big' }, callAs()));
    expect(failure.message).toBe(tooLarge);
  });
});
