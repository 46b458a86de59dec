import { afterEach, expect, it } from 'vitest';
import { callAs, failureOf, httpTo, sendJson, startUpstream } from './upstream.ts';
import type { Upstream } from './upstream.ts';

const running: Upstream[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((upstream) => upstream.stop()));
});

async function answering(): Promise<Upstream> {
  const upstream = await startUpstream((_request, response) => {
    response.setHeader('set-cookie', ['session=abc; Path=/', 'XSRF=1']);
    sendJson(response, 'x');
  });
  running.push(upstream);
  return upstream;
}

it('go with every call, as they are', async () => {
  const upstream = await answering();
  await httpTo(upstream.url).send({ path: '/' }, callAs({ authorization: 'Basic YTpi' }));
  expect(upstream.received[0]?.headers.authorization).toBe('Basic YTpi');
});

it('are left out where there are none', async () => {
  const upstream = await answering();
  await httpTo(upstream.url).send({ path: '/' }, callAs({ authorization: '' }));
  expect(upstream.received[0]?.headers).not.toHaveProperty('authorization');
});

it('do not turn into cookies: none is kept', async () => {
  const upstream = await answering();
  const http = httpTo(upstream.url);
  await http.send({ path: '/1' }, callAs());
  await http.send({ path: '/2' }, callAs());
  expect(upstream.received.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
});

it.each(['@elsewhere/', '.elsewhere/', ':1@elsewhere/', 'elsewhere'])(
  'never leave the configured server, whatever the path: %s',
  async (tail) => {
    const upstream = await answering();
    const elsewhere = await answering();
    const path = tail.replace('elsewhere', elsewhere.url.host);
    const failure = await failureOf(httpTo(upstream.url).send({ path }, callAs()));
    expect(failure.code).toBe('INTERNAL');
    expect(elsewhere.received).toEqual([]);
  },
);

it('stay on the configured server where a path looks like an address', async () => {
  const upstream = await answering();
  const elsewhere = await answering();
  const http = httpTo(upstream.url);
  await http.send({ path: `//${elsewhere.url.host}/users` }, callAs());
  await http.send({ path: `/${elsewhere.url.href}` }, callAs());
  expect(upstream.received).toHaveLength(2);
  expect(elsewhere.received).toEqual([]);
});

it.each(['/users/..', '/users/../admin', '/users/.', '/users/%2e%2E/admin', '/users/.%2e'])(
  'are not sent to another path than the one asked for: %s',
  async (path) => {
    const upstream = await answering();
    const failure = await failureOf(httpTo(upstream.url).send({ path }, callAs()));
    expect(failure).toMatchObject({ code: 'NOT_FOUND', system: 'squash' });
    expect(upstream.received).toEqual([]);
  },
);

it('go to the configured path and below, percent-encoding untouched', async () => {
  const upstream = await answering();
  const http = httpTo(new URL('/teamcity/', upstream.url));
  await http.send({ path: '/users/id:1%2F2', query: 'locator=a:(b:c),d%3A&x=%20' }, callAs());
  expect(upstream.received[0]?.target).toBe('/teamcity/users/id:1%2F2?locator=a:(b:c),d%3A&x=%20');
});
