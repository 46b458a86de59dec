import type { NodeModel } from '#directory/models.ts';

const typeNames = {
  system: 'System',
  account: 'User',
  role: 'Role',
  group: 'Group',
  team: 'Team',
  project: 'Project',
  token: 'AccessToken',
  roleAssignment: 'RoleAssignment',
  groupMembership: 'GroupMembership',
  teamMembership: 'TeamMembership',
  projectPermission: 'ProjectPermission',
} as const satisfies Record<NodeModel['kind'], string>;

function resolveType<K extends NodeModel['kind']>(model: { readonly kind: K }): (typeof typeNames)[K] {
  return typeNames[model.kind];
}

/** Every model says its kind, so interfaces and unions need no guessing. */
export const Node = { __resolveType: resolveType<NodeModel['kind']> };
export const AccessGrant = {
  __resolveType: resolveType<'roleAssignment' | 'groupMembership' | 'teamMembership' | 'projectPermission'>,
};
export const AccessCarrier = { __resolveType: resolveType<'group' | 'team'> };
