import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const revokeRoles: NonNullable<MutationResolvers['revokeRoles']> = async (
  _parent,
  { input },
  context,
) => userPayload(await context.writer.changeHoldings({ mutation: 'revokeRoles', ...input }), context);
