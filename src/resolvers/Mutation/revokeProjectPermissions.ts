import type { MutationResolvers } from '#generated/resolvers.ts';
import { userPayload } from '../payload.ts';
import { requireScope } from '../require-scope.ts';

export const revokeProjectPermissions: NonNullable<MutationResolvers['revokeProjectPermissions']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'WRITE');
  return userPayload(
    await context.writer.changeHoldings({ mutation: 'revokeProjectPermissions', ...input }),
    context,
  );
};
