import type { TeamMembershipResolvers } from '#generated/resolvers.ts';
import { grantResolvers } from './grant.ts';

export const TeamMembership: TeamMembershipResolvers = {
  ...grantResolvers,
  team: ({ system, held }) => ({ kind: 'team', system, entity: held.team }),
};
