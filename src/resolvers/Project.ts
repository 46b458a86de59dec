import type { PermissionGrant } from '#directory/models.ts';
import type { ProjectResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';
import { memberOf, nameOf } from './mention.ts';

export const Project: ProjectResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ entity }) => entity.nativeId,
  name: (project, _args, context) => nameOf(project, context),
  label: (project, _args, context) => memberOf(project, 'label', context),
  description: (project, _args, context) => memberOf(project, 'description', context),
  isActive: (project, _args, context) => memberOf(project, 'isActive', context),
  permissions: async ({ system, entity }, _args, context) => {
    const grants = await context.loaders.projectPermissions(system, entity.nativeId);
    return grants.map(({ account, permission }): PermissionGrant => ({
      kind: 'projectPermission',
      system,
      holder: account,
      held: permission,
    }));
  },
};
