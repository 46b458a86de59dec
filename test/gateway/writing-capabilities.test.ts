import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '#domain/ids.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { systemKeys } from '../support/gateway-query.ts';
import type { Row } from '../support/gateway-row.ts';
import { adaAuthorization, basic } from '../support/gateway-upstream.ts';
import { byLogin, mutate, userErrorsOf } from '../support/gateway-writing.ts';
import type { MutationName } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** What a system is said to be able to do, and what a mutation answers, must be the same. */

let stack: Stack;
let eighth: Stack;
beforeAll(async () => {
  [stack, eighth] = await Promise.all([startStack(), startStack({ switches: { squash: { version: '8' } } })]);
});
afterAll(() => Promise.all([stack.stop(), eighth.stop()]));

/** Ada's accounts, what they hold and what they might. */
interface Held {
  readonly login: string;
  readonly role: string;
  readonly otherRole: string;
  readonly group: string;
  readonly otherGroup: string;
  readonly project: string;
  readonly permission: string;
}
const ada: Readonly<Record<SandboxSystem, Held>> = {
  zephyr: {
    login: 'ada.lovelace',
    role: 'lead',
    otherRole: 'tester',
    group: 'Verification',
    otherGroup: 'Suppliers',
    project: 'Level Crossing',
    permission: 'tester',
  },
  foreman: {
    login: 'ada.lovelace',
    role: 'Viewer',
    otherRole: 'Auditor',
    group: 'engineering',
    otherGroup: 'labs',
    project: 'Blockpost',
    permission: 'Viewer',
  },
  squash: {
    login: 'alovelace',
    role: 'Viewer',
    otherRole: 'Auditor',
    group: 'User',
    otherGroup: 'Admin',
    project: 'Level Crossing',
    permission: 'test_runner',
  },
  teamcity: {
    login: 'ada.lovelace',
    role: 'PROJECT_VIEWER',
    otherRole: 'AGENT_MANAGER',
    group: 'RELEASE_BOARD',
    otherGroup: 'EXTERNALS',
    project: 'LevelCrossing',
    permission: 'PROJECT_VIEWER',
  },
};

type Attempt = (system: SandboxSystem, held: Held) => readonly [MutationName, object];
const user = (system: SandboxSystem, { login }: Held) => byLogin(system, login);

/** A mutation for each operation that writes, wanting something that is not so yet. */
const attempts: Readonly<Record<string, Attempt>> = {
  CREATE_USER: (system) => {
    const profile = { login: 'dry.run', firstName: 'Dry', lastName: 'Run', email: 'dry.run@x.example' };
    const password = system === 'zephyr' ? {} : { password: 'a first password' };
    return ['createUser', { system, profile, ...password }];
  },
  UPDATE_USER: (system, held) => [
    'updateUser',
    { user: user(system, held), profile: { email: 'countess@blockpost.example' } },
  ],
  SET_USER_STATUS: (system, held) => ['setUserStatus', { users: [user(system, held)], status: 'DISABLED' }],
  SET_PASSWORD: (system, held) => ['updateUser', { user: user(system, held), password: 'another password' }],
  DELETE_USER: (system, held) => ['deleteUsers', { users: [user(system, held)] }],
  ASSIGN_ROLE: (system, held) => [
    'assignRoles',
    { user: user(system, held), roles: [{ role: held.otherRole }] },
  ],
  REVOKE_ROLE: (system, held) => ['revokeRoles', { user: user(system, held), roles: [{ role: held.role }] }],
  REPLACE_ROLES: (system, held) => [
    'replaceRoles',
    { user: user(system, held), roles: [{ role: held.otherRole }] },
  ],
  ADD_TO_GROUP: (system, held) => ['addToGroups', { user: user(system, held), groups: [held.otherGroup] }],
  REMOVE_FROM_GROUP: (system, held) => [
    'removeFromGroups',
    { user: user(system, held), groups: [held.group] },
  ],
  REPLACE_GROUPS: (system, held) => [
    'replaceGroups',
    { user: user(system, held), groups: [held.otherGroup] },
  ],
  ADD_TO_TEAM: (system, held) => ['addToTeams', { user: user(system, held), teams: ['Automation'] }],
  REMOVE_FROM_TEAM: (system, held) => [
    'removeFromTeams',
    { user: user(system, held), teams: ['Interlocking testers'] },
  ],
  GRANT_PROJECT_PERMISSION: (system, held) => [
    'grantProjectPermission',
    { user: user(system, held), permission: held.permission, projects: [held.project] },
  ],
  REVOKE_PROJECT_PERMISSION: (system, held) => [
    'revokeProjectPermissions',
    { user: user(system, held), projects: [held.project] },
  ],
  CREATE_TOKEN: (system, held) => ['createAccessToken', { owner: user(system, held), name: 'dry run' }],
  REVOKE_ALL_TOKENS: (system, held) => ['revokeAllAccessTokens', { owner: user(system, held) }],
};

