import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { basic, startZephyr } from '../support/zephyr-server.ts';
import type { ZephyrServer } from '../support/zephyr-server.ts';

const grace = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.test', username: 'grace' };

async function read(zephyr: ZephyrServer, id: number): Promise<Record<string, unknown>> {
  return (await zephyr.call('GET', `/latest/user/${id}`)).json();
}

describe('creating a user', () => {
  test('can be read back, and its first password is its login', async () => {
    const zephyr = await startZephyr();
    const created = await zephyr.call('POST', '/latest/user/', {
      body: { ...grace, location: 'Derby', groupSet: [{ id: 2 }] },
    });
    expect(created.json()).toMatchObject({ id: 11, location: 'Derby', groupSet: [{ id: 2 }] });
    expect(await read(zephyr, 11)).toEqual(created.json());
    const current = await zephyr.call('GET', '/latest/user/current', { as: basic('GRACE', 'grace') });
    expect(current.json()).toMatchObject({ id: 11 });
  });

  test('answers 201 under the switch', async () => {
    const zephyr = await startZephyr({ createStatus: 201 });
    expect((await zephyr.call('POST', '/latest/user', { body: grace })).status).toBe(201);
  });

  test.each(['firstName', 'lastName', 'email', 'username'])('without %s is refused', async (field) => {
    const zephyr = await startZephyr();
    const answer = await zephyr.call('POST', '/latest/user', { body: { ...grace, [field]: undefined } });
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({ errorMsg: `${field} cannot be null.`, errorCode: '141z05' });
  });

  test('with a login or e-mail that is taken, whatever the case, is refused with 400, or 500', async () => {
    const zephyr = await startZephyr();
    const login = await zephyr.call('POST', '/latest/user', { body: { ...grace, username: 'ADA.BYRON' } });
    const email = await zephyr.call('POST', '/latest/user', {
      body: { ...grace, email: 'ada.byron@EXAMPLE.test' },
    });
    expect([login.status, email.status]).toEqual([400, 400]);
    const switched = await startZephyr({ duplicateUser: 500 });
    const duplicate = await switched.call('POST', '/latest/user', {
      body: { ...grace, username: 'ada.byron' },
    });
    expect(duplicate.status).toBe(500);
  });

  test('with a role that does not exist makes nobody', async () => {
    const zephyr = await startZephyr();
    const answer = await zephyr.call('POST', '/latest/user', {
      body: { ...grace, roles: [{ id: 77, name: 'tester' }] },
    });
    expect(answer.status).toBe(400);
    expect((await zephyr.call('GET', '/latest/user/11')).status).toBe(500);
  });

  test('needs the application User Setup', async () => {
    const zephyr = await startZephyr();
    const refused = await zephyr.call('POST', '/latest/user', { body: grace, as: zephyrKeys.ada });
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ errorCode: 'Forbidden' });
    expect((await zephyr.call('POST', '/latest/user', { body: grace, as: zephyrKeys.desk })).status).toBe(
      200,
    );
  });

  test('beyond the licence is refused with code 5223, as is an update that needs another seat', async () => {
    const zephyr = await startZephyr({ licence: 'refuse' });
    expect((await zephyr.call('POST', '/latest/user', { body: grace })).json()).toMatchObject({
      errorCode: '5223',
    });
    const john = await read(zephyr, 10);
    const charged = await zephyr.call('PUT', '/v3/user/10', { body: { ...john, roles: [{ id: 3 }] } });
    expect(charged.json()).toMatchObject({ errorCode: '5223' });
    const dashboard = await zephyr.call('PUT', '/v3/user/10', { body: { ...john, roles: [{ id: 5 }] } });
    expect(dashboard.status).toBe(200);
    const ada = await read(zephyr, 2);
    expect((await zephyr.call('PUT', '/v3/user/2', { body: { ...ada, lastName: 'King' } })).status).toBe(200);
  });
});

