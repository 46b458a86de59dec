import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { RollcallError } from '#domain/errors.ts';
import type { HttpOptions } from '#http/managed-http.ts';
import { callAs, failureOf, httpTo, reset, sendJson, upstreamAnswering, upstreamThat } from './upstream.ts';
import type { Upstream } from './upstream.ts';

const retryMs = 60_000;
const configured = { isCallers: false } as const;
const write = { method: 'POST', path: '/users', json: {} } as const;

/** A way to the server whose clock the test turns. */
function clocked(upstream: Upstream, options: Partial<HttpOptions> = {}) {
  const clock = { now: 1_000_000 };
  const held: RollcallError[] = [];
  const http = httpTo(upstream.url, {
    signInRetryMs: retryMs,
    now: () => clock.now,
    onSignInHeld: (refusal) => held.push(refusal),
    ...options,
  });
  let asked = 0;
  /** The status of the answer, or the code of the failure. */
  const ask = async (call = callAs(configured)): Promise<number | string> => {
    asked += 1;
    return http.send({ path: `/${asked}` }, call).then(
      ({ status }) => status,
      (error: RollcallError) => error.code,
    );
  };
  return { http, ask, clock, held };
}

describe('configured credentials that are refused', () => {
  it('are held back: further calls fail at once, and the server is not asked', async () => {
    const upstream = await upstreamAnswering(401);
    const { http, ask, clock, held } = clocked(upstream);
    expect(await ask()).toBe(401);
    clock.now += 18_000;
    const failure = await failureOf(http.send({ path: '/users' }, callAs(configured)));
    expect(failure).toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
      system: 'squash',
      message:
        'squash refused the configured credentials: GET /1 was answered with 401. ' +
        'They are tried again in 42 s, or when the configuration changes.',
      retryAfterSeconds: 42,
      isUnsent: true,
    });
    expect(await ask()).toBe('UPSTREAM_UNAUTHENTICATED');
    expect(upstream.received).toHaveLength(1);
    expect(http.state().isSignInHeld).toBe(true);
    expect(held.map(({ code }) => code)).toEqual(['UPSTREAM_UNAUTHENTICATED']);
  });

  it('are held back for writes too', async () => {
    const upstream = await upstreamAnswering(401);
    const { http, ask } = clocked(upstream);
    await ask();
    const failure = await failureOf(http.send(write, callAs(configured)));
    expect([failure.code, upstream.received.length]).toEqual(['UPSTREAM_UNAUTHENTICATED', 1]);
  });

  it('are refused once where many calls want them at the same moment', async () => {
    const upstream = await upstreamAnswering(401);
    const { ask } = clocked(upstream);
    const outcomes = await Promise.all(Array.from({ length: 30 }, async () => ask()));
    expect(outcomes).toEqual([401, ...Array<string>(29).fill('UPSTREAM_UNAUTHENTICATED')]);
    expect(upstream.received).toHaveLength(1);
  });

  it('send away those who wait in line, not only those who come', async () => {
    const open: ServerResponse[] = [];
    const upstream = await upstreamThat((request, response) => {
      if (request.url === '/1') sendJson(response, 'welcome');
      else open.push(response);
    });
    const { ask } = clocked(upstream, { maxConcurrency: 2 });
    expect(await ask()).toBe(200);
    const running = [ask(), ask()];
    const line = [ask(), ask(), ask()];
    const others = ask(callAs({ authorization: 'Bearer other' }));
    await upstream.arrivals(3);
    const [first, second] = open;
    if (first !== undefined) sendJson(first, 'no', 401);
    expect(await Promise.all(line)).toEqual(Array(3).fill('UPSTREAM_UNAUTHENTICATED'));
    await upstream.arrivals(4);
    if (second !== undefined) sendJson(second, 'no', 401);
    expect(await Promise.all(running)).toEqual([401, 401]);
    const third = open[2];
    if (third !== undefined) sendJson(third, 'hello');
    expect(await others).toBe(200);
  });

  it('are tried again by one call when it is time, after twice as long each time', async () => {
    const upstream = await upstreamAnswering(401);
    const { ask, clock } = clocked(upstream);
    await ask();
    let waitMs = retryMs;
    for (let trial = 1; trial <= 8; trial += 1) {
      clock.now += waitMs - 1;
      expect(await ask()).toBe('UPSTREAM_UNAUTHENTICATED');
      clock.now += 1;
      const outcomes = await Promise.all([ask(), ask(), ask()]);
      expect(outcomes).toEqual([401, 'UPSTREAM_UNAUTHENTICATED', 'UPSTREAM_UNAUTHENTICATED']);
      expect(upstream.received).toHaveLength(1 + trial);
      waitMs = Math.min(waitMs * 2, 30 * 60_000);
    }
    expect(waitMs).toBe(30 * 60_000);
  });

  it.each([200, 403, 404])('are free again when a trial is answered with %d', async (status) => {
    const upstream = await upstreamAnswering(401, status);
    const { http, ask, clock } = clocked(upstream);
    await ask();
    clock.now += retryMs;
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([status, status, status]);
    expect(http.state().isSignInHeld).toBe(false);
  });

  it('wait as long again where a trial is lost on its way: it may have counted', async () => {
    const upstream = await upstreamAnswering(401, reset, 200);
    const { ask, clock } = clocked(upstream);
    await ask();
    clock.now += retryMs;
    expect(await ask()).toBe('UPSTREAM_UNAVAILABLE');
    expect(await ask()).toBe('UPSTREAM_UNAUTHENTICATED');
    clock.now += retryMs;
    expect(await ask()).toBe(200);
  });

  it('stay held where a call from before the refusal succeeds late', async () => {
    const open = new Map<string | undefined, ServerResponse>();
    const upstream = await upstreamThat((request, response) => {
      if (request.url === '/1') sendJson(response, 'welcome');
      else open.set(request.url, response);
    });
    const { http, ask } = clocked(upstream);
    await ask();
    const both = [ask(), ask()];
    await upstream.arrivals(3);
    sendJson(open.get('/2') as ServerResponse, 'no', 401);
    await both[0];
    sendJson(open.get('/3') as ServerResponse, 'late');
    expect(await both[1]).toBe(200);
    expect(http.state().isSignInHeld).toBe(true);
  });
});

