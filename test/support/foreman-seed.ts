import type { ForemanSeed, ForemanUserSeed } from '#sandbox/company/company.ts';

function user(login: string, firstname: string, more: Partial<ForemanUserSeed> = {}): ForemanUserSeed {
  return {
    login,
    firstname,
    lastname: 'Example',
    mail: `${login.toLowerCase()}@example.com`,
    organizations: ['Acme'],
    locations: ['Berlin'],
    password: `pw-${login}`,
    ...more,
  };
}

/** A small server: two organizations, two locations, a handful of people with names and logins that are traps. */
export const smallForeman: ForemanSeed = {
  organizations: ['Acme', 'Globex'],
  locations: ['Berlin', 'Paris'],
  roles: [
    { name: 'Viewer', isSeeded: true, permissions: ['view_users', 'view_usergroups', 'view_roles'] },
    { name: 'Account manager', permissions: ['view_users', 'create_users', 'edit_users', 'edit_usergroups'] },
    {
      name: 'Placer',
      permissions: ['view_organizations', 'view_locations', 'assign_organizations', 'assign_locations'],
    },
    { name: 'Token clerk', permissions: ['create_personal_access_tokens', 'view_things'] },
    { name: 'Empty', description: 'holds nothing' },
  ],
  usergroups: [
    { name: 'admins', admin: true },
    { name: 'ops', roles: ['Viewer'], groups: ['oncall'] },
    { name: 'oncall' },
  ],
  users: [
    user('admin', 'Ada', { admin: true, organizations: [], locations: [] }),
    user('root.by.group', 'Rita', { usergroups: ['admins'] }),
    user('guido', 'Sam'),
    user('alice', 'Sam', {
      roles: ['Account manager'],
      tokens: [
        { name: 'ci', value: 'alice-token-of-22-char' },
        { name: 'old', value: 'alice-expired-token-22', expiresAt: '2020-01-01T00:00:00Z' },
        { name: 'generated' },
      ],
    }),
    user('bob', 'Sam', { roles: ['Viewer'], usergroups: ['ops'] }),
    user('carol', 'Sam', { usergroups: ['oncall'] }),
    user('EX\\dora', 'Dora', { timezone: 'Tokyo' }),
    user('svc_m', 'Max', { organizations: ['Globex'], locations: ['Paris'] }),
    user('svc-m', 'Max', { lastname: undefined, mail: undefined }),
    user('9zed', 'Zed'),
    user('clerk', 'Clara', { roles: ['Token clerk'] }),
    user('gone', 'Gustav', { disabled: true }),
    user('ext', 'Eve', { authSource: 'External' }),
    user('8', 'Otto', { tokens: [{ name: 'own' }] }),
  ],
};
