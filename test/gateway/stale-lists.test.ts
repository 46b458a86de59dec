import { afterEach, expect, it } from 'vitest';
import { all, withSnapshots, withSystem } from '../support/gateway-config.ts';
import { down } from '../support/gateway-faults.ts';
import { errorCodes } from '../support/gateway-query.ts';
import { byLogin, mutate } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const running: Stack[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
});

async function start(maxStaleSeconds: number): Promise<Stack> {
  const ages = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 0, maxStaleSeconds });
  const stack = await startStack({ configure: all(withSystem('squash', { retries: 0 }), ages) });
  running.push(stack);
  return stack;
}

const list = '{ users(filter: { systems: ["squash"] }) { nodes { login } sources { state asOf } } }';

async function stateOf(stack: Stack): Promise<string> {
  const { data } = await stack.query(list);
  return data.users.sources[0].state as string;
}

it('older lists stand in for a server that is away, and say how old they are', async () => {
  const stack = await start(3600);
  const before = await stack.query(list);
  stack.sandbox.fail('squash', { fault: down });
  const { data } = await stack.query(list);
  expect(data.users.nodes).toEqual(before.data.users.nodes);
  expect(data.users.sources).toEqual([{ state: 'STALE', asOf: before.data.users.sources[0].asOf }]);
});

it('older lists do not stand in once they are too old', async () => {
  const stack = await start(1);
  await stack.query(list);
  stack.sandbox.fail('squash', { fault: down });
  expect(await stateOf(stack)).toBe('STALE');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await stateOf(stack)).toBe('FAILED');
});

it('older lists never stand in for one account', async () => {
  const stack = await start(3600);
  await stack.query(list);
  stack.sandbox.fail('squash', { fault: down });
  const answer = await stack.query(
    '{ user(by: { login: { system: "squash", login: "echen" } }) { login status } }',
  );
  expect(answer.data).toEqual({ user: null });
  expect(errorCodes(answer)).toEqual(['UPSTREAM_UNAVAILABLE squash']);
});

it('older lists do not outlive a write', async () => {
  const stack = await start(3600);
  await stack.query(list);
  const { payload } = await mutate(stack, 'setUserStatus', {
    users: [byLogin('squash', 'echen')],
    status: 'DISABLED',
  });
  expect(payload.outcome).toBe('APPLIED');
  stack.sandbox.fail('squash', { fault: down });
  expect(await stateOf(stack)).toBe('FAILED');
});
