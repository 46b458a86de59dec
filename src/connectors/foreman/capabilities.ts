import type { Capability, Operation, Support } from '#domain/operations.ts';

const noTeams = 'Foreman has no teams.';
const noProjects = 'Foreman has no projects; organizations and locations are details of an account.';

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
