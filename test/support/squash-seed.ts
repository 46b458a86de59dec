import type { SquashSeed } from '#sandbox/company/company.ts';

const administration = {
  createdBy: 'admin',
  createdAt: '2017-07-04T10:00:00.000Z',
  updatedBy: 'admin',
  updatedAt: '2017-07-05T10:00:00.000Z',
};

const sample = {
  label: 'Main Sample Project',
  description: '<p>This project is the main sample project</p>',
};

/** The accounts, teams and projects that the documented examples of Squash TM speak of, and a few with edges. */
export const squashSeed: SquashSeed = {
  teams: [
    { id: 567, name: 'Team A', description: '<p>black panther</p>', ...administration },
    { id: 568, name: 'Team B', description: '<p>black widow</p>', ...administration },
    { id: 569, name: 'team-1', projects: { proj2: 'test_runner' } },
    { id: 570, name: 'team-2' },
    { id: 571, name: 'Ops, night' },
  ],
  projects: [
    { id: 367, name: 'proj1', ...sample },
    { id: 368, name: 'proj2', ...sample },
    { id: 369, name: 'proj3', ...sample },
    { id: 370, name: 'Main template', isTemplate: true },
  ],
  profiles: ['Custom Tester'],
  users: [
    {
      id: 1,
      login: 'admin',
      lastName: 'Admin',
      group: 'Admin',
      password: 'secret',
      tokens: [
        { name: 'write', value: 'head.write.sign' },
        { name: 'read', value: 'head.read.sign', permissions: 'READ' },
        { name: 'old', value: 'head.old.sign', expiresOn: '2024-04-30' },
      ],
    },
    { id: 169, login: 'Élodie', lastName: 'Petit', password: 'mot de passé', group: 'Admin' },
    {
      id: 486,
      login: 'User-1',
      firstName: 'Charles',
      lastName: 'Dupond',
      email: 'charlesdupond@aaaa.aa',
      lastConnectedAt: '2018-02-11T11:00:00.000Z',
      ...administration,
    },
    {
      id: 987,
      login: 'john.doe',
      lastName: 'Doe',
      projects: { proj1: 'advanced_tester', proj3: 'validator' },
      teams: ['team-1'],
      tokens: [{ name: 'mine', value: 'head.john.sign' }],
    },
    { id: 988, login: 'robot', lastName: 'Robot', group: 'TestAutomationServer', active: false },
    { id: 989, login: 'owner', lastName: 'Owner', ownsMilestone: true },
  ],
};
