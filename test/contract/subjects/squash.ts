import type { SquashSeed, SquashUserSeed } from '#sandbox/company/company.ts';
import { textReply } from '#sandbox/kernel/exchange.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { createSquashSimulator } from '#sandbox/squash/simulator.ts';
import { squashSwitchDefaults } from '#sandbox/squash/switches.ts';
import type { HttpSubject } from '../subject.ts';
import { editingAccounts } from './editing.ts';
import { withScatteredIds } from './scattered-ids.ts';
import { startSimulated } from './simulated.ts';
import type { SimulatedSystem } from './simulated.ts';
import { squashTruth } from './squash-truth.ts';

const difficultLogins = [
  'a:b',
  'a,b',
  'a (b)',
  'a#b',
  'a@b',
  'a;b',
  'a\\b',
  'a"b',
  "a'b",
  'a_b',
  'a-b',
  '12',
];

const squash: SimulatedSystem<SquashSeed> = {
  kind: 'squash',
  basePath: squashSwitchDefaults.contextPath,
  seedOf: ({ squash: seed }) => ({
    ...seed,
    // Users and teams share one space of ids.
    teams: withScatteredIds(seed.teams, 1001),
    projects: withScatteredIds(seed.projects, 2001),
    users: withScatteredIds<SquashUserSeed>(
      [...seed.users, ...difficultLogins.map((login) => ({ login, lastName: 'Contract' }))],
      5,
    ),
  }),
  simulator: (seed, surroundings) => createSquashSimulator({ seed, ...surroundings }),
  truthOf: squashTruth,
  other: { login: 'alovelace', credentials: { username: 'alovelace', password: 'sandbox' } },
  refused: { username: 'rollcall', password: 'not the password' },
  createAccount: async (upstream, login) => {
    const account = { _type: 'user', login, last_name: 'Comer', password: 'long enough', group: 'User' };
    await upstream('POST', '/api/rest/latest/users', account);
  },
  deleteAccount: async (upstream, id) => {
    await upstream('DELETE', `/api/rest/latest/users/${id}`);
  },
};

const broken: Fault = { kind: 'answer', reply: textReply(503, 'maintenance') };

export const squashSubject: HttpSubject = {
  name: 'squash',
  holdings: ['groups', 'teams', 'projectPermissions'],
  catalogues: ['group', 'team', 'project'],
  accountsOf: ['group', 'team'],
  hasProjectGrants: true,
  tokens: 'none',
  hasCurrentAccount: true,
  hasVersion: false,
  loginCase: 'ignored',
  overHttp: {
    identityKeys: ['id'],
    facetFaults: {
      groups: [{ fault: editingAccounts((user) => ({ ...user, group: undefined })) }],
      teams: [
        { path: /\/teams/u, fault: broken },
        { path: /\/users/u, fault: editingAccounts((user) => ({ ...user, teams: undefined })) },
      ],
      projectPermissions: [{ path: /\/(?:permissions|clearances)/u, fault: broken }],
    },
    pagedSettings: { pageSize: 20 },
    // One page, a list of projects, 40 projects with 4 templates or less, and a handful to get to know the server.
    mostCalls: { probe: 8, listAccounts: 1, readOne: 1, readHundred: 1 + 1 + 40 + 5 },
  },
  start: (options) => startSimulated(squash, options),
};
