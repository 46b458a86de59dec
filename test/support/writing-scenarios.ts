import { sandboxSystems } from '#sandbox/sandbox.ts';
import type { Stack } from './start-stack.ts';
import { byLogin } from './gateway-writing.ts';
import { grantIds, tokenIds } from './writing-mutations.ts';
import { mailed, named, newcomer, on, password, signsIn } from './writing-inputs.ts';
import type { Scenario } from './writing-scenario.ts';
import { zephyrScenarios } from './writing-scenarios-zephyr.ts';

export async function inputOf(scenario: Scenario, stack: Stack): Promise<object> {
  return typeof scenario.input === 'function' ? scenario.input(stack) : scenario.input;
}

const foreman: readonly Omit<Scenario, 'system'>[] = [
  {
    name: 'creates',
    mutation: 'createUser',
    isOnceOnly: true,
    signsIn,
    input: { system: 'foreman', profile: mailed, password },
  },
  {
    name: 'creates with everything',
    mutation: 'createUser',
    isOnceOnly: true,
    input: {
      system: 'foreman',
      profile: mailed,
      password,
      isActive: false,
      roles: [{ role: 'Viewer' }],
      groups: ['labs', 'lab-derby'],
    },
  },
  {
    name: 'renames',
    mutation: 'updateUser',
    input: on('foreman', 'emily.chen', { profile: { firstName: 'Emmy' } }),
  },
  {
    name: 'sets a password',
    mutation: 'updateUser',
    blindWrites: [0],
    signsIn: { login: 'emily.chen', password },
    input: on('foreman', 'emily.chen', { password }),
  },
  {
    name: 'disables',
    mutation: 'setUserStatus',
    input: { users: [byLogin('foreman', 'emily.chen')], status: 'DISABLED' },
  },
  { name: 'deletes', mutation: 'deleteUsers', input: { users: [byLogin('foreman', 'emily.chen')] } },
  {
    name: 'gives roles',
    mutation: 'assignRoles',
    input: on('foreman', 'emily.chen', named('Viewer', 'Auditor')),
  },
  { name: 'takes a role', mutation: 'revokeRoles', input: on('foreman', 'ada.lovelace', named('Viewer')) },
  {
    name: 'exchanges roles',
    mutation: 'replaceRoles',
    input: on('foreman', 'ada.lovelace', named('Auditor')),
  },
  {
    name: 'adds to groups',
    mutation: 'addToGroups',
    input: on('foreman', 'emily.chen', { groups: ['labs', 'lab-derby'] }),
  },
  {
    name: 'takes out of groups',
    mutation: 'removeFromGroups',
    input: on('foreman', 'ada.lovelace', { groups: ['engineering', 'lab-derby'] }),
  },
  {
    name: 'exchanges groups',
    mutation: 'replaceGroups',
    input: on('foreman', 'ada.lovelace', { groups: ['labs'] }),
  },
  {
    name: 'takes grants',
    mutation: 'revokeAccess',
    input: async (stack) => ({
      grantIds: await grantIds(stack, 'foreman', 'ada.lovelace', ['roles', 'groups']),
    }),
  },
  {
    name: 'makes a token',
    mutation: 'createAccessToken',
    isOnceOnly: true,
    input: { owner: byLogin('foreman', 'emily.chen'), name: 'spare' },
  },
  {
    name: 'revokes a token',
    mutation: 'revokeAccessTokens',
    input: async (stack) => ({ ids: await tokenIds(stack, 'foreman', 'backup+foreman') }),
  },
  {
    name: 'revokes all tokens',
    mutation: 'revokeAllAccessTokens',
    input: { owner: byLogin('foreman', 'ada.lovelace') },
  },
];

