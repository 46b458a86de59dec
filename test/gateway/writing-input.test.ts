import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '#domain/ids.ts';
import { readCompany } from '#sandbox/company/read-company.ts';
import { withSystem } from '../support/gateway-config.ts';
import type { Row } from '../support/gateway-row.ts';
import {
  byLogin,
  changesOf,
  mutate,
  mutationNames,
  refusalsOf,
  refusedWith,
  userErrorsOf,
} from '../support/gateway-writing.ts';
import type { MutationName } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** What a caller can get wrong: told with a code at the field it is about, and nothing is written. */

/** The company, with a second team, project, role and group of the same name but for case. */
function twins() {
  const company = readCompany();
  const { squash, teamcity, foreman } = company;
  return {
    ...company,
    squash: {
      ...squash,
      teams: [...squash.teams, { name: 'AUTOMATION', createdAt: '2024-01-01T00:00:00Z', createdBy: 'admin' }],
      projects: [...squash.projects, { name: 'CONTROL ROOM' }],
    },
    foreman: { ...foreman, usergroups: [...foreman.usergroups, { name: 'LABS' }] },
    teamcity: {
      ...teamcity,
      roles: [...teamcity.roles, { id: 'TWIN', name: 'AGENT MANAGER', permissions: [] }],
      groups: [...teamcity.groups, { key: 'TWIN', name: 'RELEASE BOARD' }],
      projects: [...teamcity.projects, { id: 'Twin', name: 'CONTROL ROOM' }],
    },
  };
}

let stack: Stack;
let closed: Stack;
beforeAll(async () => {
  [stack, closed] = await Promise.all([
    startStack({ company: twins() }),
    startStack({ configure: withSystem('squash', { readOnly: 'true' }) }),
  ]);
});
afterAll(() => Promise.all([stack.stop(), closed.stop()]));

const ada = byLogin('squash', 'alovelace');

/** Mutations on an account, with where they name it. */
const onAccounts: readonly {
  readonly mutation: MutationName;
  readonly field: string;
  readonly input: (ref: object) => object;
}[] = [
  { mutation: 'updateUser', field: 'user', input: (user) => ({ user, profile: { firstName: 'A' } }) },
  {
    mutation: 'setUserStatus',
    field: 'users.0',
    input: (user) => ({ users: [user], status: 'DISABLED' }),
  },
  { mutation: 'deleteUsers', field: 'users.0', input: (user) => ({ users: [user] }) },
  ...(['assignRoles', 'revokeRoles', 'replaceRoles'] as const).map((mutation) => ({
    mutation,
    field: 'user',
    input: (user: object) => ({ user, roles: [] }),
  })),
  ...(['addToGroups', 'removeFromGroups', 'replaceGroups'] as const).map((mutation) => ({
    mutation,
    field: 'user',
    input: (user: object) => ({ user, groups: ['User'] }),
  })),
  ...(['addToTeams', 'removeFromTeams'] as const).map((mutation) => ({
    mutation,
    field: 'user',
    input: (user: object) => ({ user, teams: ['Automation'] }),
  })),
  {
    mutation: 'grantProjectPermission',
    field: 'user',
    input: (user) => ({ user, permission: 'validator', projects: ['Level Crossing'] }),
  },
  {
    mutation: 'revokeProjectPermissions',
    field: 'user',
    input: (user) => ({ user, projects: ['Level Crossing'] }),
  },
  { mutation: 'createAccessToken', field: 'owner', input: (owner) => ({ owner, name: 'x' }) },
  { mutation: 'revokeAllAccessTokens', field: 'owner', input: (owner) => ({ owner }) },
];

async function idOf(field: string): Promise<string> {
  const { data } = await stack.query(`{ list: ${field} { nodes { id } } }`);
  return data.list.nodes[0].id;
}

