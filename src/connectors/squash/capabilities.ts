import type { Capability } from '#domain/operations.ts';

/** What servers of this kind let be read. A probe may change it for one server and one pair of credentials. */
export const squashCapabilities: readonly Capability[] = [
  { operation: 'LIST_USERS', support: 'SUPPORTED' },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  {
    operation: 'READ_CURRENT_USER',
    support: 'EMULATED',
    note: 'Squash TM has no endpoint for it: the account is the one that the user name or the token itself names.',
  },
  {
    operation: 'LIST_ROLES',
    support: 'UNSUPPORTED',
    note: 'Squash TM has no roles; user groups and project permissions take their place.',
  },
  {
    operation: 'READ_ROLES',
    support: 'UNSUPPORTED',
    note: 'Squash TM has no roles; user groups and project permissions take their place.',
  },
  {
    operation: 'LIST_GROUPS',
    support: 'EMULATED',
    note: 'The user groups are built into the product; others are listed once an account was seen in them.',
  },
  { operation: 'READ_GROUPS', support: 'SUPPORTED' },
  { operation: 'LIST_TEAMS', support: 'SUPPORTED' },
  { operation: 'READ_TEAMS', support: 'SUPPORTED' },
  {
    operation: 'LIST_PROJECTS',
    support: 'SUPPORTED',
    note: 'Project templates are listed among the projects.',
  },
  {
    operation: 'READ_PROJECT_PERMISSIONS',
    support: 'SUPPORTED',
    note: 'A user shows direct permissions; a project shows those of team members as well, through the team.',
  },
  {
    operation: 'LIST_TOKENS',
    support: 'UNSUPPORTED',
    note: 'Squash TM lets nobody list the tokens of other people, not even an administrator.',
  },
];
