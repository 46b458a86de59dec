/** What can be done in a system; each has a capability. */
export const operations = [
  'LIST_USERS',
  'READ_USER',
  'READ_CURRENT_USER',
  'CREATE_USER',
  'UPDATE_USER',
  'SET_USER_STATUS',
  'SET_PASSWORD',
  'DELETE_USER',
  'LIST_ROLES',
  'READ_ROLES',
  'ASSIGN_ROLE',
  'REVOKE_ROLE',
  'REPLACE_ROLES',
  'LIST_GROUPS',
  'READ_GROUPS',
  'ADD_TO_GROUP',
  'REMOVE_FROM_GROUP',
  'REPLACE_GROUPS',
  'LIST_TEAMS',
  'READ_TEAMS',
  'ADD_TO_TEAM',
  'REMOVE_FROM_TEAM',
  'LIST_PROJECTS',
  'READ_PROJECT_PERMISSIONS',
  'GRANT_PROJECT_PERMISSION',
  'REVOKE_PROJECT_PERMISSION',
  'LIST_TOKENS',
  'CREATE_TOKEN',
  'REVOKE_TOKEN',
  'REVOKE_ALL_TOKENS',
] as const;

export type Operation = (typeof operations)[number];

/**
 * EMULATED: the gateway does it with several calls. SELF_ONLY: only for the account whose credentials are used.
 * UNKNOWN: it takes a call to find out and none was made yet.
 */
export type Support = 'SUPPORTED' | 'EMULATED' | 'SELF_ONLY' | 'UNSUPPORTED' | 'UNKNOWN';

export interface Capability {
  readonly operation: Operation;
  readonly support: Support;
  /** Why not, or how it is emulated, in a sentence for people. */
  readonly note?: string | undefined;
}
