import { afterEach, expect, it } from 'vitest';
import { badGatewayPage } from '#sandbox/kernel/listener.ts';
import { all, withSystem } from '../support/gateway-config.ts';
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

async function scrape(stack: Stack): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(stack.url.replace('/graphql', '/metrics'));
  return { status: response.status, text: await response.text() };
}

/** The sum of all series of a metric that have these labels. */
function total(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

const calls = 'rollcall_upstream_call_duration_seconds_count';

it('every call to a system is counted, under what came of it', async () => {
  const stack = await start();
  for (const system of ['zephyr', 'foreman', 'squash', 'teamcity'] as const) {
    const { text } = await scrape(stack);
    expect(total(text, calls, { system })).toBe(stack.sandbox.calls(system).length);
  }
  const refused = async (): Promise<number> =>
    total((await scrape(stack)).text, calls, { system: 'foreman', outcome: '409' });
  expect(await refused()).toBe(0);
  stack.sandbox.fail('foreman', { fault: { kind: 'answer', reply: { ...badGatewayPage, status: 409 } } });
  const asked = await stack.callsDuring('foreman', () =>
    stack.query('{ user(by: { current: "foreman" }) { login } }'),
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(await refused()).toBe(asked.length);
  const { text } = await scrape(stack);
  expect(total(text, calls, { system: 'foreman' })).toBe(stack.sandbox.calls('foreman').length);
});

it('answers, operations and the codes of errors are counted', async () => {
  const stack = await start();
  await stack.query('{ viewer { name } }');
  await stack.query('{ nothing }');
  await stack.query('mutation { deleteUsers(input: { users: [], dryRun: true }) { outcome } }');
  await fetch(stack.url.replace('/graphql', '/no/such/address'));
  const { text } = await scrape(stack);
  const answers = 'rollcall_http_request_duration_seconds_count';
  expect(total(text, answers, { route: '/graphql', status: '200' })).toBe(2);
  expect(total(text, answers, { route: '/graphql', status: '400' })).toBe(1);
  expect(total(text, answers, { route: 'none', status: '404' })).toBe(1);
  expect(total(text, 'rollcall_operations_total', { type: 'query' })).toBe(1);
  expect(total(text, 'rollcall_operations_total', { type: 'mutation' })).toBe(1);
  expect(total(text, 'rollcall_operations_total', { type: 'none' })).toBe(1);
  expect(total(text, 'rollcall_errors_total', { code: 'INVALID_INPUT' })).toBe(1);
});

it('nothing in them names a person, an address or a secret, and callers cannot make up series', async () => {
  const stack = await start();
  for (let round = 0; round < 30; round += 1) {
    await fetch(stack.url.replace('/graphql', `/made-up-${round}`));
    await stack.query(
      `query Made${round} { user(by: { login: { system: "zephyr", login: "ada.lovelace" } }) { login } }`,
    );
  }
  const { text } = await scrape(stack);
  expect(text).not.toMatch(/made-?up|Made\d|ada\.lovelace|127\.0\.0\.1|Bearer|token/iu);
});

it('how each system stands is shown at this moment', async () => {
  const breaker = '{ failures: 2, openMs: 60000, maxOpenMs: 60000 }';
  const stack = await start({
    configure: all(
      withSystem('foreman', { breaker, retries: 0 }),
      withSystem('teamcity', { timeoutMs: 2000 }),
    ),
  });
  const gauges = async () => {
    const { text } = await scrape(stack);
    const of = (name: string, system: string): number => total(text, `rollcall_upstream_${name}`, { system });
    return {
      circuit: [of('circuit', 'foreman'), of('circuit', 'squash')],
      held: [of('sign_in_held', 'zephyr'), of('sign_in_held', 'squash')],
      inFlight: of('calls_in_flight', 'teamcity'),
      inProgress: total(text, 'rollcall_http_requests_in_progress'),
      hasSnapshots: total(text, 'rollcall_snapshot_bytes') > 1000,
    };
  };
  expect(await gauges()).toMatchObject({ circuit: [0, 0], held: [0, 0], inFlight: 0, inProgress: 0 });
  await stack.query('{ users { totalCount } }');
  const current = (system: string): string => `{ user(by: { current: "${system}" }) { login } }`;
  stack.sandbox.fail('foreman', { fault: { kind: 'answer', reply: badGatewayPage } });
  await stack.query(current('foreman'));
  await stack.query(current('foreman'));
  stack.sandbox.fail('zephyr', { fault: { kind: 'answer', reply: { ...badGatewayPage, status: 401 } } });
  await stack.query(current('zephyr'));
  stack.sandbox.fail('teamcity', { fault: { kind: 'hang', where: 'before-headers' } });
  const hanging = stack.query(current('teamcity'));
  await expect
    .poll(gauges, { timeout: 5000 })
    .toEqual({ circuit: [2, 0], held: [1, 0], inFlight: 1, inProgress: 1, hasSnapshots: true });
  stack.sandbox.reset();
  await stack.stopGateway();
  await hanging.catch(() => undefined);
});

it('the page can be switched off', async () => {
  const stack = await start({
    configure: (yaml) => yaml.replace('{ port: 0 }', '{ port: 0, metrics: false }'),
  });
  expect((await scrape(stack)).status).toBe(404);
});
