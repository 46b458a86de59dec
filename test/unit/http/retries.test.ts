import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RollcallError } from '#domain/errors.ts';
import type { FinishedCall } from '#http/managed-http.ts';
import {
  callAs,
  failureOf,
  httpTo,
  reset,
  sendJson,
  startUpstream,
  upstreamAnswering,
  upstreamThat,
} from './upstream.ts';
import type { Handler } from './upstream.ts';

/** Retries without a wait, so that counts are all there is to see. */
const prompt = { retries: 2, random: () => 0 };
const read = { path: '/users' };
const write = { method: 'POST', path: '/users', json: {} } as const;

const cut: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('"half', () => response.destroy());
};
const waitFor =
  (seconds: number): Handler =>
  (_request, response) => {
    response.writeHead(429, { 'retry-after': String(seconds) });
    response.end();
  };

describe('a read', () => {
  it.each([
    ['429', 429],
    ['502', 502],
    ['503', 503],
    ['504', 504],
    ['a connection that breaks', reset],
    ['an answer that is cut short', cut],
  ])('is tried again after %s, and its answer is what counts', async (_name, fault) => {
    const upstream = await upstreamAnswering(fault, fault, 200);
    const answer = await httpTo(upstream.url, prompt).send(read, callAs());
    expect([answer.status, upstream.received.length]).toEqual([200, 3]);
  });

  it.each([200, 400, 401, 403, 404, 408, 409, 422, 500, 501])(
    'is not tried again after %d',
    async (status) => {
      const upstream = await upstreamAnswering(status);
      const answer = await httpTo(upstream.url, prompt).send(read, callAs());
      expect([answer.status, upstream.received.length]).toEqual([status, 1]);
    },
  );

  it('is not tried again where what came is no use', async () => {
    const upstream = await upstreamAnswering((_request, response) => {
      response.writeHead(302, { location: '/login' });
      response.end();
    });
    const failure = await failureOf(httpTo(upstream.url, prompt).send(read, callAs()));
    expect([failure.code, upstream.received.length]).toEqual(['UPSTREAM_BAD_RESPONSE', 1]);
  });

  it.each([0, 1, 3])('is tried again %d times at most, then told as it is', async (retries) => {
    const upstream = await upstreamAnswering(503);
    const answer = await httpTo(upstream.url, { ...prompt, retries }).send(read, callAs());
    expect([answer.status, upstream.received.length]).toEqual([503, 1 + retries]);
  });

  it('is tried again where nobody listens', async () => {
    const upstream = await startUpstream(() => undefined);
    await upstream.stop();
    const seen: FinishedCall[] = [];
    const http = httpTo(upstream.url, { ...prompt, onCall: (call) => seen.push(call) });
    expect((await failureOf(http.send(read, callAs()))).message).toContain('ECONNREFUSED');
    expect(seen.map(({ attempt, code, method, path }) => [attempt, code, method, path])).toEqual([
      [1, 'UPSTREAM_UNAVAILABLE', 'GET', '/users'],
      [2, 'UPSTREAM_UNAVAILABLE', 'GET', '/users'],
      [3, 'UPSTREAM_UNAVAILABLE', 'GET', '/users'],
    ]);
  });

  it('shares its attempts with those who ask the same', async () => {
    const upstream = await upstreamAnswering(503, 200);
    const http = httpTo(upstream.url, prompt);
    const answers = await Promise.all([1, 2, 3].map(async () => http.send(read, callAs())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(upstream.received).toHaveLength(2);
  });
});

describe('a write', () => {
  it.each([
    ['429', 429],
    ['502', 502],
    ['503', 503],
    ['504', 504],
    ['a connection that breaks', reset],
    ['an answer that is cut short', cut],
  ])('is sent once, also where that ends in %s', async (_name, fault) => {
    const upstream = await upstreamAnswering(fault, 200);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const before = upstream.received.length;
      await httpTo(upstream.url, prompt)
        .send({ ...write, method }, callAs())
        .catch(() => undefined);
      expect(upstream.received.length - before, method).toBe(1);
    }
  });

  it('is tried again where nobody listened, as nothing was sent, and the failure says so', async () => {
    const upstream = await startUpstream(() => undefined);
    await upstream.stop();
    let attempts = 0;
    const http = httpTo(upstream.url, { ...prompt, onCall: () => (attempts += 1) });
    const failure = await failureOf(http.send(write, callAs()));
    expect([attempts, failure.isUnsent]).toEqual([3, true]);
  });

  it('that may have arrived is not told as unsent', async () => {
    const upstream = await upstreamAnswering(reset);
    const failure = await failureOf(httpTo(upstream.url, prompt).send(write, callAs()));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', isUnsent: false });
  });
});

describe('Retry-After', () => {
  it('is waited for, at least', async () => {
    const upstream = await upstreamAnswering(waitFor(1), 200);
    const startedAt = performance.now();
    await httpTo(upstream.url, prompt).send(read, callAs());
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(upstream.received).toHaveLength(2);
  });

  it('is passed on at once where the time of the call does not allow it', async () => {
    const upstream = await upstreamAnswering(waitFor(17));
    const startedAt = performance.now();
    const failure = await failureOf(httpTo(upstream.url, prompt).json(z.unknown(), read, callAs()));
    expect(failure).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retryAfterSeconds: 17 });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(upstream.received).toHaveLength(1);
  });

  it('does not keep waiting whoever leaves', async () => {
    const upstream = await upstreamAnswering(waitFor(4));
    const leaving = new AbortController();
    const left = failureOf(
      httpTo(upstream.url, prompt)
        .send(read, callAs({ signal: leaving.signal, isFresh: true }))
        .then(({ status }) => {
          throw new RollcallError('UPSTREAM_RATE_LIMITED', String(status));
        }),
    );
    await upstream.arrivals(1);
    // The answer is on its way: what is left is the wait before the next attempt.
    setTimeout(() => leaving.abort(), 50);
    const startedAt = performance.now();
    await left;
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(upstream.received).toHaveLength(1);
  });
});

