import { describe, expect, it } from 'vitest';
import { startForeman } from '../support/foreman-server.ts';
import type { Answered, ForemanUnderTest } from '../support/foreman-server.ts';

const tooMany = { error: { message: 'Too many tries, please try again in a few minutes.' } };

async function fail(server: ForemanUnderTest, times: number): Promise<Answered | undefined> {
  let last: Answered | undefined;
  for (let call = 0; call < times; call += 1)
    last = await server.ask('/api/status', { as: 'alice', secret: 'x' });
  return last;
}

function cookieOf({ headers }: Answered): string {
  return (headers['set-cookie'] ?? '').split(';')[0] ?? '';
}

describe('logging in to the Foreman simulator', () => {
  it('locks the address for everybody at the thirtieth failure, until five minutes after it', async () => {
    const server = await startForeman();
    await fail(server, 29);
    expect((await server.ask('/api/status')).status).toBe(200);
    expect((await fail(server, 1))?.body).toEqual({
      error: { message: 'Unable to authenticate user alice' },
    });
    expect(await server.ask('/api/status')).toMatchObject({ status: 401, body: tooMany });
    expect((await server.ask('/api/ping')).status).toBe(200);
    server.wait(299);
    expect((await server.ask('/api/status')).status).toBe(401);
    server.wait(1);
    expect((await server.ask('/api/status')).status).toBe(200);
  });

  it('keeps the limit and the window of its settings', async () => {
    const server = await startForeman({ failedLoginLimit: 2, failedLoginWindowSeconds: 10 });
    await fail(server, 2);
    expect((await server.ask('/api/status')).body).toEqual(tooMany);
    server.wait(10);
    expect((await server.ask('/api/status')).status).toBe(200);
  });

  it('never locks when the limit is 0', async () => {
    const server = await startForeman({ failedLoginLimit: 0 });
    await fail(server, 40);
    expect((await server.ask('/api/status')).status).toBe(200);
  });

  it('forgets failures and sessions on reset', async () => {
    const server = await startForeman({ failedLoginLimit: 1 });
    const cookie = cookieOf(await server.ask('/api/status'));
    await fail(server, 1);
    server.reset();
    expect((await server.ask('/api/status')).status).toBe(200);
    expect((await server.ask('/api/status', { as: null, headers: { cookie } })).status).toBe(401);
  });

  it('runs a call as the owner of its cookie, whatever the credentials say', async () => {
    const { ask } = await startForeman();
    const cookie = cookieOf(await ask('/api/current_user', { as: 'alice' }));
    for (const asking of [{ as: 'bob' }, { as: 'bob', secret: 'wrong' }, { as: null }]) {
      const answer = await ask('/api/current_user', { ...asking, headers: { cookie } });
      expect(answer).toMatchObject({ status: 200, body: { login: 'alice' } });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('answers an expired session once with an empty 401, good credentials or not', async () => {
    const server = await startForeman();
    const cookie = cookieOf(await server.ask('/api/status'));
    server.wait(3599);
    expect((await server.ask('/api/status', { headers: { cookie } })).status).toBe(200);
    server.wait(3601);
    expect(await server.ask('/api/status', { headers: { cookie } })).toMatchObject({ status: 401, body: '' });
    expect((await server.ask('/api/status')).status).toBe(200);
  });

  it('takes a token for the password of its owner only, until it expires', async () => {
    const { ask } = await startForeman();
    const secret = 'alice-token-of-22-char';
    expect((await ask('/api/status', { as: 'ALICE', secret })).status).toBe(200);
    expect((await ask('/api/status', { as: 'bob', secret })).status).toBe(401);
    expect((await ask('/api/status', { as: 'alice', secret: 'alice-expired-token-22' })).status).toBe(401);
  });

  it('knows no passwords of external accounts', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/status', { as: 'ext' })).status).toBe(401);
  });

  it('notes the login of a disabled account all the same', async () => {
    const { ask } = await startForeman();
    const refused = await ask('/api/status', { as: 'gone' });
    expect(refused.body).toEqual({
      error: { message: 'User account is disabled, please contact your administrator' },
    });
    expect((await ask('/api/users/gone')).body).toMatchObject({ last_login_on: '2026-03-04 12:00:00 UTC' });
  });

  it('names no server in a 401 and asks for no scheme', async () => {
    const { ask } = await startForeman();
    const { headers } = await ask('/api/status', { as: null });
    expect(headers['foreman_version']).toBeUndefined();
    expect(headers['www-authenticate']).toBeUndefined();
  });

  it('shows times in the zone of the caller, or in that of the setting', async () => {
    const tokyo = await startForeman();
    const created = { body: { created_at: '2026-01-05 19:00:00 +0900' } };
    expect(await tokyo.ask('/api/current_user', { as: 'EX\\dora' })).toMatchObject(created);
    const setting = await startForeman({ callerTimeZone: 'Tokyo' });
    expect(await setting.ask('/api/current_user')).toMatchObject(created);
  });
});
