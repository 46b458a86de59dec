import type { GroupMembershipResolvers } from '#generated/resolvers.ts';
import { grantResolvers } from './grant.ts';

export const GroupMembership: GroupMembershipResolvers = {
  ...grantResolvers,
  group: ({ system, held }) => ({ kind: 'group', system, entity: held.group }),
};
