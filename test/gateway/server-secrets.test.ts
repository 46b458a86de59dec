import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** What must pass no answer and no log: credentials of the configuration, of callers, and what upstreams say wrongly. */
const canaries = {
  configured: [
    '2f1d4c9ab07e4d6f8c3a5b7e9d1f0a2b4c6d8e0f',
    'rollcall-sandbox-pat0',
    'eyJ0eXAiOiAiVENWMiJ9.c2FuZGJveA',
  ],
  basic: [Buffer.from('rollcall:rollcall-sandbox-pat0'), Buffer.from('rollcall:sandbox')].map((each) =>
    each.toString('base64'),
  ),
  callers: 'canary-of-the-caller',
  body: 'canary-in-a-body',
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});

const everything = `{
  viewer { name }
  systems { key url version health { status problem { code message } } capabilities { operation note } }
  users(first: 100) {
    isComplete sources { state problem { code message } }
    nodes { login details { __typename } roles { label } groups { label } teams { label } projectPermissions { label }
      accessTokens { name } }
  }
  accessTokens(first: 100) { sources { problem { message } } nodes { name owner { login } } }
}`;

function expectNoCanary(answers: readonly unknown[]): void {
  const seen = JSON.stringify(answers) + stack.logged.join('\n');
  for (const canary of [...canaries.configured, ...canaries.basic, canaries.callers, canaries.body]) {
    expect(seen.includes(canary), canary).toBe(false);
  }
}

it('credentials pass neither into answers nor into the log, when all goes well', async () => {
  const answer = await stack.query(everything);
  expect(answer.data.users.nodes.length).toBeGreaterThan(10);
  expect(stack.logged.length).toBeGreaterThan(10);
  expectNoCanary([answer]);
});

it('nor when callers bring their own and the systems refuse them', async () => {
  const answer = await stack.query(
    everything,
    {},
    {
      'cache-control': 'no-cache',
      'upstream-authorization-teamcity': `Bearer ${canaries.callers}`,
      'upstream-authorization-zephyr': `Basic ${Buffer.from(`ada:${canaries.callers}`).toString('base64')}`,
      'upstream-authorization-foreman': `Bearer ${canaries.callers}`,
    },
  );
  const codes = answer.data.users.sources.map(
    (source: { problem: { code: string } | null }) => source.problem?.code,
  );
  expect(codes).toContain('UPSTREAM_UNAUTHENTICATED');
  expectNoCanary([answer]);
  expect(stack.logged.join()).not.toContain(Buffer.from(`ada:${canaries.callers}`).toString('base64'));
});

it.each([
  ['a page of a proxy', 502, 'text/html', `<html>${canaries.body}</html>`],
  ['a stack trace', 500, 'text/plain', `java.lang.Error: ${canaries.body}\n\tat com.example`],
  ['no JSON', 200, 'application/json', `{"${canaries.body}`],
  ['another shape', 200, 'application/json', JSON.stringify({ [canaries.body]: canaries.body })],
  ['a list of another shape', 200, 'application/json', JSON.stringify([canaries.body])],
  ['a redirect', 302, 'text/html', canaries.body],
])('nor do the bodies of upstreams that go wrong: %s', async (_name, status, type, body) => {
  const undo = (['zephyr', 'foreman', 'squash', 'teamcity'] as const).map((system) =>
    stack.sandbox.fail(system, {
      fault: {
        kind: 'answer',
        reply: { status, headers: { 'content-type': type, location: `/login?${canaries.body}` }, body },
      },
    }),
  );
  const answer = await stack.query(everything, {}, { 'cache-control': 'no-cache' });
  for (const each of undo) each();
  expect(answer.data.users.sources.every((source: { state: string }) => source.state === 'FAILED')).toBe(
    true,
  );
  expectNoCanary([answer]);
  expect(stack.logged.filter((line) => line.includes('"defect"'))).toEqual([]);
});
