import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';
import { requireScope } from '../require-scope.ts';

export const addToGroups: NonNullable<MutationResolvers['addToGroups']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'WRITE');
  return userPayload(await context.writer.changeHoldings({ mutation: 'addToGroups', ...input }), context);
};
