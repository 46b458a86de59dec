import type { RoleAssignmentResolvers } from '#generated/resolvers.ts';
import { grantResolvers } from './grant.ts';

export const RoleAssignment: RoleAssignmentResolvers = {
  ...grantResolvers,
  role: ({ system, held }) => ({ kind: 'role', system, entity: held.role }),
  scope: ({ held }) => held.scope,
};
