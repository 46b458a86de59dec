import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { sandboxConfig } from '#cli/sandbox-config.ts';
import { parseConfig } from '#config/read-config.ts';
import { checkSystems } from '../../src/check-systems.ts';
import { all, withSystem } from '../support/gateway-config.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { adaAuthorization } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const fresh = { 'cache-control': 'no-cache' };
const wrong = all(
  withSystem('zephyr', { credentials: '{ token: 0000000000000000000000000000000000000bad }' }),
  withSystem('foreman', { credentials: '{ username: rollcall, token: wrong-canary-5c1e }' }),
  withSystem('squash', { credentials: '{ username: rollcall, password: wrong-canary-5c1e }' }),
  withSystem('teamcity', { credentials: '{ token: eyJ0eXAiOiAiVENWMiJ9.d3Jvbmc.wrong-canary-5c1e }' }),
);
const everything = `{ users(first: 500) { sources { state problem { code } } }
  ${systemKeys.map((key) => `${key}: user(by: { current: "${key}" }) { login }`).join('\n')} }`;

describe('wrong credentials in the configuration', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ configure: wrong });
  });
  afterAll(() => stack.stop());

  it.each(systemKeys)('are refused by %s once, however many queries want them', async (system) => {
    const answers = await Promise.all(
      Array.from({ length: 15 }, async () => stack.query(everything, {}, fresh)),
    );
    for (const answer of answers) {
      expect(answer.data.users.sources).toEqual(
        systemKeys.map(() => ({ state: 'FAILED', problem: { code: 'UPSTREAM_UNAUTHENTICATED' } })),
      );
      expect(errorCodes(answer)).toEqual(systemKeys.map((key) => `UPSTREAM_UNAUTHENTICATED ${key}`).sort());
    }
    // The start of the gateway included.
    expect(stack.sandbox.calls(system).filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('are told with the time of the next trial', async () => {
    const answer = await stack.query('{ user(by: { current: "teamcity" }) { login } }');
    expect(answer.errors?.[0]?.message).toMatch(
      /^teamcity refused the configured credentials: GET \S+ was answered with 401\. They are tried again in \d\d s, or when the configuration changes\.$/u,
    );
    expect(answer.errors?.[0]?.extensions['retryAfterSeconds']).toBeGreaterThan(30);
  });

  it('show at /readyz and in the log, by their code', async () => {
    const response = await fetch(stack.url.replace('/graphql', '/readyz'));
    expect((await response.text()).split('\n').slice(1, 5)).toEqual(
      systemKeys.map((key) => `${key} DEGRADED UPSTREAM_UNAUTHENTICATED`),
    );
    const warned = stack.logged.map((line) => JSON.parse(line) as { level: number; system?: string });
    for (const key of systemKeys)
      expect(warned.filter(({ level, system }) => level === 40 && system === key)).not.toEqual([]);
    expect(stack.logged.join('\n')).not.toContain('wrong-canary-5c1e');
  });

  it('do not stand in the way of those who bring their own', async () => {
    const document = '{ user(by: { current: "teamcity" }) { login } }';
    const own = { 'upstream-authorization-teamcity': adaAuthorization.teamcity };
    const { data, errors } = await stack.query(document, {}, own);
    expect([data, errors]).toEqual([{ user: { login: 'ada.lovelace' } }, undefined]);
  });

  it('are what rollcall check tells, system by system', async () => {
    const config = await parseConfig(wrong(sandboxConfig(stack.sandbox.urls)), 'test.yaml', {
      environment: {},
    });
    const reports = await checkSystems(config, pino({ level: 'silent' }));
    for (const { key, isUsable, lines } of reports) {
      expect([key, isUsable]).toEqual([key, false]);
      expect(lines.join('\n')).toMatch(/UPSTREAM_UNAUTHENTICATED: .*\b401\b/u);
    }
  });
});

describe('credentials that are refused for a while', () => {
  let stack: Stack;
  beforeAll(async () => {
    const soon = systemKeys.map((system) => withSystem(system, { signInRetryMs: 1500 }));
    stack = await startStack({ configure: all(...soon) });
  });
  afterAll(() => stack.stop());

  it.each(systemKeys)(
    '%s: are asked for once, then again when it is time, and all is well',
    async (system) => {
      const refusal = { status: 401, headers: { 'content-type': 'text/plain' }, body: 'no' };
      const takeBack = stack.sandbox.fail(system, { fault: { kind: 'answer', reply: refusal } });
      const document = `{ user(by: { current: "${system}" }) { login } }`;
      const ask = async () => stack.query(document, {}, fresh);
      const calls = await stack.callsDuring(system, async () => {
        for (let index = 0; index < 5; index += 1) expect((await ask()).data.user).toBeNull();
      });
      expect(calls).toHaveLength(1);
      takeBack();
      await expect
        .poll(async () => (await ask()).data.user, { timeout: 5000 })
        .toEqual({ login: 'rollcall' });
    },
  );
});
