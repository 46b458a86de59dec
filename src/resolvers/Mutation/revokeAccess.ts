import type { MutationResolvers } from '#generated/resolvers.ts';
import { requireScope } from '../require-scope.ts';

export const revokeAccess: NonNullable<MutationResolvers['revokeAccess']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'WRITE');
  const payload = await context.writer.revokeAccess(input);
  context.renew();
  return payload;
};