describe.each(onAccounts)('$mutation names an account that', ({ mutation, field, input }) => {
  it.each([
    ['nobody has', byLogin('squash', 'nobody.here'), 'NOT_FOUND', ''],
    ['has no such number', { nativeId: { system: 'squash', nativeId: '999999' } }, 'NOT_FOUND', ''],
    ['is in another system only', byLogin('squash', 'martin.keller'), 'NOT_FOUND', ''],
    ['has a blank login', byLogin('squash', ' '), 'INVALID_INPUT', '.login.login'],
    [
      'is in a system nobody configured',
      { login: { system: 'x', login: 'y' } },
      'NOT_FOUND',
      '.login.system',
    ],
    ['has nonsense for an id', { id: 'nonsense' }, 'INVALID_INPUT', '.id'],
    ['is called 10,000 letters', byLogin('squash', 'é'.repeat(10_000)), 'NOT_FOUND', ''],
  ])('%s', async (_name, ref, code, rest) => {
    expect(await refusedWith(stack, mutation, input(ref))).toEqual([`${code} input.${field}${rest}`]);
  });

  it('is a team', async () => {
    const id = await idOf('teams(filter: { systems: ["squash"] }, first: 1)');
    expect(await refusedWith(stack, mutation, input({ id }))).toEqual([`INVALID_INPUT input.${field}.id`]);
  });
});

describe('names of what an account is to hold', () => {
  const owner = { user: byLogin('teamcity', 'rhys.bevan') };
  const squash = { user: byLogin('squash', 'echen') };

  it.each<[string, MutationName, object, string]>([
    ['role', 'assignRoles', { ...owner, roles: [{ role: 'Agent manageR' }] }, 'roles.0.role'],
    ['role', 'revokeRoles', { ...owner, roles: [{ role: 'Agent manageR' }] }, 'roles.0.role'],
    ['role', 'replaceRoles', { ...owner, roles: [{ role: 'Agent manageR' }] }, 'roles.0.role'],
    [
      "role's project",
      'assignRoles',
      { ...owner, roles: [{ role: 'TWIN', project: 'control room' }] },
      'roles.0.project',
    ],
    ['group', 'addToGroups', { ...owner, groups: ['EXTERNALS', 'release board'] }, 'groups.1'],
    ['group', 'removeFromGroups', { ...owner, groups: ['EXTERNALS', 'release board'] }, 'groups.1'],
    ['group', 'replaceGroups', { ...owner, groups: ['EXTERNALS', 'release board'] }, 'groups.1'],
    ['group', 'addToGroups', { user: byLogin('foreman', 'tom.baker'), groups: ['Labs'] }, 'groups.0'],
    ['team', 'addToTeams', { ...squash, teams: ['automation'] }, 'teams.0'],
    ['team', 'removeFromTeams', { ...squash, teams: ['automation'] }, 'teams.0'],
    [
      'project',
      'grantProjectPermission',
      { ...squash, permission: 'validator', projects: ['control room'] },
      'projects.0',
    ],
    ['project', 'revokeProjectPermissions', { ...squash, projects: ['control room'] }, 'projects.0'],
  ])('a %s that two have but for case is AMBIGUOUS for %s', async (_kind, mutation, input, field) => {
    expect(await refusedWith(stack, mutation, input)).toEqual([`AMBIGUOUS input.${field}`]);
  });

  it('the exact name of one of two twins is meant', async () => {
    const made = await mutate(stack, 'addToTeams', {
      user: byLogin('squash', 'vpetrov'),
      teams: ['AUTOMATION'],
      dryRun: true,
    });
    expect(changesOf(made)).toEqual(['ADD_TO_TEAM PLANNED']);
  });

  it.each<[MutationName, object, string]>([
    ['assignRoles', { ...owner, roles: [{ role: 'TWIN' }, { role: 'Bench operator' }] }, 'roles.1.role'],
    ['revokeRoles', { ...owner, roles: [{ role: 'Release gate' }] }, 'roles.0.role'],
    ['replaceRoles', { ...owner, roles: [{ role: 'lead' }] }, 'roles.0.role'],
    ['addToGroups', { ...owner, groups: ['lab-derby'] }, 'groups.0'],
    ['removeFromGroups', { ...owner, groups: ['Suppliers'] }, 'groups.0'],
    ['replaceGroups', { ...owner, groups: ['Suppliers'] }, 'groups.0'],
    ['addToTeams', { ...squash, teams: ['Verification'] }, 'teams.0'],
    ['removeFromTeams', { ...squash, teams: ['Verification'] }, 'teams.0'],
    [
      'grantProjectPermission',
      { ...squash, permission: 'validator', projects: ['LevelCrossing'] },
      'projects.0',
    ],
    ['revokeProjectPermissions', { ...squash, projects: ['LevelCrossing'] }, 'projects.0'],
  ])('%s does not find what another system has', async (mutation, input, field) => {
    expect(await refusedWith(stack, mutation, input)).toEqual([`NOT_FOUND input.${field}`]);
  });

  it.each([
    ['zephyr', 'emily.chen'],
    ['squash', 'echen'],
  ] as const)('%s: a permission that it does not have is told at its field', async (system, login) => {
    const input = { user: byLogin(system, login), permission: 'emperor', projects: ['Level Crossing'] };
    const made = await mutate(stack, 'grantProjectPermission', input);
    expect(made.payload.outcome).toBe('FAILED');
    // Squash before 8.0 has no list of its permissions: asking is the only way to know.
    const code = system === 'squash' ? 'UPSTREAM_REJECTED' : 'NOT_FOUND';
    expect(userErrorsOf(made)).toEqual([`${code} input.permission`]);
  });

  it('an id of another kind and one of another system are refused', async () => {
    const role = await idOf('roles(filter: { systems: ["teamcity"] }, first: 1)');
    const group = await idOf('groups(filter: { systems: ["foreman"] }, first: 1)');
    expect(await refusedWith(stack, 'addToGroups', { ...owner, groups: [role, group] })).toEqual([
      'INVALID_INPUT input.groups.0',
      'NOT_FOUND input.groups.1',
    ]);
    expect(await refusedWith(stack, 'assignRoles', { ...owner, roles: [{ role: group }] })).toEqual([
      'INVALID_INPUT input.roles.0.role',
    ]);
  });

  it('everything that is wrong is told at once', async () => {
    const errors = await refusedWith(stack, 'createUser', {
      system: 'squash',
      profile: { lastName: 'X' },
      password: 'a password',
      generatePassword: true,
      groups: ['nowhere'],
      teams: ['nowhere', 'Automation'],
      projectPermissions: [{ permission: 'validator', projects: ['nowhere'] }],
      details: { foreman: { locale: 'de' } },
      reason: 'r'.repeat(1001),
    });
    expect(errors.sort()).toEqual([
      'INVALID_INPUT input.details.foreman',
      'INVALID_INPUT input.password',
      'INVALID_INPUT input.profile.login',
      'INVALID_INPUT input.reason',
      'NOT_FOUND input.groups.0',
      'NOT_FOUND input.projectPermissions.0.projects.0',
      'NOT_FOUND input.teams.0',
    ]);
  });
});

