import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const addToTeams: NonNullable<MutationResolvers['addToTeams']> = async (_parent, { input }, context) =>
  userPayload(await context.writer.changeHoldings({ mutation: 'addToTeams', ...input }), context);
