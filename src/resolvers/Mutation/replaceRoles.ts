import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const replaceRoles: NonNullable<MutationResolvers['replaceRoles']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'replaceRoles', ...input }), context);
