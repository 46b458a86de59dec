import type { ProjectResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';
import { permissionsOn } from './held.ts';
import { memberOf, nameOf } from './mention.ts';

export const Project: ProjectResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ entity }) => entity.nativeId,
  name: (project, _args, context) => nameOf(project, context),
  label: (project, _args, context) => memberOf(project, 'label', context),
  description: (project, _args, context) => memberOf(project, 'description', context),
  isActive: (project, _args, context) => memberOf(project, 'isActive', context),
  permissions: ({ system, entity }, _args, context) =>
    permissionsOn({ system, nativeId: entity.nativeId }, context),
};
