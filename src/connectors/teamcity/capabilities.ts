import type { Capability } from '#domain/operations.ts';
import {
  cannotDisable,
  noPermissionToGrant,
  noPermissionToRevoke,
  noTeamToJoin,
  noTeamToLeave,
  tokensMadeByOwnerOnly,
  tokensRevokedByOwnerOnly,
} from './writing/instructions.ts';

const none = (operation: Capability['operation'], note: string): Capability => ({
  operation,
  support: 'UNSUPPORTED',
  note,
});

/** What TeamCity from 2023.05 on lets credentials with the right to view all users read. */
const readingCapabilities: readonly Capability[] = [
  { operation: 'LIST_USERS', support: 'SUPPORTED' },
  { operation: 'READ_USER', support: 'SUPPORTED' },
  { operation: 'READ_CURRENT_USER', support: 'SUPPORTED' },
  { operation: 'LIST_ROLES', support: 'SUPPORTED', note: 'Needs TeamCity 2023.05 or newer.' },
  {
    operation: 'READ_ROLES',
    support: 'SUPPORTED',
    note: 'Roles of the account itself and of its groups, with the groups above them.',
  },
  { operation: 'LIST_GROUPS', support: 'SUPPORTED' },
  { operation: 'READ_GROUPS', support: 'SUPPORTED', note: 'Direct memberships.' },
  none('LIST_TEAMS', 'TeamCity has no teams.'),
  none('READ_TEAMS', 'TeamCity has no teams.'),
  { operation: 'LIST_PROJECTS', support: 'SUPPORTED', note: 'Projects that the credentials may see.' },
  none(
    'READ_PROJECT_PERMISSIONS',
    'TeamCity gives rights on projects by roles scoped to them: read the roles instead.',
  ),
  {
    operation: 'LIST_TOKENS',
    support: 'SELF_ONLY',
    note: 'TeamCity shows access tokens to their owner only.',
  },
];

/** What it lets credentials with the right to change users and roles write. */
const writingCapabilities: readonly Capability[] = [
  {
    operation: 'CREATE_USER',
    support: 'SUPPORTED',
    note: 'Roles, groups and properties follow in calls of their own. Logins are kept in lower case.',
  },
  {
    operation: 'UPDATE_USER',
    support: 'SUPPORTED',
    note: 'TeamCity keeps one name: the display name, or first and last name together.',
  },
  none('SET_USER_STATUS', cannotDisable),
  { operation: 'SET_PASSWORD', support: 'SUPPORTED' },
  {
    operation: 'DELETE_USER',
    support: 'SUPPORTED',
    note: 'Refused for accounts that have permissions which these credentials lack.',
  },
  { operation: 'ASSIGN_ROLE', support: 'SUPPORTED' },
  {
    operation: 'REVOKE_ROLE',
    support: 'SUPPORTED',
    note: 'Roles of the account itself; those of a group go with the membership.',
  },
  { operation: 'REPLACE_ROLES', support: 'EMULATED', note: 'The difference, role by role, additions first.' },
  { operation: 'ADD_TO_GROUP', support: 'SUPPORTED' },
  {
    operation: 'REMOVE_FROM_GROUP',
    support: 'SUPPORTED',
    note: 'All but the group All Users, which nobody can leave.',
  },
  {
    operation: 'REPLACE_GROUPS',
    support: 'EMULATED',
    note: 'The difference, group by group, additions first.',
  },
  none('ADD_TO_TEAM', noTeamToJoin),
  none('REMOVE_FROM_TEAM', noTeamToLeave),
  none('GRANT_PROJECT_PERMISSION', noPermissionToGrant),
  none('REVOKE_PROJECT_PERMISSION', noPermissionToRevoke),
  { operation: 'CREATE_TOKEN', support: 'SELF_ONLY', note: tokensMadeByOwnerOnly },
  { operation: 'REVOKE_TOKEN', support: 'SELF_ONLY', note: tokensRevokedByOwnerOnly },
  { operation: 'REVOKE_ALL_TOKENS', support: 'SELF_ONLY', note: tokensRevokedByOwnerOnly },
];

export const teamCityCapabilities: readonly Capability[] = [...readingCapabilities, ...writingCapabilities];

const needsViewAll = 'These credentials lack the right to view all user profiles, globally granted.';

/** For credentials that may not view all users. */
export const withoutViewAll: readonly Capability[] = [
  none('LIST_USERS', needsViewAll),
  {
    operation: 'READ_USER',
    support: 'EMULATED',
    note: `${needsViewAll} Accounts they may see one by one are read, others look as if they did not exist.`,
  },
  none('LIST_ROLES', needsViewAll),
  none('LIST_GROUPS', needsViewAll),
];

export const withoutRoleList: Capability = none(
  'LIST_ROLES',
  'This server is older than 2023.05 and does not list its roles; they are shown by their ids.',
);

/** For a server with published authentication bypasses (teamcity.md 6). */
export function unsafeVersion(version: string): Capability {
  return {
    operation: 'READ_CURRENT_USER',
    support: 'SUPPORTED',
    note: `TeamCity ${version} has known ways round its authentication: upgrade to 2023.11.4 or newer.`,
  };
}
