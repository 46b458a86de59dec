import type { ZephyrSeed, ZephyrUserSeed } from '#sandbox/company/company.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import { createZephyrSimulator } from '#sandbox/zephyr/simulator.ts';
import type { HttpSubject } from '../subject.ts';
import { editingAccounts } from './editing.ts';
import { withScatteredIds } from './scattered-ids.ts';
import { startSimulated } from './simulated.ts';
import type { SimulatedSystem } from './simulated.ts';
import { zephyrTruth } from './zephyr-truth.ts';

const difficultLogins = [
  'a/b',
  'a:b',
  'a,b',
  'a (b)',
  'a%25b',
  'a#b',
  'a@b',
  'a;b',
  'a"b',
  "a'b",
  'контракт',
  '11',
];

const zephyr: SimulatedSystem<ZephyrSeed> = {
  kind: 'zephyr',
  basePath: '',
  seedOf: ({ zephyr: seed }) => ({
    ...seed,
    users: withScatteredIds<ZephyrUserSeed>(
      [
        ...seed.users,
        ...difficultLogins.map((username) => ({ username, firstName: 'Contract', lastName: 'Test' })),
      ],
      2,
    ),
  }),
  simulator: (seed, surroundings) => createZephyrSimulator({ seed, ...surroundings }),
  truthOf: zephyrTruth,
  other: { login: 'ada.lovelace', credentials: { token: '7a5b1c0d9e8f4a3b2c1d0e9f8a7b6c5d4e3f2a1b' } },
  refused: { token: '0000000000000000000000000000000000000000' },
  createAccount: async (upstream, username) => {
    const email = `${username}@example.com`;
    const account = {
      username,
      firstName: 'New',
      lastName: 'Comer',
      email,
      roles: [{ id: 3, name: 'tester' }],
    };
    await upstream('POST', '/flex/services/rest/latest/user', account);
  },
};

export const zephyrSubject: HttpSubject = {
  name: 'zephyr',
  holdings: ['roles', 'groups', 'projectPermissions'],
  catalogues: ['role', 'group', 'project'],
  accountsOf: ['role', 'group'],
  hasProjectGrants: true,
  tokens: 'self',
  hasCurrentAccount: true,
  hasVersion: true,
  loginCase: 'ignored',
  overHttp: {
    identityKeys: ['id', 'userId'],
    facetFaults: {
      roles: [{ path: /\/user/u, fault: editingAccounts((user) => ({ ...user, roles: 'unreadable' })) }],
      groups: [{ path: /\/user/u, fault: editingAccounts((user) => ({ ...user, groupSet: 'unreadable' })) }],
      projectPermissions: [
        { path: /\/project/u, fault: { kind: 'answer', reply: textReply(503, 'maintenance') } },
      ],
    },
    heldOnlyWhereRefused: ['role'],
    // 40 projects.
    mostCalls: { probe: 3, listAccounts: 1, readOne: 1, readHundred: 1 + 1 + 40 },
  },
  start: (options) => startSimulated(zephyr, options),
};
