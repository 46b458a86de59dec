import type { MutationResolvers } from '#generated/resolvers.ts';
import { requireScope } from '../require-scope.ts';

export const revokeAccessTokens: NonNullable<MutationResolvers['revokeAccessTokens']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'TOKENS');
  const payload = await context.writer.revokeAccessTokens(input);
  context.renew();
  return payload;
};
