import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const removeFromTeams: NonNullable<MutationResolvers['removeFromTeams']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'removeFromTeams', ...input }), context);
