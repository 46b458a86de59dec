import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  byLogin,
  mutate,
  readUpstream,
  refusalsOf,
  refusedWith,
  userErrorsOf,
} from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** Texts that a mutation is given: too long, of any script, refused by the system, or not to be had together. */

let stack: Stack;
beforeAll(async () => {
  // With this status Squash names the field that it refuses; with the other only a sentence does.
  stack = await startStack({ switches: { squash: { invalidFieldStatus: 412 } } });
});
afterAll(() => stack.stop());

const ada = byLogin('squash', 'alovelace');

describe('texts', () => {
  const create = (system: string, profile: object) =>
    mutate(stack, 'createUser', { system, profile, password: 'a first password' });

  it.each(['foreman', 'squash', 'teamcity'] as const)(
    '%s: a login of 5,000 letters is told at its field',
    async (system) => {
      const made = await create(system, { login: 'x'.repeat(5000), lastName: 'Long', email: 'l@x.example' });
      expect(made.payload.outcome).toBe('FAILED');
      expect(userErrorsOf(made)).toEqual([expect.stringMatching(/^\w+ input\.profile\.login$/u)]);
    },
  );

  it('names of any script arrive as they are', async () => {
    const names = { firstName: 'Ægir 太郎', lastName: "O'Ńéill 🦊" };
    const made = await create('squash', { login: 'ünï.cødé', ...names });
    expect(made.payload.outcome).toBe('APPLIED');
    const login = encodeURIComponent('ünï.cødé');
    const { body } = await readUpstream(stack, 'squash', `/api/rest/latest/users/login/${login}`);
    expect([body.login, body.first_name, body.last_name]).toEqual([
      'ünï.cødé',
      names.firstName,
      names.lastName,
    ]);
  });

  it('an e-mail that the system refuses is told at its field, on creation and on change', async () => {
    const made = await create('foreman', { login: 'bad.mail', email: 'no address' });
    expect(userErrorsOf(made)).toEqual(['UPSTREAM_REJECTED input.profile.email']);
    const user = byLogin('foreman', 'yusuf.demir');
    const changed = await mutate(stack, 'updateUser', { user, profile: { email: 'no address' } });
    expect(userErrorsOf(changed)).toEqual(['UPSTREAM_REJECTED input.profile.email']);
    const { body } = await readUpstream(stack, 'foreman', '/api/users?search=login%3Dyusuf.demir');
    expect(body.results[0].mail).toBe('yusuf.demir@blockpost.example');
  });

  it.each(['zephyr', 'foreman', 'squash', 'teamcity'])('%s: a missing login', async (system) => {
    const made = await create(system, { email: 'x@x.example' });
    expect(refusalsOf(made)).toEqual(['INVALID_INPUT input.profile.login']);
  });

  it('a login that is taken is told at its field', async () => {
    const made = await create('squash', { login: 'ALOVELACE', lastName: 'L' });
    expect(refusalsOf(made)).toEqual(['ALREADY_EXISTS input.profile.login']);
  });

  it('a password and a made-up one', async () => {
    const errors = await refusedWith(stack, 'createUser', {
      system: 'squash',
      profile: { login: 'both' },
      password: 'a first password',
      generatePassword: true,
    });
    expect(errors).toEqual(['INVALID_INPUT input.password']);
  });

  it('details of another kind of system', async () => {
    const details = { zephyr: { userType: 2 } };
    const changed = await refusedWith(stack, 'updateUser', { user: ada, details });
    const profile = { login: 'kind', lastName: 'K' };
    const created = await refusedWith(stack, 'createUser', {
      system: 'squash',
      profile,
      details,
      password: 'a first password',
    });
    expect([...changed, ...created]).toEqual(Array(2).fill('INVALID_INPUT input.details.zephyr'));
  });

  it('an unknown system to create in', async () => {
    expect(await refusedWith(stack, 'createUser', { system: 'x', profile: { login: 'y' } })).toEqual([
      'NOT_FOUND input.system',
    ]);
  });

  it('an expiry in the past, a blank name', async () => {
    const owner = byLogin('foreman', 'emily.chen');
    const errors = await refusedWith(stack, 'createAccessToken', {
      owner,
      name: ' ',
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(errors.sort()).toEqual(['INVALID_INPUT input.expiresAt', 'INVALID_INPUT input.name']);
  });
});
