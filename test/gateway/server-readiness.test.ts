import { afterEach, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { Stack, StackOptions } from '../support/start-stack.ts';

const running: Stack[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
});

async function start(options?: StackOptions): Promise<Stack> {
  const stack = await startStack(options);
  running.push(stack);
  return stack;
}

async function readyz(stack: Stack): Promise<{ status: number; lines: string[] }> {
  const response = await fetch(stack.url.replace('/graphql', '/readyz'));
  return { status: response.status, lines: (await response.text()).trimEnd().split('\n') };
}

const nobody = 'http://127.0.0.1:9';
const withoutTimes = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/ \d+ ms$/u, ' … ms'));

it('/readyz has a line for each system in the order of the configuration', async () => {
  const { status, lines } = await readyz(await start());
  expect([status, withoutTimes(lines)]).toEqual([
    200,
    ['ready', 'zephyr UP … ms', 'foreman UP … ms', 'squash UP … ms', 'teamcity UP … ms'],
  ]);
});

it('/readyz shows what is wrong with a system; the gateway is ready all the same', async () => {
  const stack = await start({
    configure: (yaml, urls) =>
      yaml.replace(`url: ${urls.squash}`, `url: ${nobody}`).replace(/token: eyJ\S+/u, 'token: wrong'),
  });
  const { status, lines } = await readyz(stack);
  expect([status, withoutTimes(lines)]).toEqual([
    200,
    [
      'ready',
      'zephyr UP … ms',
      'foreman UP … ms',
      'squash DOWN UPSTREAM_UNAVAILABLE',
      'teamcity DEGRADED UPSTREAM_UNAUTHENTICATED',
    ],
  ]);
  expect(lines.join()).not.toMatch(/http|wrong/u);
});

it('/readyz does not wait for a system that hangs', async () => {
  const stack = await start({
    configure: (yaml) => yaml.replace('key: foreman', 'key: foreman\n    timeoutMs: 60000'),
  });
  stack.sandbox.fail('foreman', { fault: { kind: 'hang', where: 'before-headers' } });
  const { status, lines } = await readyz(stack);
  expect([status, lines[0], lines.length]).toEqual([200, 'ready', 5]);
});

it('a gateway starts, and answers for the rest, while every one of its systems is away', async () => {
  const stack = await start({
    configure: (yaml, urls) => Object.values(urls).reduce((text, url) => text.replaceAll(url, nobody), yaml),
  });
  const { status, lines } = await readyz(stack);
  expect(status).toBe(200);
  expect(lines.slice(1).every((line) => line.endsWith(' DOWN UPSTREAM_UNAVAILABLE'))).toBe(true);
  const { data, errors } = await stack.query(
    '{ users { totalCount isComplete sources { state problem { code } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.users).toEqual({
    totalCount: null,
    isComplete: false,
    sources: [1, 2, 3, 4].map(() => ({ state: 'FAILED', problem: { code: 'UPSTREAM_UNAVAILABLE' } })),
  });
});
