import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/gateway-asked.ts';
import { all, withSystem } from '../support/gateway-config.ts';
import { errorCodes } from '../support/gateway-query.ts';
import { adaAuthorization, basic } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** One system of each policy. */
let stack: Stack;
beforeAll(async () => {
  const configure = all(
    withSystem('zephyr', { callerCredentials: 'require' }),
    withSystem('teamcity', { callerCredentials: 'allow' }),
    withSystem('foreman', { callerCredentials: 'ignore' }),
    withSystem('squash', { callerCredentials: 'allow' }),
  );
  stack = await startStack({ configure });
});
afterAll(() => stack.stop());

const current = (system: string): string => `{ user(by: { current: "${system}" }) { login } }`;
const asAda = (system: keyof typeof adaAuthorization): Record<string, string> => ({
  [`upstream-authorization-${system}`]: adaAuthorization[system],
});

describe('ignore', () => {
  it('goes on with the configured credentials whatever is brought', async () => {
    const { data } = await stack.query(current('foreman'), {}, asAda('foreman'));
    expect(data.user).toEqual({ login: 'rollcall' });
  });

  it('does not even look at credentials that are wrong', async () => {
    const { data, errors } = await stack.query(
      current('foreman'),
      {},
      { 'upstream-authorization-foreman': 'Basic nonsense' },
    );
    expect(errors).toBeUndefined();
    expect(data.user).toEqual({ login: 'rollcall' });
  });
});

describe('allow', () => {
  it('uses what is brought, and what is configured where nothing is', async () => {
    expect((await stack.query(current('teamcity'), {}, asAda('teamcity'))).data.user).toEqual({
      login: 'ada.lovelace',
    });
    expect((await stack.query(current('teamcity'))).data.user).toEqual({ login: 'rollcall' });
  });

  it('shows what the rights of those credentials show: Squash TM tells administrators only', async () => {
    const ada = await stack.query(current('squash'), {}, asAda('squash'));
    expect(ada.data.user).toBeNull();
    expect(errorCodes(ada)).toEqual(['UPSTREAM_FORBIDDEN squash']);
    const linus = { 'upstream-authorization-squash': basic('lhartmann', 'sandbox') };
    expect((await stack.query(current('squash'), {}, linus)).data.user).toEqual({ login: 'lhartmann' });
  });

  it('does not fall back to the configured ones when those brought are refused', async () => {
    const answer = await stack.query(
      current('teamcity'),
      {},
      { 'upstream-authorization-teamcity': 'Bearer not.a.token' },
    );
    expect(answer.data.user).toBeNull();
    expect(errorCodes(answer)).toEqual(['UPSTREAM_UNAUTHENTICATED teamcity']);
    expect(JSON.stringify(answer)).not.toContain('not.a.token');
  });

  it('refuses an empty header: what was meant to be own credentials must not act as the gateway', async () => {
    const { errors } = await stack.query(current('teamcity'), {}, { 'upstream-authorization-teamcity': '' });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['INVALID_INPUT']);
    expect(errors?.[0]?.message).toContain('upstream-authorization-teamcity');
  });
});

describe('require', () => {
  it('refuses without own credentials, naming the header, without a call', async () => {
    const { answer, calls } = await ask(stack, current('zephyr'));
    expect(answer.data.user).toBeNull();
    expect(errorCodes(answer)).toEqual(['UPSTREAM_UNAUTHENTICATED zephyr']);
    expect(answer.errors?.[0]?.message).toContain('upstream-authorization-zephyr');
    expect(calls).toEqual([]);
  });

  it('uses those that are brought', async () => {
    const { data } = await stack.query(current('zephyr'), {}, asAda('zephyr'));
    expect(data.user).toEqual({ login: 'ada.lovelace' });
  });

  it('leaves the other systems of a list alone', async () => {
    const { data, errors } = await stack.query(
      '{ users(first: 1) { isComplete sources { system { key } state problem { code } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.users.isComplete).toBe(false);
    expect(data.users.sources).toEqual([
      { system: { key: 'zephyr' }, state: 'FAILED', problem: { code: 'UPSTREAM_UNAUTHENTICATED' } },
      ...['foreman', 'squash', 'teamcity'].map((key) => ({ system: { key }, state: 'FRESH', problem: null })),
    ]);
  });

  it('uses the configured credentials only to see whether the server is well', () => {
    const calls = stack.sandbox.calls('zephyr');
    const own = calls.filter(({ headers }) => headers['authorization'] !== adaAuthorization.zephyr);
    const probed = ['/latest/user/current', '/v3/role', '/flex/version'];
    expect(own.filter(({ path }) => !probed.some((probe) => path.endsWith(probe)))).toEqual([]);
    expect(own.length).toBeLessThan(calls.length);
  });

  it('does not make the gateway look unready', async () => {
    const { status, text } = await readiness(stack);
    expect(status).toBe(200);
    expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['ready', 'zephyr', 'teamcity']),
    );
  });

  it('has a health of its own for those who bring none', async () => {
    const { data, errors } = await stack.query(
      '{ system(key: "zephyr") { health { status problem { code } } version } }',
    );
    expect(errors).toBeUndefined();
    expect(data.system).toEqual({
      version: null,
      health: { status: 'DEGRADED', problem: { code: 'UPSTREAM_UNAUTHENTICATED' } },
    });
  });
});

async function readiness({ url }: Stack): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(new URL('/readyz', url));
  return { status: response.status, text: await response.text() };
}
