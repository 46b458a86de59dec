import { mailed, named, on } from './writing-inputs.ts';
import { byLogin } from './gateway-writing.ts';
import { grantIds } from './writing-mutations.ts';
import type { Scenario } from './writing-scenario.ts';

export const zephyrScenarios: readonly Omit<Scenario, 'system'>[] = [
  {
    name: 'creates',
    mutation: 'createUser',
    isOnceOnly: true,
    input: { system: 'zephyr', profile: mailed, roles: [{ role: 'tester' }] },
  },
  {
    name: 'creates with everything',
    mutation: 'createUser',
    isOnceOnly: true,
    input: {
      system: 'zephyr',
      profile: mailed,
      isActive: false,
      roles: [{ role: 'tester' }, { role: 'Release gate' }],
      groups: ['Verification'],
      projectPermissions: [{ permission: 'tester', projects: ['Level Crossing', 'ETCS Onboard'] }],
    },
  },
  {
    name: 'renames',
    mutation: 'updateUser',
    input: on('zephyr', 'emily.chen', { profile: { firstName: 'Emmy' } }),
  },
  {
    name: 'disables',
    mutation: 'setUserStatus',
    input: { users: [byLogin('zephyr', 'emily.chen')], status: 'DISABLED' },
  },
  { name: 'gives a role', mutation: 'assignRoles', input: on('zephyr', 'emily.chen', named('Release gate')) },
  {
    name: 'takes a role',
    mutation: 'revokeRoles',
    input: on('zephyr', 'ada.lovelace', named('Release gate')),
  },
  { name: 'exchanges roles', mutation: 'replaceRoles', input: on('zephyr', 'emily.chen', named('lead')) },
  {
    name: 'adds to a group',
    mutation: 'addToGroups',
    input: on('zephyr', 'emily.chen', { groups: ['Verification'] }),
  },
  {
    name: 'takes out of a group',
    mutation: 'removeFromGroups',
    input: on('zephyr', 'ada.lovelace', { groups: ['Verification'] }),
  },
  {
    name: 'exchanges groups',
    mutation: 'replaceGroups',
    input: on('zephyr', 'ada.lovelace', { groups: ['Suppliers'] }),
  },
  {
    name: 'grants on projects',
    mutation: 'grantProjectPermission',
    input: on('zephyr', 'emily.chen', {
      permission: 'tester',
      projects: ['Level Crossing', 'Radio Block Centre'],
    }),
  },
  {
    name: 'takes projects',
    mutation: 'revokeProjectPermissions',
    input: on('zephyr', 'ada.lovelace', { projects: ['Level Crossing', 'ETCS Onboard'] }),
  },
  {
    name: 'takes grants',
    mutation: 'revokeAccess',
    input: async (stack) => ({
      grantIds: await grantIds(stack, 'zephyr', 'ada.lovelace', ['roles', 'groups', 'projectPermissions']),
    }),
  },
  {
    name: 'makes a token',
    mutation: 'createAccessToken',
    isOnceOnly: true,
    input: { owner: { current: 'zephyr' }, name: 'spare' },
  },
];
