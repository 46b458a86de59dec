import { describe, expect, test } from 'vitest';
import { zephyrKeys } from '../support/zephyr-seed.ts';
import { startZephyr } from '../support/zephyr-server.ts';

/** The examples of the vendor's pages "Create a User" and "Access Tokens", faults of rendering put right. */

const john = {
  firstName: 'John',
  lastName: 'Smith',
  email: 'John.Smith@smartbear.com',
  username: 'John.Smith',
  accountEnabled: true,
  credentialsExpired: false,
  isCustomizeUsername: null,
};
const documentedAnswer = {
  id: 11,
  username: 'John.Smith',
  firstName: 'John',
  lastName: 'Smith',
  email: 'John.Smith@smartbear.com',
  accountEnabled: true,
  accountExpired: false,
  credentialsExpired: false,
  roles: [],
  userType: 0,
  chargeableFlag: true,
  onlyLoggedInUser: false,
  groupSet: [],
  countAttempts: 0,
  isInternal: true,
  fullName: 'John Smith',
};

describe('the page "Create a User"', () => {
  test('a user without a role is answered with exactly the documented fields', async () => {
    const zephyr = await startZephyr();
    const created = await zephyr.call('POST', '/latest/user', { body: john });
    expect(created.status).toBe(200);
    expect(created.json()).toEqual(documentedAnswer);
  });

  test('a user with a role gets it by its id; the name is given back as the server has it', async () => {
    const zephyr = await startZephyr();
    const roles = [
      { id: 5, name: 'dashboard' },
      { id: 106, name: 'Administration Role' },
    ];
    const created = await zephyr.call('POST', '/latest/user', { body: { ...john, roles } });
    expect(created.json()).toEqual({
      ...documentedAnswer,
      roles: [
        { id: 5, name: 'dashboard' },
        { id: 106, name: 'Administration Role ' },
      ],
    });
  });

  test('the documented answer shows no roles for either request, which a switch does', async () => {
    const zephyr = await startZephyr({ createGrantsRoles: 'no' });
    const created = await zephyr.call('POST', '/latest/user', { body: { ...john, roles: [{ id: 5 }] } });
    expect(created.json()).toEqual(documentedAnswer);
  });

  test('the update example assigns the roles, expires the password and empties the groups', async () => {
    const zephyr = await startZephyr();
    const before = await zephyr.call('GET', '/latest/user/10');
    expect(before.json()).toMatchObject({ credentialsExpired: false, groupSet: [{ id: 1 }] });
    const updated = await zephyr.call('PUT', '/v3/user/10', {
      body: {
        firstName: 'John',
        lastName: 'Smith',
        type: '',
        roles: [
          { id: 5, name: 'dashboard' },
          { id: 106, name: 'Administration Role ' },
        ],
        email: 'John.Smith@abc.com',
        username: 'John.Smith',
        accountEnabled: true,
        credentialsExpired: true,
        id: 10,
        isCustomizeUsername: null,
        userType: 0,
        chargeableFlag: true,
        groupSet: [],
      },
    });
    expect(updated.status).toBe(200);
    expect(updated.json()).toEqual({
      ...documentedAnswer,
      id: 10,
      type: '',
      email: 'John.Smith@abc.com',
      credentialsExpired: true,
      roles: [
        { id: 5, name: 'dashboard' },
        { id: 106, name: 'Administration Role ' },
      ],
    });
    expect((await zephyr.call('GET', '/latest/user/10')).json()).toEqual(updated.json());
  });
});

describe('the page "Access Tokens"', () => {
  test('the list names the creator by number and never the value', async () => {
    const zephyr = await startZephyr();
    const listed = await zephyr.call('GET', '/v3/usertoken/', { as: zephyrKeys.five });
    expect(listed.status).toBe(200);
    expect(listed.json()).toEqual([{ id: expect.any(Number), label: 'new', createdBy: 5 }]);
  });

  test('creating names the creator by login and shows the value', async () => {
    const zephyr = await startZephyr();
    const created = await zephyr.call('POST', '/v3/usertoken/', { body: { label: 'Token' } });
    expect(created.status).toBe(200);
    expect(created.json()).toEqual({
      id: expect.any(Number),
      label: 'Token',
      token: expect.stringMatching(/^[0-9a-f]{40}$/u),
      createdBy: 'test.manager',
    });
  });

  test('deleting one, and deleting all, answer true', async () => {
    const zephyr = await startZephyr();
    const { id } = (await zephyr.call('POST', '/v3/usertoken/', { body: { label: 'Token' } })).json<{
      id: number;
    }>();
    const one = await zephyr.call('DELETE', `/v3/usertoken/${id}`);
    expect([one.status, one.text]).toEqual([200, 'true']);
    const all = await zephyr.call('DELETE', '/v3/usertoken/all', { as: zephyrKeys.ada });
    expect([all.status, all.text]).toEqual([200, 'true']);
  });
});
