export interface Permission {
  /** Lower case, as in answers. */
  readonly id: string;
  readonly name: string;
  /** True where it means something only when granted globally. */
  readonly global: boolean;
}

const globalPermissions: Readonly<Record<string, string>> = {
  view_user_profile: 'View user profile',
  view_all_users: 'View all registered users',
  change_user: 'Change user profile',
  create_user: 'Create user account',
  delete_user: 'Delete user account',
  change_own_profile: 'Change own profile',
  create_usergroup: 'Create user group',
  change_usergroup: 'Edit user group',
  delete_usergroup: 'Delete user group',
  manage_roles: 'Manage roles',
  change_server_settings: 'Change server settings',
  view_agent_details: 'View agent details',
  administer_agent: 'Administer build agent machines',
};

const projectPermissions: Readonly<Record<string, string>> = {
  view_project: 'View project and all parent projects',
  run_build: 'Run build',
  cancel_build: 'Stop build / remove from queue',
  tag_build: 'Tag build',
  comment_build: 'Comment build',
  pin_unpin_build: 'Pin / unpin build',
  assign_investigation: 'Assign / unassign investigation',
  edit_project: 'Edit project',
  create_sub_project: 'Create subproject',
  delete_sub_project: 'Delete subproject',
  edit_versioned_settings: 'Enable / disable versioned settings',
  change_user_roles_in_project: 'Change user / group roles in project',
};

/** The permissions that come with the product, in a fixed order. */
export function stockPermissions(): Permission[] {
  const list = (names: Readonly<Record<string, string>>, global: boolean): Permission[] =>
    Object.entries(names).map(([id, name]) => ({ id, name, global }));
  return [...list(projectPermissions, false), ...list(globalPermissions, true)];
}

interface StockRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly includes: readonly string[];
}

export const systemAdministratorRole = 'SYSTEM_ADMIN';

/**
 * Roles of a stock server (section 3.2). The system administrator holds whatever permission exists; a project
 * administrator has view rights on users where the role is granted globally (section 5).
 */
export const stockRoles: readonly StockRole[] = [
  { id: systemAdministratorRole, name: 'System administrator', permissions: [], includes: ['PROJECT_ADMIN'] },
  {
    id: 'PROJECT_ADMIN',
    name: 'Project administrator',
    permissions: [
      'edit_project',
      'create_sub_project',
      'delete_sub_project',
      'edit_versioned_settings',
      'change_user_roles_in_project',
      'view_user_profile',
      'view_all_users',
    ],
    includes: ['PROJECT_DEVELOPER'],
  },
  {
    id: 'PROJECT_DEVELOPER',
    name: 'Project developer',
    permissions: [
      'run_build',
      'cancel_build',
      'tag_build',
      'comment_build',
      'pin_unpin_build',
      'assign_investigation',
    ],
    includes: ['PROJECT_VIEWER'],
  },
  {
    id: 'PROJECT_VIEWER',
    name: 'Project viewer',
    permissions: ['view_project', 'view_agent_details', 'change_own_profile'],
    includes: [],
  },
  {
    id: 'AGENT_MANAGER',
    name: 'Agent manager',
    permissions: ['view_agent_details', 'administer_agent'],
    includes: [],
  },
  { id: 'USER_ROLE', name: 'User', permissions: ['change_own_profile'], includes: [] },
];
