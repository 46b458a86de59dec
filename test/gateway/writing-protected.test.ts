import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { sandboxSystems } from '#sandbox/sandbox.ts';
import { askUpstream } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { byLogin, mutate as mutateAndWatch } from '../support/gateway-writing.ts';
import { askMutation, grantIds, mutate, tokenIds } from '../support/writing-mutations.ts';
import type { MutationName } from '../support/gateway-writing.ts';
import type { PayloadAnswer } from '../support/writing-mutations.ts';
import { writesAmong } from '../support/writing-truth.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});
beforeEach(() => {
  stack.sandbox.reset();
});

// What the simulated servers say, looked at member by member.
// oxlint-disable-next-line typescript/no-explicit-any
type Wire = any;

interface Standing {
  readonly login: string;
  readonly isActive: boolean;
  readonly isAdministrator: boolean;
}

/** Who is what, asked past the gateway. */
const standings: Readonly<Record<SandboxSystem, () => Promise<Standing[]>>> = {
  zephyr: async () => {
    const users = (await askUpstream(stack, 'zephyr', 'GET', '/flex/services/rest/latest/user')) as Wire[];
    return users.map(({ username, accountEnabled, roles }) => ({
      login: username,
      isActive: accountEnabled,
      isAdministrator: roles.some(({ id }: Wire) => id === 1),
    }));
  },
  foreman: async () => {
    const list = (await askUpstream(stack, 'foreman', 'GET', '/api/users?per_page=1000')) as Wire;
    return list.results.map((row: Wire) => ({
      login: row.login,
      isActive: row.disabled !== true,
      isAdministrator: row.effective_admin ?? row.admin,
    }));
  },
  squash: async () => {
    const list = (await askUpstream(stack, 'squash', 'GET', '/api/rest/latest/users?size=1000')) as Wire;
    return list._embedded.users.map(({ login, active, group }: Wire) => ({
      login,
      isActive: active,
      isAdministrator: group === 'Admin',
    }));
  },
  teamcity: async () => {
    const fields = 'user(username,roles(role(roleId,scope)),groups(group(key)))';
    const list = (await askUpstream(stack, 'teamcity', 'GET', `/app/rest/users?fields=${fields}`)) as Wire;
    return list.user.map(({ username, roles, groups }: Wire) => ({
      login: username,
      isActive: true,
      isAdministrator:
        roles.role.some(({ roleId, scope }: Wire) => roleId === 'SYSTEM_ADMIN' && scope === 'g') ||
        groups.group.some(({ key }: Wire) => key === 'SERVER_ADMINS'),
    }));
  },
};

const administrators: Readonly<Record<SandboxSystem, readonly string[]>> = {
  zephyr: ['test.manager', 'rollcall'],
  foreman: ['admin', 'rollcall', 'linus.hartmann', 'beatriz.carvalho', 'EX\\carol'],
  squash: ['admin', 'rollcall', 'lhartmann', 'bcarvalho'],
  teamcity: ['admin', 'rollcall', 'linus.hartmann', 'beatriz.carvalho'],
};

type Attempt = readonly [
  mutation: MutationName,
  input: (system: SandboxSystem, logins: readonly string[]) => Promise<object>,
];

function toOne(mutation: MutationName, rest: object): Attempt {
  return [mutation, async (system, [login = '']) => ({ user: byLogin(system, login), ...rest })];
}
function toAll(mutation: MutationName, rest: object): Attempt {
  return [
    mutation,
    async (system, logins) => ({ users: logins.map((login) => byLogin(system, login)), ...rest }),
  ];
}
function takeGrants(...kinds: ('roles' | 'groups')[]): Attempt {
  return [
    'revokeAccess',
    async (system, [login = '']) => ({
      grantIds: await grantIds(stack, system, login, kinds).catch(() => []),
    }),
  ];
}

const disabling = toAll('setUserStatus', { status: 'DISABLED' });
const deleting = toAll('deleteUsers', {});
const attempts: Readonly<Record<SandboxSystem, readonly Attempt[]>> = {
  zephyr: [
    disabling,
    deleting,
    toOne('revokeRoles', { roles: [{ role: 'manager' }] }),
    toOne('replaceRoles', { roles: [{ role: 'tester' }] }),
    toOne('assignRoles', { roles: [{ role: 'manager' }] }),
    takeGrants('roles'),
  ],
  foreman: [
    disabling,
    deleting,
    toOne('updateUser', { details: { foreman: { isAdministrator: false } } }),
    toOne('removeFromGroups', { groups: ['platform'] }),
    toOne('replaceGroups', { groups: ['labs'] }),
    takeGrants('groups'),
  ],
  squash: [
    disabling,
    deleting,
    toOne('addToGroups', { groups: ['User'] }),
    toOne('replaceGroups', { groups: ['User'] }),
    toOne('updateUser', { details: { squash: { userGroup: 'user' } } }),
    toOne('addToGroups', { groups: ['Admin'] }),
  ],
  teamcity: [
    deleting,
    toOne('revokeRoles', { roles: [{ role: 'SYSTEM_ADMIN' }] }),
    toOne('replaceRoles', { roles: [{ role: 'PROJECT_VIEWER' }] }),
    toOne('removeFromGroups', { groups: ['SERVER_ADMINS'] }),
    toOne('replaceGroups', { groups: ['EXTERNALS'] }),
    takeGrants('roles', 'groups'),
  ],
};

