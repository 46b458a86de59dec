import type { Capability, Operation, Support } from '#domain/operations.ts';
import * as instructions from './writing/instructions.ts';

const noTeams = 'Foreman has no teams.';
const noProjects = 'Foreman has no projects; organizations and locations are details of an account.';

const wholeList =
  'The members of the group are read and written as a whole, one call for each group; a membership that comes from a directory is changed there.';

/** What every Foreman can do, given the rights. */
export const foremanCapabilities: readonly Capability[] = [
  { operation: 'LIST_USERS', support: 'SUPPORTED' },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  { operation: 'READ_CURRENT_USER', support: 'SUPPORTED' },
  {
    operation: 'LIST_ROLES',
    support: 'SUPPORTED',
    note: 'What a role allows comes from its filters, which need view_filters.',
  },
  {
    operation: 'READ_ROLES',
    support: 'SUPPORTED',
    note: 'Direct roles and those of groups, nested ones included; the Default role, which everybody has, is left out.',
  },
  { operation: 'LIST_GROUPS', support: 'SUPPORTED' },
  { operation: 'READ_GROUPS', support: 'SUPPORTED', note: 'Direct memberships.' },
  { operation: 'LIST_TEAMS', support: 'UNSUPPORTED', note: noTeams },
  { operation: 'READ_TEAMS', support: 'UNSUPPORTED', note: noTeams },
  { operation: 'LIST_PROJECTS', support: 'UNSUPPORTED', note: noProjects },
  { operation: 'READ_PROJECT_PERMISSIONS', support: 'UNSUPPORTED', note: noProjects },
  { operation: 'LIST_TOKENS', support: 'SUPPORTED', note: 'One call for each account.' },
  {
    operation: 'CREATE_USER',
    support: 'SUPPORTED',
    note: 'With the internal auth source, which needs a password, unless details name another.',
  },
  {
    operation: 'UPDATE_USER',
    support: 'SUPPORTED',
    note: 'First and last name of at most 50 characters; the display name is made of them.',
  },
  { operation: 'SET_USER_STATUS', support: 'SUPPORTED', note: 'Not of the account in use.' },
  {
    operation: 'SET_PASSWORD',
    support: 'SUPPORTED',
    note: 'Of internal accounts, except for the one in use.',
  },
  { operation: 'DELETE_USER', support: 'SUPPORTED', note: 'Not the account in use, nor an owner of hosts.' },
  { operation: 'ASSIGN_ROLE', support: 'SUPPORTED', note: 'One call for all roles of an account.' },
  { operation: 'REVOKE_ROLE', support: 'SUPPORTED', note: 'Direct roles; the Default role stays.' },
  { operation: 'REPLACE_ROLES', support: 'SUPPORTED', note: 'Direct roles; the Default role stays.' },
  { operation: 'ADD_TO_GROUP', support: 'EMULATED', note: wholeList },
  { operation: 'REMOVE_FROM_GROUP', support: 'EMULATED', note: wholeList },
  { operation: 'REPLACE_GROUPS', support: 'EMULATED', note: wholeList },
  { operation: 'ADD_TO_TEAM', support: 'UNSUPPORTED', note: instructions.noTeams },
  { operation: 'REMOVE_FROM_TEAM', support: 'UNSUPPORTED', note: instructions.noTeams },
  { operation: 'GRANT_PROJECT_PERMISSION', support: 'UNSUPPORTED', note: instructions.noProjects },
  { operation: 'REVOKE_PROJECT_PERMISSION', support: 'UNSUPPORTED', note: instructions.noProjects },
  { operation: 'CREATE_TOKEN', support: 'SUPPORTED', note: 'A name stays taken after the token is revoked.' },
  { operation: 'REVOKE_TOKEN', support: 'SUPPORTED', note: 'Revoked tokens stay listed.' },
  {
    operation: 'REVOKE_ALL_TOKENS',
    support: 'EMULATED',
    note: 'The tokens are listed and revoked one by one.',
  },
];

/** What the credentials were found to be allowed. */
export interface Rights {
  readonly users: boolean;
  readonly roles: boolean;
  readonly groups: boolean;
  /** Tokens of others; undefined where there is no asking (before 3.10). */
  readonly tokens: boolean | undefined;
}

/** Capabilities that these rights change (foreman.md 1.3). */
export function capabilitiesOf(rights: Rights): readonly Capability[] {
  const changed: Capability[] = [];
  const lacking = (operation: Operation, support: Support, permission: string): void => {
    changed.push({ operation, support, note: `The credentials lack ${permission}.` });
  };
  if (!rights.users) {
    lacking('LIST_USERS', 'UNSUPPORTED', 'view_users');
    for (const operation of ['READ_USER', 'READ_ROLES', 'READ_GROUPS'] as const) {
      lacking(operation, 'SELF_ONLY', 'view_users');
    }
  }
  if (!rights.roles) lacking('LIST_ROLES', 'UNSUPPORTED', 'view_roles');
  if (!rights.groups) lacking('LIST_GROUPS', 'UNSUPPORTED', 'view_usergroups');
  if (rights.tokens === undefined) {
    changed.push({
      operation: 'LIST_TOKENS',
      support: 'UNKNOWN',
      note: 'This version does not tell whether the credentials may see the tokens of others.',
    });
  } else if (!rights.tokens) {
    lacking('LIST_TOKENS', 'SELF_ONLY', 'view_personal_access_tokens');
  }
  return changed;
}
