import type { Capability } from '#domain/operations.ts';
import { instead } from './writing/unsupported.ts';

/** zephyr.md names the calls. */
const reading: readonly Capability[] = [
  {
    operation: 'LIST_USERS',
    support: 'SUPPORTED',
    note: 'The server gives the whole list in one answer; it has no search.',
  },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  { operation: 'READ_CURRENT_USER', support: 'SUPPORTED' },
  {
    operation: 'LIST_ROLES',
    support: 'UNKNOWN',
    note: 'Not every server has a list of roles; without one, the roles that users have are shown.',
  },
  { operation: 'READ_ROLES', support: 'SUPPORTED' },
  { operation: 'LIST_GROUPS', support: 'SUPPORTED' },
  { operation: 'READ_GROUPS', support: 'SUPPORTED' },
  {
    operation: 'LIST_TEAMS',
    support: 'UNSUPPORTED',
    note: 'Zephyr has no teams apart from those of projects.',
  },
  {
    operation: 'READ_TEAMS',
    support: 'UNSUPPORTED',
    note: 'Zephyr has no teams apart from those of projects.',
  },
  { operation: 'LIST_PROJECTS', support: 'SUPPORTED' },
  {
    operation: 'READ_PROJECT_PERMISSIONS',
    support: 'EMULATED',
    note: 'Put together from the teams of projects, one call per project; what projects grant through groups is not included.',
  },
  {
    operation: 'LIST_TOKENS',
    support: 'SELF_ONLY',
    note: 'Zephyr lists only the tokens of the account whose credentials are used.',
  },
];

const writing: readonly Capability[] = [
  {
    operation: 'CREATE_USER',
    support: 'SUPPORTED',
    note: 'The first password is the login; it must be changed at the first sign-in unless isCredentialsExpired is false.',
  },
  {
    operation: 'UPDATE_USER',
    support: 'SUPPORTED',
    note: 'Of users from a directory (LDAP or Crowd) only the roles can be changed.',
  },
  {
    operation: 'SET_USER_STATUS',
    support: 'SUPPORTED',
    note: 'Disabling does not end sessions that are open. Users from a directory are disabled there.',
  },
  { operation: 'SET_PASSWORD', support: 'UNSUPPORTED', note: instead.SET_PASSWORD },
  { operation: 'DELETE_USER', support: 'UNSUPPORTED', note: instead.DELETE_USER },
  { operation: 'ASSIGN_ROLE', support: 'SUPPORTED' },
  { operation: 'REVOKE_ROLE', support: 'SUPPORTED' },
  { operation: 'REPLACE_ROLES', support: 'SUPPORTED' },
  { operation: 'ADD_TO_GROUP', support: 'SUPPORTED' },
  { operation: 'REMOVE_FROM_GROUP', support: 'SUPPORTED' },
  { operation: 'REPLACE_GROUPS', support: 'SUPPORTED' },
  { operation: 'ADD_TO_TEAM', support: 'UNSUPPORTED', note: instead.TEAMS },
  { operation: 'REMOVE_FROM_TEAM', support: 'UNSUPPORTED', note: instead.TEAMS },
  {
    operation: 'GRANT_PROJECT_PERMISSION',
    support: 'EMULATED',
    note: 'Done by writing the whole project with its team, once per project; a user has one role on a project.',
  },
  {
    operation: 'REVOKE_PROJECT_PERMISSION',
    support: 'EMULATED',
    note: 'Done by writing the whole project with its team, once per project; what it grants through groups stays.',
  },
  { operation: 'CREATE_TOKEN', support: 'SELF_ONLY', note: instead.OTHERS_TOKENS },
  { operation: 'REVOKE_TOKEN', support: 'SELF_ONLY', note: instead.OTHERS_TOKENS },
  { operation: 'REVOKE_ALL_TOKENS', support: 'SELF_ONLY', note: instead.OTHERS_TOKENS },
];

/** What this kind of server can do. */
export const capabilities: readonly Capability[] = [...reading, ...writing];

export function roleListCapability(isComplete: boolean): Capability {
  return isComplete
    ? { operation: 'LIST_ROLES', support: 'SUPPORTED' }
    : {
        operation: 'LIST_ROLES',
        support: 'EMULATED',
        note: 'This server gives no list of roles to these credentials: only roles that somebody has are shown.',
      };
}
