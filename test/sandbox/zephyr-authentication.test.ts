import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { basic, startZephyr } from '../support/zephyr-server.ts';
import type { ZephyrServer } from '../support/zephyr-server.ts';

async function whoIs(zephyr: ZephyrServer, as: string | null, cookie?: string): Promise<number | string> {
  const answer = await zephyr.call('GET', '/latest/user/current', {
    as,
    ...(cookie !== undefined && { headers: { cookie } }),
  });
  return answer.status === 200 ? answer.json<{ username: string }>().username : answer.status;
}

async function cookieOf(zephyr: ZephyrServer, as: string): Promise<string> {
  const { headers } = await zephyr.call('GET', '/latest/user/current', { as });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('credentials', () => {
  test('are a token, or login and password with the login in any case', async () => {
    const zephyr = await startZephyr();
    expect(await whoIs(zephyr, zephyrKeys.ada)).toBe('Ada.Byron');
    expect(await whoIs(zephyr, basic('ADA.byron', 'sandbox'))).toBe('Ada.Byron');
    expect(await whoIs(zephyr, basic('test.manager', 'keep-out'))).toBe('test.manager');
  });

  test('missing or wrong are answered with JSON inside JSON', async () => {
    const zephyr = await startZephyr();
    for (const as of [
      null,
      'Bearer nope',
      basic('ada.byron', 'nope'),
      basic('nobody', 'sandbox'),
      'Basic ?',
      'Digest x',
    ]) {
      const answer = await zephyr.call('GET', '/latest/user', { as });
      expect(answer.status).toBe(401);
      const { message } = answer.json<{ message: string }>();
      expect(JSON.parse(message)).toEqual({ message: expect.any(String) });
    }
  });

  test('beyond ASCII only work as a token', async () => {
    const zephyr = await startZephyr();
    expect(await whoIs(zephyr, basic('josé', 'sandbox'))).toBe(401);
    const latin1 = Buffer.from('josé:sandbox', 'latin1').toString('base64');
    expect(await whoIs(zephyr, `Basic ${latin1}`)).toBe(401);
  });

  test('of a disabled account do not work, its tokens under the switch do', async () => {
    const zephyr = await startZephyr();
    expect(await whoIs(zephyr, basic('gone', 'sandbox'))).toBe(401);
    expect(await whoIs(zephyr, zephyrKeys.gone)).toBe(401);
    const keeps = await startZephyr({ disabledUserTokens: 'keep working' });
    expect(await whoIs(keeps, zephyrKeys.gone)).toBe('gone');
  });

  test('are not needed for the version, and nothing else answers without', async () => {
    const zephyr = await startZephyr();
    const version = await zephyr.call('GET', '/flex/version?format=xml', { as: null });
    expect([version.status, version.text]).toEqual([200, expect.stringContaining('<version>8.2</version>')]);
    expect((await zephyr.call('GET', '/latest/nothing', { as: null })).status).toBe(401);
  });
});

describe('a session', () => {
  test('is opened by every call without one, and carries the next ones', async () => {
    const zephyr = await startZephyr();
    const cookie = await cookieOf(zephyr, basic('ada.byron', 'sandbox'));
    expect(cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}$/u);
    const answer = await zephyr.call('GET', '/latest/user/current', { as: null, headers: { cookie } });
    expect(answer.json()).toMatchObject({ username: 'Ada.Byron' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('wins over the credentials sent with it', async () => {
    const zephyr = await startZephyr();
    const cookie = await cookieOf(zephyr, zephyrKeys.ada);
    expect(await whoIs(zephyr, zephyrKeys.manager, cookie)).toBe('Ada.Byron');
    expect(await whoIs(zephyr, zephyrKeys.manager, 'JSESSIONID=UNKNOWN')).toBe('test.manager');
  });

  test('outlives the disabling of its user, until they log out', async () => {
    const zephyr = await startZephyr();
    const cookie = await cookieOf(zephyr, zephyrKeys.ada);
    const ada = (await zephyr.call('GET', '/latest/user/2')).json<object>();
    await zephyr.call('PUT', '/v3/user/2', { body: { ...ada, accountEnabled: false } });
    expect(await whoIs(zephyr, zephyrKeys.ada)).toBe(401);
    expect(await whoIs(zephyr, null, cookie)).toBe('Ada.Byron');
    await zephyr.call('DELETE', '/latest/user/logout', { as: null, headers: { cookie } });
    expect(await whoIs(zephyr, null, cookie)).toBe(401);
  });
});

describe('the login limit', () => {
  const wrong = basic('ada.byron', 'nope');
  const right = basic('ada.byron', 'sandbox');
  const fail = async (zephyr: ZephyrServer, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await whoIs(zephyr, wrong);
  };

  test('locks the account after ten failures, for an hour', async () => {
    const zephyr = await startZephyr();
    await fail(zephyr, 9);
    expect((await zephyr.call('GET', '/latest/user/2')).json()).toMatchObject({ countAttempts: 9 });
    await fail(zephyr, 1);
    expect(await whoIs(zephyr, right)).toBe(401);
    zephyr.pass(59 * 60_000);
    expect(await whoIs(zephyr, right)).toBe(401);
    zephyr.pass(60_000);
    expect(await whoIs(zephyr, right)).toBe('Ada.Byron');
  });

  test('begins anew after a good login, and touches neither tokens nor other accounts', async () => {
    const zephyr = await startZephyr();
    await fail(zephyr, 9);
    expect(await whoIs(zephyr, right)).toBe('Ada.Byron');
    await fail(zephyr, 9);
    expect(await whoIs(zephyr, right)).toBe('Ada.Byron');
    await fail(zephyr, 10);
    expect(await whoIs(zephyr, right)).toBe(401);
    expect(await whoIs(zephyr, zephyrKeys.ada)).toBe('Ada.Byron');
    expect(await whoIs(zephyr, basic('five', 'sandbox'))).toBe('five');
  });

  test('can be off', async () => {
    const zephyr = await startZephyr({ loginLimit: 'off' });
    await fail(zephyr, 12);
    expect(await whoIs(zephyr, right)).toBe('Ada.Byron');
  });
});
