import type { RoleResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';
import { memberOf, nameOf } from './mention.ts';

export const Role: RoleResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ entity }) => entity.nativeId,
  name: (role, _args, context) => nameOf(role, context),
  description: (role, _args, context) => memberOf(role, 'description', context),
  permissions: (role, _args, context) => memberOf(role, 'permissions', context),
  holders: (role, args, context) => context.directory.listMembers(role, args),
};