describe('a system that is read-only', () => {
  it('refuses every mutation', async () => {
    const { data } = await closed.query(
      '{ user(by: { login: { system: "squash", login: "alovelace" } }) { teams { id } } }',
    );
    const grantIds = data.user.teams.map(({ id }: Row) => id);
    const attempts: (readonly [MutationName, object])[] = [
      ...onAccounts.map(({ mutation, input }) => [mutation, input(ada)] as const),
      ['createUser', { system: 'squash', profile: { login: 'x' }, password: 'a first password' }],
      ['revokeAccess', { grantIds }],
      [
        'revokeAccessTokens',
        { ids: [encodeId('AccessToken', { system: 'squash', user: '10', token: '1' })] },
      ],
    ];
    const tried = new Set(attempts.map(([mutation]) => mutation));
    expect(mutationNames.filter((name) => !tried.has(name))).toEqual([]);
    for (const [mutation, input] of attempts) {
      const made = await mutate(closed, mutation, input);
      expect(made.payload.userErrors.map(({ code, system }: Row) => [code, system.key])).toEqual([
        ['READ_ONLY', 'squash'],
      ]);
      expect([made.payload.outcome, ...made.writes]).toEqual(['FAILED']);
    }
  });

  it('keeps a mutation on two systems from writing to the other', async () => {
    const users = [byLogin('squash', 'echen'), byLogin('zephyr', 'emily.chen')];
    const made = await mutate(closed, 'setUserStatus', { users, status: 'DISABLED' });
    expect(refusalsOf(made)).toEqual(['READ_ONLY']);
  });
});
