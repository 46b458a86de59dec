import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ManagedHttp } from '#http/managed-http.ts';
import { callAs, failureOf, httpTo, sendJson, upstreamThat } from './upstream.ts';
import type { CallOptions, Upstream } from './upstream.ts';

interface Holding {
  readonly upstream: Upstream;
  readonly http: ManagedHttp;
  /** Answers so many calls, one after the other, each as soon as it has come. */
  readonly answer: (count: number) => Promise<void>;
  /** Asks for a path named so; never fails the test by itself. */
  readonly ask: (name: string, call?: CallOptions) => Promise<unknown>;
  /** Names in the order in which the server was asked. */
  readonly order: () => string[];
}

/** One place at a server that answers only when told. */
async function onePlace(options: { readonly maxQueue?: number } = {}): Promise<Holding> {
  const open: ServerResponse[] = [];
  const upstream = await upstreamThat((_request, response) => open.push(response));
  const http = httpTo(upstream.url, { maxConcurrency: 1, ...options });
  let answered = 0;
  return {
    upstream,
    http,
    answer: async (count) => {
      for (let index = 0; index < count; index += 1) {
        answered += 1;
        await upstream.arrivals(answered);
        const response = open.shift();
        if (response !== undefined) sendJson(response, answered);
      }
    },
    ask: async (name, call) => http.send({ path: `/${name}` }, callAs(call)).catch(() => undefined),
    order: () => upstream.received.map(({ target }) => target.slice(1)),
  };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('a line that is full', () => {
  it('sends the next call away at once, with the time to come back', async () => {
    const { http, ask, answer, order } = await onePlace({ maxQueue: 2 });
    const accepted = ['running', 'first', 'second'].map(async (name) => ask(name));
    const failure = await failureOf(http.send({ path: '/third' }, callAs()));
    expect(failure).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      system: 'squash',
      message: 'squash: not asked, as 2 calls to squash are waiting already (maxQueue).',
      isRetryable: true,
      retryAfterSeconds: 1,
      isUnsent: true,
    });
    await answer(3);
    await Promise.all(accepted);
    expect(order()).toEqual(['running', 'first', 'second']);
  });

  it('takes calls again when somebody has left it', async () => {
    const { http, ask, answer, order } = await onePlace({ maxQueue: 1 });
    const running = ask('running');
    const leaving = new AbortController();
    const left = ask('left', { signal: leaving.signal });
    expect(http.state()).toMatchObject({ inFlight: 1, waiting: 1 });
    leaving.abort();
    await left;
    expect(http.state()).toMatchObject({ inFlight: 1, waiting: 0 });
    const next = ask('next');
    await answer(2);
    await Promise.all([running, next]);
    expect(order()).toEqual(['running', 'next']);
    await expect.poll(() => http.state().inFlight).toBe(0);
  });

  it('is not asked for where a place is free, also where nobody may wait', async () => {
    const { ask, answer, order } = await onePlace({ maxQueue: 0 });
    for (const name of ['one', 'two']) {
      const asked = ask(name);
      await answer(1);
      await asked;
    }
    expect(order()).toEqual(['one', 'two']);
  });
});

describe('the next place', () => {
  it('goes to each request in turn, so that one with many calls does not hold up the others', async () => {
    const { ask, answer, order } = await onePlace();
    const asked = [
      ask('running'),
      ...numbers(50).map(async (number) => ask(`many-${number}`, { requestId: 'many' })),
      ask('one', { requestId: 'one' }),
      ...numbers(2).map(async (number) => ask(`two-${number}`, { requestId: 'two' })),
    ];
    await answer(54);
    await Promise.all(asked);
    expect(order().slice(0, 8)).toEqual([
      'running',
      'many-1',
      'one',
      'two-1',
      'many-2',
      'two-2',
      'many-3',
      'many-4',
    ]);
    expect(order().slice(8)).toEqual(
      numbers(50)
        .slice(4)
        .map((number) => `many-${number}`),
    );
  });

  it('goes to people before bulk, but every eighth to bulk, so that it does not wait for ever', async () => {
    const { ask, answer, order } = await onePlace();
    const asked = [
      ask('running'),
      ...numbers(3).map(async (number) => ask(`bulk-${number}`, { isBulk: true })),
      ...numbers(20).map(async (number) => ask(`person-${number}`, { requestId: `person-${number}` })),
    ];
    await answer(24);
    await Promise.all(asked);
    const places = order()
      .slice(1)
      .flatMap((name, index) => (name.startsWith('bulk') ? [index + 1] : []));
    expect(places).toEqual([8, 16, 23]);
  });

  it('goes to bulk where no person waits', async () => {
    const { ask, answer, order } = await onePlace();
    const asked = [ask('running'), ask('bulk', { isBulk: true })];
    await answer(2);
    await Promise.all(asked);
    expect(order()).toEqual(['running', 'bulk']);
  });

  it('is given on where a call ends by its time-out', async () => {
    const upstream = await upstreamThat((request, response) => {
      if (request.url !== '/never') sendJson(response, 'here');
    });
    const http = httpTo(upstream.url, { maxConcurrency: 1, firstByteTimeoutMs: 50 });
    const never = failureOf(http.send({ path: '/never' }, callAs()));
    expect((await http.send({ path: '/next' }, callAs())).text).toBe('"here"');
    expect((await never).code).toBe('UPSTREAM_TIMEOUT');
  });
});