describe('what holds nobody back', () => {
  it("callers' own credentials, refused or not", async () => {
    const upstream = await upstreamThat((request, response) =>
      sendJson(response, 'x', request.headers.authorization === 'Bearer secret' ? 200 : 401),
    );
    const { http, ask } = clocked(upstream);
    for (let index = 0; index < 5; index += 1)
      expect(await ask(callAs({ authorization: `Bearer own-${index}` }))).toBe(401);
    expect(http.state().isSignInHeld).toBe(false);
    expect(await ask()).toBe(200);
  });

  it('a write that is answered 401: it may only lack a right', async () => {
    const upstream = await upstreamThat((request, response) => {
      request.resume();
      sendJson(response, 'x', request.method === 'GET' ? 200 : 401);
    });
    const { http, ask } = clocked(upstream);
    expect(await ask()).toBe(200);
    for (let index = 0; index < 3; index += 1)
      expect((await http.send(write, callAs(configured))).status).toBe(401);
    expect(await ask()).toBe(200);
  });

  it('refused credentials of the configuration, those who bring their own', async () => {
    const upstream = await upstreamThat((request, response) =>
      sendJson(response, 'x', request.headers.authorization === 'Bearer own' ? 200 : 401),
    );
    const { ask } = clocked(upstream);
    expect(await ask()).toBe(401);
    expect(await ask(callAs({ authorization: 'Bearer own' }))).toBe(200);
    expect(await ask()).toBe('UPSTREAM_UNAUTHENTICATED');
  });
});

describe('configured credentials that nobody has accepted yet', () => {
  it('are tried by one call, and then used by all at once', async () => {
    const open: ServerResponse[] = [];
    const upstream = await upstreamThat((_request, response) => open.push(response));
    const { ask } = clocked(upstream);
    const asked = [ask(), ask(), ask(), ask()];
    await upstream.arrivals(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(upstream.received).toHaveLength(1);
    for (const response of open.splice(0)) sendJson(response, 'welcome');
    await upstream.arrivals(4);
    for (const response of open) sendJson(response, 'welcome');
    expect(await Promise.all(asked)).toEqual([200, 200, 200, 200]);
  });

  it('do not keep others waiting for a first answer that is slow', async () => {
    const upstream = await upstreamThat((request, response) => {
      if (request.url !== '/1') sendJson(response, 'welcome');
    });
    const { ask } = clocked(upstream);
    const slow = ask();
    expect(await ask()).toBe(200);
    void slow;
  });

  it('once accepted, stay so through the troubles of the server', async () => {
    const open: ServerResponse[] = [];
    const upstream = await upstreamAnswering(200, 503, (_request, response) => void open.push(response));
    const { http, ask } = clocked(upstream);
    expect([await ask(), await ask()]).toEqual([200, 503]);
    const both = [ask(), ask()];
    expect(http.state().inFlight).toBe(2);
    await upstream.arrivals(4);
    for (const response of open) sendJson(response, 'here');
    expect(await Promise.all(both)).toEqual([200, 200]);
  });

  it('are not taken for accepted because a proxy answers for a server that is away', async () => {
    const upstream = await upstreamAnswering(502, 401);
    const { ask } = clocked(upstream);
    expect(await ask()).toBe(502);
    await Promise.all([ask(), ask(), ask()]);
    expect(upstream.received).toHaveLength(2);
  });
});
