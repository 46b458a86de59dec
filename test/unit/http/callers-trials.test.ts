import { describe, expect, it } from 'vitest';
import type { RollcallError } from '#domain/errors.ts';
import { callAs, httpTo, sendJson, upstreamThat } from './upstream.ts';

const retryMs = 60_000;
const good = 'Bearer good';

/** A server that knows one token, and a way to it whose clock the test turns. */
async function serverThatKnows(...known: readonly string[]) {
  const upstream = await upstreamThat((request, response) =>
    sendJson(response, 'x', known.includes(request.headers.authorization ?? '') ? 200 : 401),
  );
  const clock = { now: 1_000_000 };
  const http = httpTo(upstream.url, { signInRetryMs: retryMs, now: () => clock.now });
  let asked = 0;
  const ask = async (authorization: string): Promise<number | string> => {
    asked += 1;
    return http.send({ path: `/${asked}` }, callAs({ authorization })).then(
      ({ status }) => status,
      (error: RollcallError) => `${error.code} ${error.retryAfterSeconds}`,
    );
  };
  return { upstream, clock, ask };
}

describe('credentials that callers bring', () => {
  it('are not tried again for a while where they were refused', async () => {
    const { upstream, clock, ask } = await serverThatKnows();
    expect(await ask('Bearer old')).toBe(401);
    clock.now += 20_000;
    expect(await ask('Bearer old')).toBe('UPSTREAM_UNAUTHENTICATED 40');
    expect(upstream.received).toHaveLength(1);
    clock.now += 40_000;
    expect(await ask('Bearer old')).toBe(401);
  });

  it('are not tried at all after so many refusals of others, unless they were accepted before', async () => {
    const { upstream, clock, ask } = await serverThatKnows(good, 'Bearer newcomer');
    expect(await ask(good)).toBe(200);
    for (let guess = 0; guess < 40; guess += 1) await ask(`Bearer guess-${guess}`);
    // Foreman locks the address of the gateway after 30.
    expect(upstream.received).toHaveLength(1 + 20);
    expect(await ask('Bearer newcomer')).toBe('UPSTREAM_RATE_LIMITED 300');
    expect(await ask(good)).toBe(200);
    clock.now += 300_000;
    expect(await ask('Bearer newcomer')).toBe(200);
  });

  it('count nothing where a write is refused: it may only lack a right', async () => {
    const upstream = await upstreamThat((request, response) => {
      request.resume();
      sendJson(response, 'x', request.method === 'GET' ? 200 : 401);
    });
    const http = httpTo(upstream.url, { signInRetryMs: retryMs });
    const call = callAs({ authorization: good });
    for (let index = 0; index < 25; index += 1)
      expect((await http.send({ method: 'PUT', path: '/', json: {} }, call)).status).toBe(401);
    expect((await http.send({ path: '/' }, call)).status).toBe(200);
  });
});