async function supportOf(where: Stack, system: SandboxSystem, operation: string): Promise<string> {
  const { data } = await where.query(
    'query ($operation: Operation!) { systems { key capabilities(operations: [$operation]) { support } } }',
    { operation },
  );
  return data.systems.find(({ key }: Row) => key === system).capabilities[0].support;
}

/** The one answer that the changes of a dry run give together. */
async function answerOf(where: Stack, [mutation, input]: readonly [MutationName, object]): Promise<string> {
  const made = await mutate(where, mutation, { ...input, dryRun: true });
  expect(made.writes).toEqual([]);
  expect(userErrorsOf(made)).toEqual([]);
  const said = new Set<string>(
    made.payload.changes.map(({ outcome, problem, manualInstruction }: Row) => {
      if (outcome === 'PLANNED') return 'can';
      expect(manualInstruction, outcome).toMatch(/\w{3}/u);
      expect(outcome).toBe('UNSUPPORTED');
      return problem.code;
    }),
  );
  expect(made.payload.outcome).toBe(said.has('can') ? 'PLANNED' : 'FAILED');
  return [...said].join();
}

const answers: Readonly<Record<string, string>> = {
  SUPPORTED: 'can',
  EMULATED: 'can',
  SELF_ONLY: 'SELF_ONLY',
  UNSUPPORTED: 'UNSUPPORTED',
};

/** Where the version decides, that of the sandbox: Squash makes tokens from 8.0 on. */
const unknowns: Readonly<Record<string, string>> = { 'squash CREATE_TOKEN': 'UNSUPPORTED' };

it('has an attempt at every operation that writes', async () => {
  const { data } = await stack.query('{ __type(name: "Operation") { enumValues { name } } }');
  const writing = data.__type.enumValues
    .map(({ name }: Row) => name)
    .filter((name: string) => !/^(?:LIST|READ)_/u.test(name));
  expect([...Object.keys(attempts), 'REVOKE_TOKEN'].sort()).toEqual(writing.sort());
});

for (const system of systemKeys) {
  describe(system, () => {
    for (const [operation, attempt] of Object.entries(attempts)) {
      it(`${operation}: the mutation answers what the capability says`, async () => {
        const support = await supportOf(stack, system, operation);
        expect(await answerOf(stack, attempt(system, ada[system]))).toBe(
          support === 'UNKNOWN' ? unknowns[`${system} ${operation}`] : answers[support],
        );
      });
    }

    it('REVOKE_TOKEN: the mutation answers what the capability says', async () => {
      const support = await supportOf(stack, system, 'REVOKE_TOKEN');
      const id = await tokenId(system);
      expect(await answerOf(stack, ['revokeAccessTokens', { ids: [id] }])).toBe(answers[support]);
    });
  });
}

/** One of Ada's tokens, read with her own credentials where nobody else may; Squash shows none. */
async function tokenId(system: SandboxSystem): Promise<string> {
  if (system === 'squash') return encodeId('AccessToken', { system, user: '10', token: '1' });
  const headers =
    system === 'foreman' ? undefined : { [`upstream-authorization-${system}`]: adaAuthorization[system] };
  const { data } = await stack.query(
    'query ($by: UserRef!) { user(by: $by) { accessTokens { id state } } }',
    { by: byLogin(system, ada[system].login) },
    headers,
  );
  return data.user.accessTokens.find(({ state }: Row) => state === 'ACTIVE').id;
}

describe('SELF_ONLY', () => {
  it.each(['zephyr', 'teamcity'] as const)('%s: the owner may with own credentials', async (system) => {
    const name = `upstream-authorization-${system}`;
    const own = { [name]: adaAuthorization[system] };
    const ids = [await tokenId(system)];
    const input = { owner: { current: system }, name: 'dry run', dryRun: true };
    const created = await mutate(stack, 'createAccessToken', input, { headers: own });
    const revoked = await mutate(stack, 'revokeAccessTokens', { ids, dryRun: true }, { headers: own });
    expect([created.payload.outcome, revoked.payload.outcome]).toEqual(['PLANNED', 'PLANNED']);
  });

  it('zephyr: the owner may revoke all, signed in with a password', async () => {
    const revoked = await mutate(
      stack,
      'revokeAllAccessTokens',
      { owner: { current: 'zephyr' }, dryRun: true },
      { headers: { 'upstream-authorization-zephyr': basic('ada.lovelace', 'sandbox') } },
    );
    expect(revoked.payload.outcome).toBe('PLANNED');
  });
});

it('squash: a server of version 8 makes tokens for technical accounts, and says so', async () => {
  const attempt = ['createAccessToken', { owner: byLogin('squash', 'ci-bot'), name: 'dry run' }] as const;
  expect(await supportOf(eighth, 'squash', 'CREATE_TOKEN')).toBe('UNKNOWN');
  expect(await answerOf(eighth, attempt)).toBe('can');
});
