import type { TeamResolvers } from '#generated/resolvers.ts';
import { globalId } from './global-id.ts';
import { memberOf, nameOf } from './mention.ts';

export const Team: TeamResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ entity }) => entity.nativeId,
  name: (team, _args, context) => nameOf(team, context),
  description: (team, _args, context) => memberOf(team, 'description', context),
  createdAt: (team, _args, context) => memberOf(team, 'createdAt', context),
  createdBy: (team, _args, context) => memberOf(team, 'createdBy', context),
  updatedAt: (team, _args, context) => memberOf(team, 'updatedAt', context),
  updatedBy: (team, _args, context) => memberOf(team, 'updatedBy', context),
  members: (team, args, context) => context.directory.listMembers(team, args),
};
