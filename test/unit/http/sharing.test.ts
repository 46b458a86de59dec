import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
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

/** An upstream that holds every answer until the test lets it go. */
async function holdingUpstream() {
  const open: ServerResponse[] = [];
  const closed: string[] = [];
  const upstream = await upstreamThat((request, response) => {
    open.push(response);
    response.on('close', () => {
      if (!response.writableFinished) closed.push(request.url ?? '');
    });
  });
  return { upstream, open, closed };
}

describe('equal reads in flight', () => {
  it('share one upstream call', async () => {
    const { upstream, open } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const reads = Array.from({ length: 5 }, async () =>
      http.send({ path: '/users', query: 'a=1' }, callAs()),
    );
    await upstream.arrivals(1);
    for (const response of open) sendJson(response, 'shared');
    expect((await Promise.all(reads)).map(({ text }) => text)).toEqual(Array(5).fill('"shared"'));
    expect(upstream.received).toHaveLength(1);
  });

  it('are asked again once the first answer is there', async () => {
    const upstream = await upstreamThat((_request, response) => sendJson(response, 'now'));
    const http = httpTo(upstream.url);
    await http.send({ path: '/users' }, callAs());
    await http.send({ path: '/users' }, callAs());
    expect(upstream.received).toHaveLength(2);
  });

  it('all fail when the one call fails, and the next read asks anew', async () => {
    const { upstream, open } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const reads = [1, 2, 3].map(async () => failureOf(http.send({ path: '/users' }, callAs())));
    await upstream.arrivals(1);
    open.shift()?.destroy();
    expect((await Promise.all(reads)).map(({ code }) => code)).toEqual(Array(3).fill('UPSTREAM_UNAVAILABLE'));
    const next = http.send({ path: '/users' }, callAs());
    await upstream.arrivals(2);
    const response = open.shift();
    if (response !== undefined) sendJson(response, 'back');
    expect((await next).text).toBe('"back"');
  });

  it('are not shared where the caller wants the answer fresh', async () => {
    const { upstream, open } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const reads = [callAs(), callAs({ isFresh: true }), callAs({ isFresh: true })].map(async (call) =>
      http.send({ path: '/users' }, call),
    );
    await upstream.arrivals(3);
    for (const response of open) sendJson(response, 'x');
    await Promise.all(reads);
    expect(upstream.received).toHaveLength(3);
  });

  it('are shared only if they are reads', async () => {
    const upstream = await upstreamThat((request, response) => {
      request.resume();
      request.on('end', () => sendJson(response, 'done'));
    });
    const http = httpTo(upstream.url);
    const writes = [1, 2].map(async () =>
      http.send({ method: 'POST', path: '/users', json: { a: 1 } }, callAs()),
    );
    await Promise.all(writes);
    expect(upstream.received).toHaveLength(2);
  });
});

describe('whoever leaves', () => {
  it('does not disturb the others who wait for the same answer', async () => {
    const { upstream, open, closed } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const leaving = new AbortController();
    const first = failureOf(http.send({ path: '/users' }, callAs({ signal: leaving.signal })));
    const second = http.send({ path: '/users' }, callAs());
    await upstream.arrivals(1);
    leaving.abort();
    expect((await first).system).toBe('squash');
    for (const response of open) sendJson(response, 'still here');
    expect((await second).text).toBe('"still here"');
    expect(upstream.received).toHaveLength(1);
    expect(closed).toEqual([]);
  });

  it('ends the upstream call where nobody waits any more', async () => {
    const { upstream, closed } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const leaving = [new AbortController(), new AbortController()];
    const reads = leaving.map(async ({ signal }) =>
      failureOf(http.send({ path: '/users' }, callAs({ signal }))),
    );
    await upstream.arrivals(1);
    for (const each of leaving) each.abort();
    await Promise.all(reads);
    await expect.poll(() => closed).toEqual(['/users']);
  });

  it('takes nobody along who comes right after', async () => {
    const { upstream, open } = await holdingUpstream();
    const http = httpTo(upstream.url);
    const leaving = new AbortController();
    const first = failureOf(http.send({ path: '/users' }, callAs({ signal: leaving.signal })));
    await upstream.arrivals(1);
    leaving.abort();
    const second = http.send({ path: '/users' }, callAs());
    await first;
    await upstream.arrivals(2);
    const response = open[1];
    if (response !== undefined) sendJson(response, 'anew');
    expect((await second).text).toBe('"anew"');
  });

  it('gives back a place it only waited for', async () => {
    const { upstream, open } = await holdingUpstream();
    const http = httpTo(upstream.url, { maxConcurrency: 1 });
    const running = http.send({ path: '/1' }, callAs());
    const leaving = new AbortController();
    const waiting = failureOf(http.send({ path: '/2' }, callAs({ signal: leaving.signal })));
    const last = http.send({ path: '/3' }, callAs());
    await upstream.arrivals(1);
    leaving.abort();
    await waiting;
    const [one] = open;
    if (one !== undefined) sendJson(one, 1);
    await upstream.arrivals(2);
    const three = open[1];
    if (three !== undefined) sendJson(three, 3);
    await Promise.all([running, last]);
    expect(upstream.received.map(({ target }) => target)).toEqual(['/1', '/3']);
  });

  it('before the call began costs nothing', async () => {
    const upstream = await upstreamThat((_request, response) => sendJson(response, 'x'));
    const failure = await failureOf(
      httpTo(upstream.url).send({ path: '/users' }, callAs({ signal: AbortSignal.abort() })),
    );
    expect(failure.system).toBe('squash');
    expect(upstream.received).toEqual([]);
  });
});

describe('nobody is shown what another identity reads', () => {
  it('whatever the reads and whoever asks at the same moment', async () => {
    const upstream = await upstreamThat((request, response) => {
      const { authorization = '', accept = '' } = request.headers;
      // Answers lag so that all reads of one run meet in flight.
      setTimeout(() => sendJson(response, [authorization, request.url, accept]), 5);
    });
    const http = httpTo(upstream.url, { maxConcurrency: 50 });
    const read = fc.record({
      // Prefixes of each other, and one that could be taken for another with a path behind it.
      authorization: fc.constantFrom('Bearer a', 'Bearer ab', 'bearer a', 'Basic a', 'Bearer a\t/x', ''),
      path: fc.constantFrom('/x', '/x/y', '/y'),
      query: fc.constantFrom(undefined, '', 'q=1', 'q=2'),
      accept: fc.constantFrom('application/json', 'application/xml'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(read, { minLength: 1, maxLength: 25 }), async (reads) => {
        const before = upstream.received.length;
        const answers = await Promise.all(
          reads.map(async ({ authorization, path, query, accept }) =>
            http.send(
              { path, headers: { accept }, ...(query === undefined ? {} : { query }) },
              callAs({ authorization }),
            ),
          ),
        );
        const expected = reads.map(({ authorization, path, query, accept }) =>
          JSON.stringify([authorization, query ? `${path}?${query}` : path, accept]),
        );
        expect(answers.map(({ text }) => text)).toEqual(expected);
        expect(upstream.received.length - before).toBe(new Set(expected).size);
      }),
      { numRuns: 60 },
    );
  });
});
