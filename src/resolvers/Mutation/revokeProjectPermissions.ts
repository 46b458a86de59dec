import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';

export const revokeProjectPermissions: NonNullable<MutationResolvers['revokeProjectPermissions']> = async (
  _parent,
  { input },
  context,
) =>
  userPayload(
    await context.writer.changeHoldings({ mutation: 'revokeProjectPermissions', ...input }),
    context,
  );
