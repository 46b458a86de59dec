import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CircuitState } from '#domain/circuit.ts';
import { RollcallError } from '#domain/errors.ts';
import type { HttpOptions, ManagedHttp } from '#http/managed-http.ts';
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
import type { Handler, Upstream } from './upstream.ts';

/** Long enough for a busy machine to ask ten times meanwhile. */
const breaker = { failures: 3, openMs: 500, maxOpenMs: 1000 };
const read = { path: '/users' };

function httpWith(upstream: Pick<Upstream, 'url'>, options: Partial<HttpOptions> = {}) {
  const changes: CircuitState[] = [];
  const http = httpTo(upstream.url, { breaker, onCircuit: (state) => changes.push(state), ...options });
  return { http, changes };
}

async function askTimes(http: ManagedHttp, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await http.send(read, callAs()).catch(() => undefined);
}

const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (http: ManagedHttp, state: CircuitState): Promise<void> =>
  expect.poll(() => http.circuit()).toBe(state);

describe('a server that keeps failing', () => {
  it.each([
    ['429', 429],
    ['502', 502],
    ['503', 503],
    ['504', 504],
    ['520, as a proxy has it', 520],
    ['500 where all was well before', 500],
    ['broken connections', reset],
  ])('by %s is left alone', async (_name, fault) => {
    const upstream = await upstreamAnswering(200, fault);
    const { http, changes } = httpWith(upstream);
    await askTimes(http, 11);
    expect(upstream.received).toHaveLength(1 + 3);
    expect([http.circuit(), changes]).toEqual(['OPEN', ['OPEN']]);
    expect(http.state().circuit).toBe('OPEN');
  });

  it('by time-outs, or by not being there, is left alone', async () => {
    const silent = await upstreamThat(() => undefined);
    const { http } = httpWith(silent, { timeoutMs: 150 });
    await askTimes(http, 5);
    expect([http.circuit(), silent.received.length]).toEqual(['OPEN', 3]);

    const gone = await startUpstream(() => undefined);
    await gone.stop();
    const away = httpWith(gone).http;
    await askTimes(away, 5);
    expect(away.circuit()).toBe('OPEN');
  });

  it('is told as not asked, with the time to come back', async () => {
    const upstream = await upstreamAnswering(503);
    const { http } = httpWith(upstream, { breaker: { failures: 3, openMs: 2500, maxOpenMs: 30_000 } });
    await askTimes(http, 3);
    expect(await failureOf(http.send(read, callAs()))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      system: 'squash',
      message: 'squash: not asked, as the last 3 calls failed; tried again in 3 s.',
      isRetryable: true,
      retryAfterSeconds: 3,
      isUnsent: true,
    });
  });

  it('is told so before the operation is told of a call', async () => {
    const upstream = await upstreamAnswering(503);
    const { http } = httpWith(upstream);
    await askTimes(http, 3);
    let told = 0;
    await failureOf(http.send(read, callAs({ onUpstreamCall: () => (told += 1) })));
    expect(told).toBe(0);
  });

  it('is left alone by those who wait in line already, too', async () => {
    const upstream = await upstreamThat((request, response) => {
      if (request.url !== '/slow') sendJson(response, 'no', 503);
    });
    const { http } = httpWith(upstream, { maxConcurrency: 2 });
    const slow = http.send({ path: '/slow' }, callAs()).catch(() => undefined);
    let told = 0;
    const call = callAs({ onUpstreamCall: () => (told += 1) });
    const line = ['/1', '/2', '/3', '/4', '/5', '/6'].map(async (path) => http.send({ path }, call));
    const settled = await Promise.allSettled(line);
    expect(settled.map(({ status }) => status)).toEqual([
      ...Array(3).fill('fulfilled'),
      ...Array(3).fill('rejected'),
    ]);
    expect([upstream.received.length, told]).toEqual([4, 3]);
    expect(http.state()).toMatchObject({ inFlight: 1, waiting: 0 });
    void slow;
  });
});

