import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';
import { requireScope } from '../require-scope.ts';

export const removeFromGroups: NonNullable<MutationResolvers['removeFromGroups']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'WRITE');
  return userPayload(
    await context.writer.changeHoldings({ mutation: 'removeFromGroups', ...input }),
    context,
  );
};
