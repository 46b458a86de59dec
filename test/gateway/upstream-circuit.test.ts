import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from '../support/gateway-config.ts';
import { down } from '../support/gateway-faults.ts';
import { errorCodes } from '../support/gateway-query.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { mutate } from '../support/writing-mutations.ts';
import { mailed } from '../support/writing-inputs.ts';

const fresh = { 'cache-control': 'no-cache' };
/** Long enough for a busy machine to answer some queries meanwhile. */
const openMs = 1500;
const health = '{ systems { key health { status circuit problem { code } } } }';
const squashList = `{ users(filter: { systems: ["squash"] }) { isComplete
  sources { state problem { code message isRetryable retryAfterSeconds } } } }`;

async function readyz(stack: Stack): Promise<string[]> {
  const response = await fetch(stack.url.replace('/graphql', '/readyz'));
  return (await response.text()).trimEnd().split('\n').slice(1);
}

const withoutTimes = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/ \d+ ms/u, ''));

/** Key and circuit of each system. */
async function circuits(stack: Stack): Promise<string[]> {
  const { data } = await stack.query(health);
  return data.systems.map(
    (each: { key: string; health: { circuit: string } }) => `${each.key} ${each.health.circuit}`,
  );
}

describe('a system that keeps failing', () => {
  let stack: Stack;
  beforeAll(async () => {
    const breaker = `{ failures: 3, openMs: ${openMs}, maxOpenMs: ${openMs} }`;
    stack = await startStack({ configure: withSystem('squash', { retries: 0, breaker }) });
  });
  afterEach(async () => {
    stack.sandbox.reset();
    await expect
      .poll(
        async () => {
          await stack.query(squashList, {}, fresh);
          return circuits(stack);
        },
        { timeout: 5 * openMs },
      )
      .toContain('squash CLOSED');
  });
  afterAll(() => stack.stop());

  const ask = async (times: number): Promise<void> => {
    for (let index = 0; index < times; index += 1) await stack.query(squashList, {}, fresh);
  };

  it('is left alone: its calls level off, and whoever asks is told at once', async () => {
    stack.sandbox.fail('squash', { fault: down });
    expect(await stack.callsDuring('squash', () => ask(3))).toHaveLength(3);
    expect(await stack.callsDuring('squash', () => ask(10))).toEqual([]);
    const { data } = await stack.query(squashList, {}, fresh);
    expect(data.users.sources).toEqual([
      {
        state: 'FAILED',
        problem: {
          code: 'UPSTREAM_UNAVAILABLE',
          message: 'squash: not asked, as the last 3 calls failed; tried again in 2 s.',
          isRetryable: true,
          retryAfterSeconds: 2,
        },
      },
    ]);
  });

  it('shows in health and at /readyz, and nothing of it in the others', async () => {
    stack.sandbox.fail('squash', { fault: down });
    await ask(3);
    expect(await circuits(stack)).toEqual([
      'zephyr CLOSED',
      'foreman CLOSED',
      'squash OPEN',
      'teamcity CLOSED',
    ]);
    expect(withoutTimes(await readyz(stack))).toContainEqual(
      expect.stringMatching(/^squash (?:UP|DOWN UPSTREAM_UNAVAILABLE) circuit OPEN$/u),
    );
    expect((await readyz(stack)).filter((line) => line.includes('circuit'))).toHaveLength(1);
    const { data } = await stack.query(
      '{ users(first: 500) { sources { system { key } state } } }',
      {},
      fresh,
    );
    expect(data.users.sources.map(({ state }: { state: string }) => state)).toEqual([
      'FRESH',
      'FRESH',
      'FAILED',
      'FRESH',
    ]);
  });

  it('is asked by one call after a while, and serves again when that works', async () => {
    const takeBack = stack.sandbox.fail('squash', { fault: down });
    await ask(4);
    await new Promise((resolve) => setTimeout(resolve, openMs + 20));
    expect(await stack.callsDuring('squash', () => ask(5))).toHaveLength(1);
    takeBack();
    await new Promise((resolve) => setTimeout(resolve, openMs + 20));
    const { data } = await stack.query(squashList, {}, fresh);
    expect(data.users).toMatchObject({ isComplete: true, sources: [{ state: 'FRESH', problem: null }] });
    expect(await circuits(stack)).toContain('squash CLOSED');
    expect((await readyz(stack)).join()).not.toContain('circuit');
    const told = stack.logged.map((line) => JSON.parse(line) as { level: number; msg: string });
    expect(told).toContainEqual(
      expect.objectContaining({ level: 40, msg: 'squash keeps failing and is left alone' }),
    );
    expect(told).toContainEqual(expect.objectContaining({ level: 30, msg: 'squash answers again' }));
  });

  it('is written to by nobody, and nobody is left in doubt about it', async () => {
    stack.sandbox.fail('squash', { fault: down });
    await ask(3);
    const input = { system: 'squash', profile: mailed, password: 'Plain-Words-41!' };
    const calls = await stack.callsDuring('squash', async () => {
      const payload = await mutate(stack, 'createUser', input);
      expect(payload.outcome).toBe('FAILED');
    });
    expect(calls).toEqual([]);
  });
});

describe('a fault that passes', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterEach(() => stack.sandbox.reset());
  afterAll(() => stack.stop());

  it.each(['zephyr', 'foreman', 'squash', 'teamcity'] as const)(
    '%s: a call that fails once is made again, and nobody notices',
    async (system) => {
      for (const fault of [down, { kind: 'reset', when: 'before' }, { kind: 'truncate' }] as const) {
        stack.sandbox.fail(system, { fault, times: 1 });
        const { data } = await stack.query('{ users(first: 500) { isComplete } }', {}, fresh);
        expect(data.users.isComplete, fault.kind).toBe(true);
      }
    },
  );

  it('of a whole query leaves no mark on the next one', async () => {
    const takeBack = stack.sandbox.fail('zephyr', { fault: down });
    const document =
      '{ users(filter: { systems: ["zephyr"] }) { isComplete } user(by: { current: "zephyr" }) { login } }';
    const failed = await stack.query(document, {}, fresh);
    expect(errorCodes(failed)).toEqual(['UPSTREAM_UNAVAILABLE zephyr']);
    takeBack();
    const { data, errors } = await stack.query(document, {}, fresh);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ users: { isComplete: true }, user: { login: 'rollcall' } });
  });

  it('unknown ids, to which Zephyr answers 500, are no sign of a failing server', async () => {
    const document = `query ($id: ID!) { node(id: $id) { id } }`;
    const { data } = await stack.query('{ user(by: { current: "zephyr" }) { id } }');
    const known = data.user.id as string;
    stack.sandbox.fail('zephyr', {
      path: /\/user\/\d+/u,
      fault: { kind: 'answer', reply: { status: 500, headers: {}, body: 'java.lang.NullPointerException' } },
    });
    for (let index = 0; index < 15; index += 1) await stack.query(document, { id: known }, fresh);
    expect(await circuits(stack)).toContain('zephyr CLOSED');
  });
});
