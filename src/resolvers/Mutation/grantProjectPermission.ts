import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const grantProjectPermission: NonNullable<MutationResolvers['grantProjectPermission']> = async (
  _parent,
  { input },
  context,
) =>
  userPayload(await context.writer.changeHoldings({ mutation: 'grantProjectPermission', ...input }), context);