describe('updating a user', () => {
  test('with everything that was read and one change changes that one', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    const updated = await zephyr.call('PUT', '/v3/user/2', {
      body: { ...before, lastName: 'Lovelace', fullName: 'ignored' },
    });
    expect(updated.json()).toEqual({ ...before, lastName: 'Lovelace', fullName: 'Ada Lovelace' });
    expect(await read(zephyr, 2)).toEqual(updated.json());
  });

  test('clears what the body leaves out', async () => {
    const zephyr = await startZephyr();
    const { id, username, firstName, lastName, email } = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { id, username, firstName, lastName, email } });
    const after = await read(zephyr, 2);
    expect(after).toMatchObject({ roles: [], groupSet: [], accountEnabled: false, chargeableFlag: false });
    expect(after).not.toHaveProperty('title');
  });

  test('keeps what the body leaves out under the switch', async () => {
    const zephyr = await startZephyr({ putOmittedFields: 'kept' });
    const before = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { firstName: 'Augusta' } });
    expect(await read(zephyr, 2)).toEqual({ ...before, firstName: 'Augusta', fullName: 'Augusta Byron' });
  });

  test('replaces the roles, by id', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { ...before, roles: [{ id: 106, name: 'whatever' }] } });
    expect(await read(zephyr, 2)).toMatchObject({ roles: [{ id: 106, name: 'Administration Role ' }] });
  });

  test('reads the groups from the key that this server uses', async () => {
    const zephyr = await startZephyr({ groupsKey: 'groups' });
    const before = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { ...before, groups: undefined, groupSet: [{ id: 3 }] } });
    expect(await read(zephyr, 2)).toMatchObject({ groups: [] });
  });

  test('under another id than the body says is refused, and changes nothing', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    const answer = await zephyr.call('PUT', '/v3/user/3', { body: { ...before, firstName: 'X' } });
    expect(answer.status).toBe(400);
    expect(await read(zephyr, 3)).toMatchObject({ firstName: 'Gordon' });
  });

  test('of nobody is 500', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    expect((await zephyr.call('PUT', '/v3/user/99', { body: { ...before, id: 99 } })).status).toBe(500);
  });

  test('to a login that is taken is refused; to its own in another case it is not', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    expect((await zephyr.call('PUT', '/v3/user/2', { body: { ...before, username: 'GONE' } })).status).toBe(
      400,
    );
    expect(
      (await zephyr.call('PUT', '/v3/user/2', { body: { ...before, username: 'ada.byron' } })).status,
    ).toBe(200);
  });

  test('to another login frees the old one', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { ...before, username: 'ada.lovelace' } });
    expect(
      (await zephyr.call('POST', '/latest/user', { body: { ...grace, username: 'ada.byron' } })).status,
    ).toBe(200);
    const current = await zephyr.call('GET', '/latest/user/current', {
      as: basic('ada.lovelace', 'sandbox'),
    });
    expect(current.json()).toMatchObject({ id: 2 });
  });

  test('of a directory account may change the roles and nothing else', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 7);
    const dashboard = { roles: [{ id: 5 }], userType: 2, chargeableFlag: false, type: '' };
    expect((await zephyr.call('PUT', '/v3/user/7', { body: { ...before, ...dashboard } })).status).toBe(200);
    for (const change of [{ firstName: 'X' }, { accountEnabled: false }, { groupSet: [] }]) {
      const answer = await zephyr.call('PUT', '/v3/user/7', { body: { ...before, ...change } });
      expect(answer.status).toBe(400);
    }
    expect(await read(zephyr, 7)).toMatchObject({
      firstName: 'Judith',
      accountEnabled: true,
      groupSet: [{ id: 1 }],
    });
  });

  test('that expires the credentials resets the password to the login', async () => {
    const zephyr = await startZephyr();
    const before = await read(zephyr, 2);
    await zephyr.call('PUT', '/v3/user/2', { body: { ...before, credentialsExpired: true } });
    const expired = await zephyr.call('GET', '/latest/user/current', { as: basic('ada.byron', 'Ada.Byron') });
    expect(expired.status).toBe(401);
    expect(expired.text).toContain('expired');
    await zephyr.call('PUT', '/v3/user/2', { body: { ...before, credentialsExpired: false } });
    const renewed = await zephyr.call('GET', '/latest/user/current', { as: basic('ada.byron', 'Ada.Byron') });
    expect(renewed.status).toBe(200);
  });
});

test('there is no way to delete a user', async () => {
  const zephyr = await startZephyr();
  expect((await zephyr.call('DELETE', '/latest/user/2')).status).toBe(405);
  expect((await zephyr.call('DELETE', '/latest/user/2/0')).status).toBe(404);
  expect(await read(zephyr, 2)).toMatchObject({ id: 2 });
});

test('a reset forgets every write and makes the same tokens again', async () => {
  const zephyr = await startZephyr();
  const tokens = async (): Promise<string> =>
    (await zephyr.call('POST', '/v3/usertoken/', { body: { label: 'x' } })).json<{ token: string }>().token;
  const first = await tokens();
  await zephyr.call('POST', '/latest/user', { body: grace });
  zephyr.reset();
  expect((await zephyr.call('GET', '/latest/user/11')).status).toBe(500);
  zephyr.reset();
  expect(await tokens()).toBe(first);
});