describe('what is no sign of a failing server', () => {
  it.each([200, 304, 400, 403, 404, 409, 422, 501])('%d', async (status) => {
    const upstream = await upstreamAnswering(200, status);
    const { http } = httpWith(upstream);
    await askTimes(http, 11);
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 11]);
  });

  it('401, to whatever credentials', async () => {
    const upstream = await upstreamAnswering(200, 401);
    const { http } = httpWith(upstream);
    await askTimes(http, 1);
    for (let index = 1; index <= 10; index += 1)
      await http.send(read, callAs({ authorization: `Bearer ${index}` }));
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 11]);
  });

  it('500 where it was never answered well: there may be no such thing', async () => {
    const upstream = await upstreamAnswering(200, 500);
    const { http } = httpWith(upstream);
    await askTimes(http, 1);
    for (let id = 1; id <= 10; id += 1) await http.send({ path: `/users/${id}` }, callAs());
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 11]);
  });

  it('500 to writes: servers say so of names that are taken', async () => {
    const upstream = await upstreamAnswering(200, 500);
    const { http } = httpWith(upstream);
    for (let index = 0; index <= 10; index += 1)
      await http.send({ ...read, method: 'PUT', json: {} }, callAs());
    expect(http.circuit()).toBe('CLOSED');
  });

  it('answers that are no use', async () => {
    const upstream = await upstreamAnswering((_request, response) => response.end('x'.repeat(100)));
    const { http } = httpWith(upstream, { maxBytes: 10 });
    await askTimes(http, 10);
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 10]);
  });

  it('callers who leave', async () => {
    const upstream = await upstreamThat(() => undefined);
    const { http } = httpWith(upstream);
    for (let index = 1; index <= 5; index += 1) {
      const leaving = new AbortController();
      const left = failureOf(http.send({ path: `/${index}` }, callAs({ signal: leaving.signal })));
      await upstream.arrivals(index);
      leaving.abort();
      await left;
    }
    expect(http.circuit()).toBe('CLOSED');
  });

  it('operations that may cause no more calls, and a line that is full', async () => {
    const upstream = await upstreamThat(() => undefined);
    const { http } = httpWith(upstream, { maxConcurrency: 1, maxQueue: 0 });
    const refuse = (): void => {
      throw new RollcallError('TOO_EXPENSIVE', 'No more.');
    };
    for (let index = 0; index < 5; index += 1)
      await failureOf(http.send({ path: `/${index}` }, callAs({ onUpstreamCall: refuse })));
    void http.send(read, callAs()).catch(() => undefined);
    for (let index = 0; index < 5; index += 1)
      await failureOf(http.send({ path: `/crowd-${index}` }, callAs()));
    expect(http.circuit()).toBe('CLOSED');
  });

  it('failures with a success between them; a 500 of a path that never worked is none', async () => {
    const upstream = await upstreamAnswering(503, 503, 200, 503, 503, 500, 503);
    const { http } = httpWith(upstream);
    await askTimes(http, 5);
    await http.send({ path: '/users/7' }, callAs());
    expect(http.circuit()).toBe('CLOSED');
    await askTimes(http, 1);
    expect(http.circuit()).toBe('OPEN');
  });

  it('faults that a retry heals, however many', async () => {
    const upstream = await upstreamAnswering(503, 503, 200, 503, 503, 200, 503, 503, 200);
    const { http } = httpWith(upstream, { retries: 2, random: () => 0 });
    await askTimes(http, 3);
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 9]);
  });

  it('one read, however often it is tried: the next one is let through', async () => {
    const upstream = await upstreamAnswering(...Array<number>(8).fill(503), 200);
    const { http } = httpWith(upstream, { retries: 7, random: () => 0 });
    await askTimes(http, 1);
    expect((await http.send(read, callAs())).status).toBe(200);
  });

  it('anything, where the number of failures is 0', async () => {
    const upstream = await upstreamAnswering(503);
    const { http } = httpWith(upstream, { breaker: { ...breaker, failures: 0 } });
    await askTimes(http, 20);
    expect([http.circuit(), upstream.received.length]).toEqual(['CLOSED', 20]);
  });
});

