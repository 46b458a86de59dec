import type { GroupModel, RoleModel } from '#directory/models.ts';
import type { GroupResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';
import { memberOf, nameOf } from './mention.ts';

export const Group: GroupResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ entity }) => entity.nativeId,
  name: (group, _args, context) => nameOf(group, context),
  description: (group, _args, context) => memberOf(group, 'description', context),
  parents: async (group, _args, context) => {
    const parents = (await memberOf(group, 'parents', context)) ?? [];
    return parents.map((entity): GroupModel => ({ kind: 'group', system: group.system, entity }));
  },
  roles: async (group, _args, context) => {
    const roles = (await memberOf(group, 'roles', context)) ?? [];
    return roles.map((entity): RoleModel => ({ kind: 'role', system: group.system, entity }));
  },
  members: (group, args, context) => context.directory.listMembers(group, args),
};
