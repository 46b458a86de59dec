import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { inputTypes } from '../support/gateway-writing.ts';
import { withSystem } from '../support/gateway-config.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const running: Stack[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
});

interface Ended {
  readonly phase: string;
  readonly outcome?: string;
  readonly changes?: readonly { readonly outcome: string; readonly problemCode?: string }[];
}
const records = (stack: Stack): Ended[] =>
  readFileSync(join(stack.dataDirectory, 'audit.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Ended);

const logins = ['ada.lovelace', 'emily.chen'];
const disable = `mutation ($input: ${inputTypes.setUserStatus}!) { setUserStatus(input: $input) { outcome } }`;
const input = {
  users: logins.map((login) => ({ login: { system: 'foreman', login } })),
  status: 'DISABLED',
};

/** A gateway with a mutation under way: its first write hangs in the server for as long as `ms` says. */
async function startWithWrite(ms: number, drainSeconds: number) {
  const stack = await startStack({
    configure: (yaml) =>
      withSystem('foreman', { timeoutMs: 5000 })(
        yaml.replace('{ port: 0 }', `{ port: 0, drainSeconds: ${drainSeconds} }`),
      ),
  });
  running.push(stack);
  stack.sandbox.fail('foreman', { method: 'PUT', fault: { kind: 'latency', ms } });
  const leaving = new AbortController();
  const answer = fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: disable, variables: { input } }),
    signal: leaving.signal,
  });
  answer.catch(() => undefined);
  const puts = (): number => stack.sandbox.calls('foreman').filter(({ method }) => method === 'PUT').length;
  await expect.poll(puts, { timeout: 10_000 }).toBe(1);
  return { stack, answer, leave: () => leaving.abort(), puts };
}

it('a mutation under way is finished, answered and recorded before the gateway ends', async () => {
  const { stack, answer } = await startWithWrite(300, 20);
  const stopped = stack.stopGateway();
  const response = await answer;
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toMatchObject({ data: { setUserStatus: { outcome: 'APPLIED' } } });
  await stopped;
  expect(records(stack).map(({ phase, outcome }) => [phase, outcome])).toEqual([
    ['INTENDED', undefined],
    ['FINISHED', 'APPLIED'],
  ]);
});

it('a mutation whose caller has left is finished and recorded all the same', async () => {
  const { stack, leave } = await startWithWrite(300, 20);
  leave();
  await stack.stopGateway();
  expect(records(stack).at(-1)).toMatchObject({ phase: 'FINISHED', outcome: 'APPLIED' });
});

it('when the time is over nothing further is sent, and the record says so', async () => {
  const { stack, answer, puts } = await startWithWrite(700, 0);
  await stack.stopGateway();
  await expect(answer).rejects.toThrow();
  expect(puts()).toBe(1);
  expect(records(stack).at(-1)).toMatchObject({
    phase: 'FINISHED',
    outcome: 'PARTIAL',
    changes: [{ outcome: 'APPLIED' }, { outcome: 'SKIPPED', problemCode: 'INCOMPLETE' }],
  });
});

it('stopping twice is stopping once', async () => {
  const stack = await startStack();
  running.push(stack);
  await Promise.all([stack.stopGateway(), stack.stopGateway()]);
  await expect(fetch(stack.url)).rejects.toThrow();
});
