import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const replaceGroups: NonNullable<MutationResolvers['replaceGroups']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'replaceGroups', ...input }), context);
