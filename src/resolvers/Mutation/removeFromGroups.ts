import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const removeFromGroups: NonNullable<MutationResolvers['removeFromGroups']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'removeFromGroups', ...input }), context);
