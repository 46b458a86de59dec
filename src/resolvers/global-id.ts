import type { GrantModel, NodeModel } from '#directory/models.ts';
import { carrierOf } from '#directory/models.ts';
import { encodeId } from '#domain/ids.ts';

/** The global id of anything that has one. */
export function globalId(model: NodeModel): string {
  const system = model.system.key;
  switch (model.kind) {
    case 'system':
      return encodeId('System', { system });
    case 'account':
      return encodeId('User', { system, user: model.account.nativeId });
    case 'role':
      return encodeId('Role', { system, role: model.entity.nativeId });
    case 'group':
      return encodeId('Group', { system, group: model.entity.nativeId });
    case 'team':
      return encodeId('Team', { system, team: model.entity.nativeId });
    case 'project':
      return encodeId('Project', { system, project: model.entity.nativeId });
    case 'token':
      return encodeId('AccessToken', { system, user: model.token.ownerId, token: model.token.nativeId });
    case 'roleAssignment':
    case 'groupMembership':
    case 'teamMembership':
    case 'projectPermission':
      return grantId(model);
  }
}

function grantId(grant: GrantModel): string {
  const via = carrierOf(grant);
  const common = {
    system: grant.system.key,
    user: grant.holder.nativeId,
    carrier: via?.type ?? '',
    carrierId: via === undefined ? '' : via.type === 'group' ? via.group.nativeId : via.team.nativeId,
  };
  switch (grant.kind) {
    case 'roleAssignment':
      return encodeId('RoleAssignment', {
        ...common,
        role: grant.held.role.nativeId,
        scope: grant.held.scope ?? '',
      });
    case 'groupMembership':
      return encodeId('GroupMembership', { ...common, group: grant.held.group.nativeId });
    case 'teamMembership':
      return encodeId('TeamMembership', { ...common, team: grant.held.team.nativeId });
    case 'projectPermission': {
      const { project, permission } = grant.held;
      return encodeId('ProjectPermission', { ...common, project: project.nativeId, permission });
    }
  }
}
