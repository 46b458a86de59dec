import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const assignRoles: NonNullable<MutationResolvers['assignRoles']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'assignRoles', ...input }), context);
