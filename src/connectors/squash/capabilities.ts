import type { Capability, Operation } from '#domain/operations.ts';
import { manualInstructions } from './writing/manual-instructions.ts';

/** What servers of this kind let be read and written. A probe may change it for one server and one pair of credentials. */
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
  {
    operation: 'CREATE_USER',
    support: 'SUPPORTED',
    note: 'A password of at least 6 characters is needed. One that is to be inactive is created active and disabled at once.',
  },
  { operation: 'UPDATE_USER', support: 'SUPPORTED' },
  {
    operation: 'SET_USER_STATUS',
    support: 'SUPPORTED',
    note: 'Disabling deletes the API tokens of the account for good and takes it off all test plans.',
  },
  {
    operation: 'SET_PASSWORD',
    support: 'SUPPORTED',
    note: 'Refused by servers whose passwords are kept elsewhere, in a directory or a single sign-on.',
  },
  {
    operation: 'DELETE_USER',
    support: 'SUPPORTED',
    note: 'All or nothing where several are deleted together: the owner of a milestone or chart among them prevents it.',
  },
  { operation: 'ASSIGN_ROLE', support: 'UNSUPPORTED', note: manualInstructions.roles },
  { operation: 'REVOKE_ROLE', support: 'UNSUPPORTED', note: manualInstructions.roles },
  { operation: 'REPLACE_ROLES', support: 'UNSUPPORTED', note: manualInstructions.roles },
  {
    operation: 'ADD_TO_GROUP',
    support: 'SUPPORTED',
    note: 'An account is in exactly one user group and is moved. From 8.0 nobody is moved to or from TestAutomationServer.',
  },
  { operation: 'REMOVE_FROM_GROUP', support: 'UNSUPPORTED', note: manualInstructions.leaveGroup },
  { operation: 'REPLACE_GROUPS', support: 'SUPPORTED', note: 'By exactly one user group.' },
  { operation: 'ADD_TO_TEAM', support: 'SUPPORTED' },
  { operation: 'REMOVE_FROM_TEAM', support: 'SUPPORTED' },
  {
    operation: 'GRANT_PROJECT_PERMISSION',
    support: 'SUPPORTED',
    note: 'There is one permission per account and project: a new one displaces the one before.',
  },
  { operation: 'REVOKE_PROJECT_PERMISSION', support: 'SUPPORTED' },
  { operation: 'CREATE_TOKEN', support: 'UNKNOWN', note: manualInstructions.createToken },
  { operation: 'REVOKE_TOKEN', support: 'UNSUPPORTED', note: manualInstructions.revokeToken },
  { operation: 'REVOKE_ALL_TOKENS', support: 'UNSUPPORTED', note: manualInstructions.revokeToken },
];

/** What it takes an administrator to write. */
export const writingOperations: readonly Operation[] = [
  'CREATE_USER',
  'UPDATE_USER',
  'SET_USER_STATUS',
  'SET_PASSWORD',
  'DELETE_USER',
  'ADD_TO_GROUP',
  'REPLACE_GROUPS',
  'ADD_TO_TEAM',
  'REMOVE_FROM_TEAM',
  'GRANT_PROJECT_PERMISSION',
  'REVOKE_PROJECT_PERMISSION',
  'CREATE_TOKEN',
];