describe('a circuit that is open', () => {
  it('lets one call try after a while, and closes when it works', async () => {
    const upstream = await upstreamAnswering(503, 503, 503, 200);
    const { http, changes } = httpWith(upstream);
    await askTimes(http, 3);
    await pause(breaker.openMs + 20);
    expect((await http.send(read, callAs())).status).toBe(200);
    expect(changes).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
    await askTimes(http, 2);
    expect(upstream.received).toHaveLength(6);
  });

  it.each([500, 404, 401])('closes also where the trial is answered with %d: it answers', async (status) => {
    const upstream = await upstreamAnswering(503, 503, 503, status);
    const { http } = httpWith(upstream);
    await askTimes(http, 3);
    await pause(breaker.openMs + 20);
    await askTimes(http, 1);
    expect(http.circuit()).toBe('CLOSED');
  });

  it('lets nobody else through while one tries, and tries without retries', async () => {
    let answer: (() => void) | undefined;
    const holding: Handler = (_request, response) => {
      answer = () => sendJson(response, 'no', 503);
    };
    const upstream = await upstreamAnswering(503, 503, 503, holding);
    // One place, which the trial has: nobody waits for it.
    const { http } = httpWith(upstream, { retries: 2, maxConcurrency: 1, random: () => 0 });
    for (let index = 0; index < 3; index += 1)
      await http.send({ method: 'POST', path: '/users', json: {} }, callAs());
    await pause(breaker.openMs + 20);
    const trial = http.send({ path: '/trial' }, callAs());
    await upstream.arrivals(4);
    expect(http.circuit()).toBe('HALF_OPEN');
    const others = await Promise.all(
      ['/1', '/2', '/3'].map(async (path) => failureOf(http.send({ path }, callAs()))),
    );
    expect(others.map(({ message }) => message)).toEqual(
      Array(3).fill('squash: not asked, as the last 3 calls failed; one call is trying it now.'),
    );
    answer?.();
    expect((await trial).status).toBe(503);
    expect([http.circuit(), upstream.received.length]).toEqual(['OPEN', 4]);
  });

  it('waits twice as long after each trial that fails, up to its bound', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const upstream = await upstreamAnswering(503);
    const { http } = httpWith(upstream, { breaker: { failures: 1, openMs: 1000, maxOpenMs: 5000 } });
    const waits: (number | undefined)[] = [];
    for (let index = 1; index <= 5; index += 1) {
      await askTimes(http, 1);
      expect(upstream.received).toHaveLength(index);
      const { retryAfterSeconds = 0 } = await failureOf(http.send(read, callAs()));
      waits.push(retryAfterSeconds);
      vi.setSystemTime(Date.now() + retryAfterSeconds * 1000);
    }
    expect(waits).toEqual([1, 2, 4, 5, 5]);
  });

  it('is not kept open by a trial whose caller leaves: it goes on for the others', async () => {
    let answer: (() => void) | undefined;
    const holding: Handler = (_request, response) => {
      answer = () => sendJson(response, 'back');
    };
    const upstream = await upstreamAnswering(503, 503, 503, holding, 200);
    const { http } = httpWith(upstream);
    await askTimes(http, 3);
    await pause(breaker.openMs + 20);
    const leaving = new AbortController();
    const left = failureOf(http.send({ path: '/trial' }, callAs({ signal: leaving.signal })));
    await upstream.arrivals(4);
    leaving.abort();
    await left;
    answer?.();
    await until(http, 'CLOSED');
  });

  it('is not opened again by calls from before', async () => {
    const held: (() => void)[] = [];
    const upstream = await upstreamThat((request, response) => {
      const refuse = (): void => sendJson(response, 'no', 503);
      if (request.url?.startsWith('/old') === true) held.push(refuse);
      else if (request.url === '/trial') sendJson(response, 'back');
      else refuse();
    });
    const { http } = httpWith(upstream);
    const old = ['/old-1', '/old-2', '/old-3', '/old-4'].map(async (path) => http.send({ path }, callAs()));
    await upstream.arrivals(4);
    await askTimes(http, 3);
    await pause(breaker.openMs + 20);
    await http.send({ path: '/trial' }, callAs());
    for (const refuse of held) refuse();
    await Promise.all(old);
    expect(http.circuit()).toBe('CLOSED');
  });
});