it('retries add a fifth to the calls of a server that keeps failing, and a few besides', async () => {
  const upstream = await upstreamAnswering(503);
  const http = httpTo(upstream.url, { ...prompt, now: () => 0 });
  for (let index = 0; index < 100; index += 1) await http.send({ path: `/${index}` }, callAs());
  expect(upstream.received.length).toBeGreaterThan(120);
  expect(upstream.received.length).toBeLessThanOrEqual(130);
});

it('retries come back with time', async () => {
  const upstream = await upstreamAnswering(503);
  let now = 0;
  const http = httpTo(upstream.url, { ...prompt, retries: 10, now: () => now });
  await http.send(read, callAs());
  const spent = upstream.received.length;
  await http.send(read, callAs());
  expect(upstream.received.length - spent).toBe(1);
  now = 60_000;
  await http.send(read, callAs());
  expect(upstream.received.length - spent).toBe(1 + 11);
});

describe('the operation that causes calls', () => {
  const tooExpensive = new RollcallError('TOO_EXPENSIVE', 'Too many calls.');
  /** Lets so many calls pass. */
  const allowing = (calls: number) => {
    let left = calls;
    return () => {
      if (left === 0) throw tooExpensive;
      left -= 1;
    };
  };

  it('is told of each attempt before it is sent, and may forbid it', async () => {
    const upstream = await upstreamAnswering(503);
    const call = callAs({ onUpstreamCall: allowing(2) });
    await expect(httpTo(upstream.url, prompt).send(read, call)).rejects.toBe(tooExpensive);
    expect(upstream.received).toHaveLength(2);
  });

  it('does not take along those who asked the same and may have it', async () => {
    const upstream = await upstreamThat((_request, response) => sendJson(response, 'here'));
    const http = httpTo(upstream.url, prompt);
    const poor = http.send(read, callAs({ onUpstreamCall: allowing(0) }));
    const rich = http.send(read, callAs());
    await expect(poor).rejects.toBe(tooExpensive);
    expect((await rich).text).toBe('"here"');
    expect(upstream.received).toHaveLength(1);
  });
});
