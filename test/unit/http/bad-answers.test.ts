import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RollcallError } from '#domain/errors.ts';
import { callAs, failureOf, httpTo, sendJson, startUpstream } from './upstream.ts';
import type { Handler, Upstream } from './upstream.ts';

const running: Pick<Upstream, 'stop'>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((upstream) => upstream.stop()));
});

async function upstreamThat(handler: Handler): Promise<Upstream> {
  const upstream = await startUpstream(handler);
  running.push(upstream);
  return upstream;
}

const user = z.object({ users: z.array(z.object({ login: z.string() })) });

async function failureWhen(handler: Handler): Promise<RollcallError> {
  const upstream = await upstreamThat(handler);
  return failureOf(httpTo(upstream.url).json(user, { path: '/users', query: 'token=s3cret' }, callAs()));
}

/** A port on which whatever connects is treated so; it need not speak HTTP. */
async function failureOnSocket(treat: (socket: Socket) => void): Promise<RollcallError> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  running.push({
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return failureOf(httpTo(new URL(`http://127.0.0.1:${port}`)).send({ path: '/users' }, callAs()));
}

describe('connections', () => {
  it('that cannot be made are told with the reason', async () => {
    const upstream = await startUpstream(() => undefined);
    await upstream.stop();
    const failure = await failureOf(httpTo(upstream.url).send({ path: '/users' }, callAs()));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', system: 'squash' });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('that break before any answer are told as such, not as never made', async () => {
    const failure = await failureOnSocket((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', system: 'squash' });
    expect(failure.message).toBe('squash: no answer to GET /users (ECONNRESET).');
  });

  it('on which something other than HTTP is spoken are unusable', async () => {
    const failure = await failureOnSocket((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'squash' });
    expect(failure.message).toBe('squash: the answer to GET /users is not usable: it is not HTTP.');
  });

  it('that end in the middle of an answer of known length leave nothing usable', async () => {
    const failure = await failureWhen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"users":[]}', () => response.destroy());
    });
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'squash' });
    expect(failure.message).toContain('before the whole answer was there');
  });

  it('that end in the middle of an answer in chunks leave nothing usable', async () => {
    const failure = await failureWhen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"users":[]}', () => response.destroy());
    });
    expect(failure.code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('whose compressed answer is damaged leave nothing usable', async () => {
    const failure = await failureWhen((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('this is not gzip');
    });
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'squash' });
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('are never followed (%d)', async (status) => {
    const elsewhere = await upstreamThat((_request, response) => sendJson(response, { users: [] }));
    const failure = await failureWhen((_request, response) => {
      response.writeHead(status, { location: `${elsewhere.url.href}users?as=s3cret` });
      response.end();
    });
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', httpStatus: status });
    expect(failure.message).toContain('a redirect');
    expect(failure.message).not.toContain('s3cret');
    expect(elsewhere.received).toEqual([]);
  });
});

describe('bodies', () => {
  it('that are no JSON are told by their type, never quoted', async () => {
    const failure = await failureWhen((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<p>s3cret</p>');
    });
    expect(failure).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', httpStatus: 200, system: 'squash' });
    expect(failure.message).toBe(
      'squash: the answer to GET /users is not usable: expected JSON, got text/html; the configured url may be wrong, or a login page stands before it.',
    );
  });

  it('that are empty are told so', async () => {
    const failure = await failureWhen((_request, response) => response.end());
    expect(failure.message).toContain('got an empty body');
  });

  it('of another shape are told by the path, never by the value', async () => {
    const failure = await failureWhen((_request, response) =>
      sendJson(response, { users: [{ login: 'ada' }, { login: { s3cret: 1 } }] }),
    );
    expect(failure.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(failure.message).toContain('at users[1].login: ');
    expect(failure.message).not.toContain('s3cret');
  });

  it('of another shape altogether are told as the whole body', async () => {
    const failure = await failureWhen((_request, response) => sendJson(response, 's3cret'));
    expect(failure.message).toContain('at the whole body: ');
    expect(failure.message).not.toContain('s3cret');
  });
});

describe('statuses without a better meaning', () => {
  it.each([
    [400, 'UPSTREAM_REJECTED'],
    [401, 'UPSTREAM_UNAUTHENTICATED'],
    [403, 'UPSTREAM_FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [408, 'UPSTREAM_TIMEOUT'],
    [410, 'NOT_FOUND'],
    [422, 'UPSTREAM_REJECTED'],
    [429, 'UPSTREAM_RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'UPSTREAM_TIMEOUT'],
  ] as const)('%d becomes %s', async (status, code) => {
    const failure = await failureWhen((_request, response) => sendJson(response, 's3cret', status));
    expect(failure).toMatchObject({ code, httpStatus: status, system: 'squash' });
    expect(failure.message).not.toContain('s3cret');
  });

  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['soon', undefined],
    ['99999999999999999999', 2_147_483_647],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3600],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('Retry-After: %s asks to wait %s seconds', async (header, seconds) => {
    const failure = await failureWhen((_request, response) => {
      response.writeHead(429, { 'retry-after': header });
      response.end();
    });
    if (seconds === 3600) expect([3599, 3600]).toContain(failure.retryAfterSeconds);
    else expect(failure.retryAfterSeconds).toBe(seconds);
  });
});
