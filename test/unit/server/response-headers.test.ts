import { expect, it } from 'vitest';
import { serve, withKeys } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

const expected = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

it('every answer of the API says that it is not to be shown, run, kept or guessed at', async () => {
  const { origin, post } = await track(serve());
  const closed = await track(serve({ auth: withKeys }));
  for (const [what, response] of Object.entries({
    data: await post({ query: '{ viewer { name } }' }),
    mistake: await post({ query: '{ nothing }' }),
    unreadable: await post('{'),
    stranger: await closed.post({ query: '{ viewer { name } }' }),
    get: await fetch(`${origin}/graphql?query={__typename}`, {
      headers: { 'apollo-require-preflight': 'true' },
    }),
    nowhere: await fetch(`${origin}/nowhere`),
    undecodable: await fetch(`${origin}/%zz`),
    alive: await fetch(`${origin}/healthz`),
    ready: await fetch(`${origin}/readyz`),
    metrics: await fetch(`${origin}/metrics`),
  })) {
    const headers = Object.fromEntries(
      Object.keys(expected).map((name) => [name, response.headers.get(name)]),
    );
    expect(headers, what).toEqual(expected);
    for (const name of ['server', 'x-powered-by', 'set-cookie'])
      expect(response.headers.get(name), what).toBeNull();
  }
});

it('the page for browsers has a policy of its own, as strict as it can be', async () => {
  const { origin } = await track(serve({ graphiql: true }));
  const response = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html' } });
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/u);
  expect(response.headers.get('cache-control')).toBe('no-store');
});
