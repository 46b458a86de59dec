import type { MutationResolvers } from '#generated/resolvers.ts';
import { requireScope } from '../require-scope.ts';

export const deleteUsers: NonNullable<MutationResolvers['deleteUsers']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'ADMIN');
  const payload = await context.writer.deleteUsers(input);
  context.renew();
  return payload;
};
