import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const updateUser: NonNullable<MutationResolvers['updateUser']> = async (_parent, { input }, context) =>
  userPayload(await context.writer.updateUser(input), context);
