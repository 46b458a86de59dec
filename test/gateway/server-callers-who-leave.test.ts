import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});

/** Sends a query and hangs up as soon as it has reached the upstream. */
async function askAndLeave(document: string): Promise<void> {
  const before = stack.sandbox.calls('squash').length;
  const call = request(stack.url, { method: 'POST', headers: { 'content-type': 'application/json' } });
  call.on('error', () => undefined);
  call.end(JSON.stringify({ query: document }));
  await expect.poll(() => stack.sandbox.calls('squash').length).toBeGreaterThan(before);
  call.destroy();
}

const answered = (): number => stack.logged.filter((line) => line.includes('"answered"')).length;

it('a caller who leaves in the middle ends the upstream call and leaves no defect in the log', async () => {
  const undo = stack.sandbox.fail('squash', { fault: { kind: 'hang', where: 'before-headers' } });
  const before = stack.logged.length;
  await askAndLeave('{ user(by: { login: { system: "squash", login: "alovelace" } }) { login } }');
  const givenUp = (): string[] =>
    stack.logged.slice(before).filter((line) => line.includes('"upstream call"') && line.includes('"code"'));
  await expect.poll(() => givenUp().length).toBeGreaterThan(0);
  undo();
  expect(stack.logged.slice(before).filter((line) => line.includes('"defect"'))).toEqual([]);
});

it('a caller who leaves does not disturb another who asks the same', async () => {
  const undo = stack.sandbox.fail('squash', { fault: { kind: 'latency', ms: 300 }, path: /users/u });
  const document = '{ user(by: { login: { system: "squash", login: "alovelace" } }) { login } }';
  const staying = stack.query(document);
  await askAndLeave(document);
  const { data, errors } = await staying;
  undo();
  expect(errors).toBeUndefined();
  expect(data.user).toEqual({ login: 'alovelace' });
  expect(answered()).toBeGreaterThan(0);
});
