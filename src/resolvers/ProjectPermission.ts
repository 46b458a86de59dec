import type { ProjectPermissionResolvers } from '#generated/resolvers.ts';
import { grantResolvers } from './grant.ts';

export const ProjectPermission: ProjectPermissionResolvers = {
  ...grantResolvers,
  permission: ({ held }) => held.permission,
  project: ({ system, held }) => ({ kind: 'project', system, entity: held.project }),
};