it.each(sandboxSystems)(
  'no sequence of mutations takes the last administrator of %s, or the account of the gateway',
  async (system) => {
    const seen = { refused: 0, applied: 0 };
    const step = fc.record({
      attempt: fc.constantFrom(...attempts[system]),
      logins: fc.shuffledSubarray([...administrators[system]], { minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        stack.sandbox.reset();
        for (const {
          attempt: [mutation, inputOf],
          logins,
        } of steps) {
          const input = await inputOf(system, logins);
          const answer = await askMutation(stack, mutation, input);
          const payload = answer.data?.[mutation] as PayloadAnswer | undefined;
          if (payload?.outcome === 'APPLIED') seen.applied += 1;
          if (payload?.userErrors.some(({ code }) => code === 'PROTECTED') === true) seen.refused += 1;
          const now = await standings[system]();
          const told = `${mutation} ${logins.join(', ')}: ${JSON.stringify(answer.errors ?? payload)}`;
          expect(
            now.some(({ isActive, isAdministrator }) => isActive && isAdministrator),
            told,
          ).toBe(true);
          expect(
            now.find(({ login }) => login === 'rollcall'),
            told,
          ).toMatchObject({ isActive: true });
        }
      }),
      { numRuns: 20, seed: 7 },
    );
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.applied).toBeGreaterThan(0);
  },
  60_000,
);

const demotions: readonly (readonly [SandboxSystem, MutationName, object])[] = [
  ['zephyr', 'revokeRoles', { roles: [{ role: 'manager' }] }],
  ['zephyr', 'replaceRoles', { roles: [{ role: 'tester' }] }],
  ['foreman', 'updateUser', { details: { foreman: { isAdministrator: false } } }],
  ['squash', 'addToGroups', { groups: ['User'] }],
  ['squash', 'replaceGroups', { groups: ['User'] }],
  ['squash', 'updateUser', { details: { squash: { userGroup: 'user' } } }],
  ['teamcity', 'revokeRoles', { roles: [{ role: 'SYSTEM_ADMIN' }] }],
  ['teamcity', 'replaceRoles', { roles: [{ role: 'PROJECT_VIEWER' }] }],
];

it.each(demotions)(
  'in %s, %s takes nothing from the account of the gateway: %j',
  async (system, mutation, rest) => {
    const payload = await mutate(stack, mutation, { user: byLogin(system, 'rollcall'), ...rest });
    const own = (await standings[system]()).find(({ login }) => login === 'rollcall');
    expect(own).toEqual({ login: 'rollcall', isActive: true, isAdministrator: true });
    expect(payload.userErrors.map(({ code }) => code)).toContain('PROTECTED');
  },
);

it.each(['zephyr', 'foreman', 'squash'] as const)(
  'in %s, not even one of many disables all administrators',
  async (system) => {
    const others = administrators[system].filter((login) => login !== 'rollcall');
    const users = [...others, 'rollcall'].map((login) => byLogin(system, login));
    stack.sandbox.forgetCalls();
    const payload = await mutate(stack, 'setUserStatus', { users, status: 'DISABLED' });
    expect(payload.outcome).toBe('FAILED');
    expect(payload.userErrors.map(({ code }) => code)).toEqual(['PROTECTED', 'PROTECTED']);
    expect(writesAmong(stack.sandbox.calls())).toEqual([]);
  },
);

it.each(['zephyr', 'foreman', 'teamcity'] as const)(
  'in %s, revoking all tokens of the account of the gateway keeps them',
  async (system) => {
    const before = await tokenIds(stack, system, 'rollcall');
    const payload = await mutate(stack, 'revokeAllAccessTokens', { owner: { current: system } });
    expect(payload.deletedIds).toEqual([]);
    expect(payload.changes).toHaveLength(before.length);
    for (const change of payload.changes)
      expect(change).toMatchObject({ outcome: 'SKIPPED', problem: { code: 'PROTECTED' } });
    expect(writesAmong(stack.sandbox.calls())).toEqual([]);
    expect(await tokenIds(stack, system, 'rollcall')).toEqual(before);
  },
);

it.each(['zephyr', 'foreman', 'teamcity'] as const)(
  'in %s, a token of the account of the gateway is not revoked by its id',
  async (system) => {
    const ids = await tokenIds(stack, system, 'rollcall');
    expect(ids.length).toBeGreaterThan(0);
    const payload = await mutate(stack, 'revokeAccessTokens', { ids });
    expect(payload.outcome).toBe('FAILED');
    expect(payload.userErrors.map(({ code }) => code)).toContain('PROTECTED');
    expect(writesAmong(stack.sandbox.calls())).toEqual([]);
  },
);

const changesOfSigningIn: readonly (readonly [SandboxSystem, object])[] = [
  ...sandboxSystems.map((system) => [system, { profile: { login: 'somebody.else' } }] as const),
  ...sandboxSystems.map((system) => [system, { password: 'Another-password-7!' }] as const),
  ['zephyr', { details: { zephyr: { userType: 2 } } }],
  ['zephyr', { details: { zephyr: { isCredentialsExpired: true } } }],
  ['foreman', { details: { foreman: { authSourceId: '2' } } }],
  ['foreman', { details: { foreman: { organizationIds: [] } } }],
];

it.each(changesOfSigningIn)(
  'how the account of the gateway signs in to %s is not changed: %j',
  async (system, change) => {
    for (const user of [{ current: system }, byLogin(system, 'rollcall')]) {
      const { payload, writes } = await mutateAndWatch(stack, 'updateUser', { user, ...change });
      expect(writes).toEqual([]);
      expect(payload.outcome).toBe('FAILED');
      expect(payload.userErrors.map(({ code }: { readonly code: string }) => code)).toContain('PROTECTED');
    }
  },
);

it.each(['zephyr', 'squash', 'teamcity', 'foreman'] as const)(
  'the names of the account of the gateway in %s may change',
  async (system) => {
    const { payload } = await mutateAndWatch(stack, 'updateUser', {
      user: { current: system },
      profile: { email: 'rollcall@blockpost.example' },
    });
    expect(payload.userErrors).toEqual([]);
  },
);
