import type { MutationResolvers } from '#generated/resolvers.ts';
import { requireScope } from '../require-scope.ts';

export const revokeAllAccessTokens: NonNullable<MutationResolvers['revokeAllAccessTokens']> = async (
  _parent,
  { input },
  context,
) => {
  requireScope(context, 'TOKENS');
  const payload = await context.writer.revokeAllAccessTokens(input);
  context.renew();
  return payload;
};
