import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';
import { requireScope } from '../require-scope.ts';

export const revokeRoles: NonNullable<MutationResolvers['revokeRoles']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'WRITE');
  return userPayload(await context.writer.changeHoldings({ mutation: 'revokeRoles', ...input }), context);
};