const squash: readonly Omit<Scenario, 'system'>[] = [
  {
    name: 'creates',
    mutation: 'createUser',
    isOnceOnly: true,
    signsIn,
    input: { system: 'squash', profile: newcomer, password },
  },
  {
    name: 'creates with everything',
    mutation: 'createUser',
    isOnceOnly: true,
    input: {
      system: 'squash',
      profile: newcomer,
      password,
      isActive: false,
      teams: ['Automation', 'Crossing testers'],
      projectPermissions: [{ permission: 'validator', projects: ['Level Crossing', 'Control Room'] }],
    },
  },
  {
    name: 'renames',
    mutation: 'updateUser',
    input: on('squash', 'echen', { profile: { firstName: 'Emmy' } }),
  },
  {
    name: 'sets a password',
    mutation: 'updateUser',
    blindWrites: [0],
    signsIn: { login: 'echen', password },
    input: on('squash', 'echen', { password }),
  },
  {
    name: 'disables',
    mutation: 'setUserStatus',
    input: { users: [byLogin('squash', 'echen')], status: 'DISABLED' },
  },
  { name: 'deletes', mutation: 'deleteUsers', input: { users: [byLogin('squash', 'echen')] } },
  { name: 'moves to a group', mutation: 'addToGroups', input: on('squash', 'echen', { groups: ['Admin'] }) },
  {
    name: 'exchanges the group',
    mutation: 'replaceGroups',
    input: on('squash', 'bcarvalho', { groups: ['User'] }),
  },
  {
    name: 'adds to teams',
    mutation: 'addToTeams',
    input: on('squash', 'echen', { teams: ['Crossing testers', 'Safety assessors'] }),
  },
  {
    name: 'takes out of teams',
    mutation: 'removeFromTeams',
    input: on('squash', 'alovelace', { teams: ['Interlocking testers'] }),
  },
  {
    name: 'grants on projects',
    mutation: 'grantProjectPermission',
    input: on('squash', 'alovelace', {
      permission: 'validator',
      projects: ['Control Room', 'Interlocking Core'],
    }),
  },
  {
    name: 'takes projects',
    mutation: 'revokeProjectPermissions',
    input: on('squash', 'alovelace', { projects: ['Level Crossing', 'ETCS Onboard'] }),
  },
  {
    name: 'takes grants',
    mutation: 'revokeAccess',
    input: async (stack) => ({
      grantIds: await grantIds(stack, 'squash', 'alovelace', ['teams', 'projectPermissions']),
    }),
  },
];

const teamcity: readonly Omit<Scenario, 'system'>[] = [
  {
    name: 'creates',
    mutation: 'createUser',
    isOnceOnly: true,
    signsIn,
    input: { system: 'teamcity', profile: { login: newcomer.login, displayName: 'Nora Newcomer' }, password },
  },
  {
    name: 'creates with everything',
    mutation: 'createUser',
    isOnceOnly: true,
    input: {
      system: 'teamcity',
      profile: { login: newcomer.login },
      roles: [{ role: 'AGENT_MANAGER' }, { role: 'PROJECT_DEVELOPER', project: 'Etcs' }],
      groups: ['EXTERNALS'],
      details: { teamcity: { properties: [{ name: 'desk', value: 'D4' }] } },
    },
  },
  {
    name: 'renames',
    mutation: 'updateUser',
    input: on('teamcity', 'emily.chen', {
      profile: { displayName: 'Emmy', email: 'emmy@blockpost.example' },
    }),
  },
  {
    name: 'sets a password',
    mutation: 'updateUser',
    blindWrites: [0],
    signsIn: { login: 'niels.bakker', password },
    input: on('teamcity', 'niels.bakker', { password }),
  },
  {
    name: 'sets properties',
    mutation: 'updateUser',
    input: on('teamcity', 'emily.chen', {
      details: { teamcity: { properties: [{ name: 'desk', value: 'D4' }] } },
    }),
  },
  { name: 'deletes', mutation: 'deleteUsers', input: { users: [byLogin('teamcity', 'emily.chen')] } },
  {
    name: 'gives roles',
    mutation: 'assignRoles',
    input: on('teamcity', 'emily.chen', {
      roles: [{ role: 'AGENT_MANAGER' }, { role: 'PROJECT_ADMIN', project: 'Etcs' }],
    }),
  },
  {
    name: 'takes a role',
    mutation: 'revokeRoles',
    input: on('teamcity', 'ada.lovelace', named('PROJECT_VIEWER')),
  },
  {
    name: 'exchanges roles',
    mutation: 'replaceRoles',
    input: on('teamcity', 'ada.lovelace', named('AGENT_MANAGER')),
  },
  {
    name: 'adds to groups',
    mutation: 'addToGroups',
    input: on('teamcity', 'emily.chen', { groups: ['EXTERNALS', 'RELEASE_BOARD'] }),
  },
  {
    name: 'takes out of groups',
    mutation: 'removeFromGroups',
    input: on('teamcity', 'ada.lovelace', { groups: ['VERIFICATION', 'RELEASE_BOARD'] }),
  },
  {
    name: 'exchanges groups',
    mutation: 'replaceGroups',
    input: on('teamcity', 'ada.lovelace', { groups: ['EXTERNALS'] }),
  },
  {
    name: 'takes grants',
    mutation: 'revokeAccess',
    input: async (stack) => ({
      grantIds: await grantIds(stack, 'teamcity', 'ada.lovelace', ['roles', 'groups']),
    }),
  },
  {
    name: 'makes a token',
    mutation: 'createAccessToken',
    isOnceOnly: true,
    input: { owner: { current: 'teamcity' }, name: 'spare' },
  },
];

const tables = { zephyr: zephyrScenarios, foreman, squash, teamcity };

/** Each mutation in each system that can do it. */
export const scenarios: readonly Scenario[] = sandboxSystems.flatMap((system) =>
  tables[system].map((scenario) => ({ system, ...scenario })),
);
