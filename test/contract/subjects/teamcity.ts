import type { TeamCitySeed, TeamCityUserSeed } from '#sandbox/company/company.ts';
import { createTeamCitySimulator } from '#sandbox/teamcity/simulator.ts';
import { defaultTeamCitySwitches } from '#sandbox/teamcity/switches.ts';
import type { HttpSubject } from '../subject.ts';
import { editingAccounts } from './editing.ts';
import { withScatteredIds } from './scattered-ids.ts';
import { startSimulated } from './simulated.ts';
import type { SimulatedSystem } from './simulated.ts';
import { teamcityTruth } from './teamcity-truth.ts';

const difficultLogins = [
  'a/b',
  'a:b',
  'a,b',
  'a (b)',
  'a%25b',
  'a#b',
  'a@b',
  'a;b',
  'a\\b',
  'a"b',
  "a'b",
  'контракт',
  'current',
  'id:5',
  '12',
];

const teamcity: SimulatedSystem<TeamCitySeed> = {
  kind: 'teamcity',
  basePath: defaultTeamCitySwitches.contextPath,
  seedOf: ({ teamcity: seed }) => ({
    ...seed,
    users: withScatteredIds<TeamCityUserSeed>(
      [...seed.users, ...difficultLogins.map((username) => ({ username }))],
      2,
    ),
  }),
  simulator: (seed, surroundings) => createTeamCitySimulator({ seed, ...surroundings }),
  truthOf: teamcityTruth,
  other: {
    login: 'ada.lovelace',
    credentials: { token: 'eyJ0eXAiOiAiVENWMiJ9.YWRhLmxvdmVsYWNl.c2FuZGJveA' },
  },
  refused: { token: 'eyJ0eXAiOiAiVENWMiJ9.bm9ib2R5.bm9ib2R5' },
  createAccount: async (upstream, username) => {
    await upstream('POST', '/app/rest/users', { username });
  },
  deleteAccount: async (upstream, id) => {
    await upstream('DELETE', `/app/rest/users/id:${id}`);
  },
};

export const teamcitySubject: HttpSubject = {
  name: 'teamcity',
  holdings: ['roles', 'groups'],
  catalogues: ['role', 'group', 'project'],
  accountsOf: ['role', 'group'],
  hasProjectGrants: false,
  tokens: 'self',
  hasCurrentAccount: true,
  hasVersion: true,
  loginCase: 'ignored',
  overHttp: {
    identityKeys: ['id', 'key', 'roleId'],
    // Roles are shown with those of the groups or not at all, so groups cannot be broken alone.
    facetFaults: {
      roles: [{ fault: editingAccounts((user) => ({ ...user, roles: 'unreadable' })) }],
      details: [{ fault: editingAccounts((user) => ({ ...user, properties: 'unreadable' })) }],
    },
    pagedSettings: { pageSize: 20 },
    mostCalls: { probe: 4, listAccounts: 1, readOne: 1, readHundred: 1 },
  },
  start: (options) => startSimulated(teamcity, options),
};
