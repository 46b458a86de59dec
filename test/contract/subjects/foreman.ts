import type { ForemanSeed, ForemanUserSeed } from '#sandbox/company/company.ts';
import { createForemanSimulator } from '#sandbox/foreman/simulator.ts';
import type { HttpSubject } from '../subject.ts';
import { editingAccounts } from './editing.ts';
import { foremanTruth } from './foreman-truth.ts';
import { withScatteredIds } from './scattered-ids.ts';
import { startSimulated } from './simulated.ts';
import type { SimulatedSystem } from './simulated.ts';

/** What its logins may be made of (foreman.md 2.6); `_` is a wildcard to its database, digits look like an id. */
const difficultLogins = ['con_tract', 'con-tract', 'con#tract', 'con$tract', 'con@tract', 'контракт', '12'];

const foreman: SimulatedSystem<ForemanSeed> = {
  kind: 'foreman',
  basePath: '',
  seedOf: ({ foreman: seed }) => ({
    ...seed,
    // Ids 1 to 3 are the hidden accounts'. `0815` and `17thomas` begin with somebody else's id.
    users: withScatteredIds<ForemanUserSeed>(
      [...seed.users, { id: 815, login: 'contract' }, ...difficultLogins.map((login) => ({ login }))],
      4,
    ),
  }),
  simulator: (seed, surroundings) => createForemanSimulator({ seed, ...surroundings }),
  truthOf: foremanTruth,
  other: {
    login: 'ada.lovelace',
    credentials: { username: 'ada.lovelace', token: 'ada-sandbox-pat-000000' },
  },
  refused: { username: 'rollcall', token: 'not-the-token' },
  createAccount: async (upstream, login) => {
    const user = { login, mail: `${login}@example.com`, auth_source_id: 1, password: 'long enough' };
    await upstream('POST', '/api/users', { user });
  },
  deleteAccount: async (upstream, id) => {
    await upstream('DELETE', `/api/users/${id}`);
  },
};

export const foremanSubject: HttpSubject = {
  name: 'foreman',
  holdings: ['roles', 'groups'],
  catalogues: ['role', 'group'],
  accountsOf: ['role', 'group'],
  hasProjectGrants: false,
  tokens: 'any',
  hasCurrentAccount: true,
  hasVersion: true,
  loginCase: 'ignored',
  overHttp: {
    identityKeys: ['id'],
    facetFaults: {
      roles: [{ path: '/api/users/', fault: editingAccounts((user) => ({ ...user, roles: undefined })) }],
      groups: [
        { path: '/api/users/', fault: editingAccounts((user) => ({ ...user, usergroups: undefined })) },
      ],
    },
    pagedSettings: { pageSize: 20 },
    codeOf401AfterSuccess: 'UPSTREAM_UNAVAILABLE',
    // One search, two lists, 4 groups, 8 roles, and a look at who is asking.
    mostCalls: { probe: 2, listAccounts: 1, readOne: 1, readHundred: 1 + 2 + 4 + 8 + 1 },
  },
  start: (options) => startSimulated(foreman, options),
};
