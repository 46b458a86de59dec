import type { TeamCitySeed } from '#sandbox/company/company.ts';

/** Token of `root`, who may do everything. */
export const rootToken = 'eyJ0eXAiOiAiVENWMiJ9.cm9vdA.cm9vdA';
/** Token of `alice`, a plain user with roles and groups. */
export const aliceToken = 'eyJ0eXAiOiAiVENWMiJ9.YWxpY2U.YWxpY2U';
/** Token of `bob`, who has nothing at all. */
export const bobToken = 'eyJ0eXAiOiAiVENWMiJ9.Ym9i.Ym9i';
/** Token of `paula`, project administrator of Payments alone. */
export const paulaToken = 'eyJ0eXAiOiAiVENWMiJ9.cGF1bGE.cGF1bGE';
/** Token of `helen`, who may view, create, change and delete users, but has no other rights. */
export const helenToken = 'eyJ0eXAiOiAiVENWMiJ9.aGVsZW4.aGVsZW4';

/**
 * A small server. Payments › Payments_Core, and Shop. MAINTAINERS is inside DEVELOPERS, which gives
 * PROJECT_DEVELOPER globally; ADMINS gives SYSTEM_ADMIN.
 */
export const teamCitySeed: TeamCitySeed = {
  projects: [
    { id: 'Payments', name: 'Payments' },
    { id: 'Payments_Core', name: 'Core', parent: 'Payments' },
    { id: 'Shop', name: 'Shop (old)', archived: true },
  ],
  roles: [
    { id: 'SYSTEM_ADMIN', name: 'System administrator' },
    { id: 'PROJECT_ADMIN', name: 'Project administrator' },
    { id: 'PROJECT_DEVELOPER', name: 'Project developer' },
    { id: 'PROJECT_VIEWER', name: 'Project viewer' },
    {
      id: 'HELP_DESK',
      name: 'Help desk',
      permissions: ['view_user_profile', 'change_user', 'create_user', 'delete_user'],
    },
  ],
  groups: [
    {
      key: 'DEVELOPERS',
      name: 'Developers',
      description: 'Who writes code',
      roles: [{ role: 'PROJECT_DEVELOPER' }],
    },
    { key: 'MAINTAINERS', name: 'Maintainers', parents: ['DEVELOPERS'] },
    { key: 'ADMINS', name: 'Admins', roles: [{ role: 'SYSTEM_ADMIN' }] },
    { key: 'MyCustomGroupKey', name: 'Custom' },
  ],
  users: [
    {
      id: 1,
      username: 'root',
      name: 'Root',
      email: 'root@example.test',
      roles: [{ role: 'SYSTEM_ADMIN' }],
      tokens: [{ name: 'root', value: rootToken, createdAt: '2024-01-01T00:00:00Z' }],
    },
    {
      id: 7,
      username: 'Alice',
      name: 'Alice Doe',
      email: 'alice@example.test',
      password: 'wonderland',
      lastLoginAt: '2024-01-18T10:15:30Z',
      enabled2FA: true,
      properties: { 'plugin:vcs:anyVcs:anyVcsRoot': 'adoe' },
      roles: [{ role: 'PROJECT_VIEWER' }, { role: 'PROJECT_VIEWER', project: 'Payments' }],
      groups: ['MAINTAINERS'],
      tokens: [
        {
          name: 'ci',
          value: aliceToken,
          createdAt: '2024-03-04T10:15:30Z',
          expiresAt: '2027-12-31T23:59:59Z',
        },
        { name: 'old', value: 'expired-token', expiresAt: '2024-01-01T00:00:00Z' },
      ],
    },
    { id: 9, username: 'bob', email: 'Bob@Example.test', tokens: [{ name: 'b', value: bobToken }] },
    {
      id: 12,
      username: 'paula',
      name: 'Smith (QA)',
      lastLoginAt: '2024-06-30T12:00:00Z',
      roles: [
        { role: 'PROJECT_ADMIN', project: 'Payments' },
        { role: 'PROJECT_VIEWER', project: 'Vanished' },
      ],
      tokens: [{ name: 'p', value: paulaToken }],
    },
    {
      id: 15,
      username: 'helen',
      name: 'a:b',
      hasPassword: false,
      roles: [{ role: 'HELP_DESK' }],
      groups: ['DEVELOPERS'],
      tokens: [{ name: 'h', value: helenToken }],
    },
    { id: 20, username: 'current', groups: ['ADMINS'] },
  ],
};
