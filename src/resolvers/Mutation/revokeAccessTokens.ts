import type { MutationResolvers } from '#generated/resolvers.ts';

export const revokeAccessTokens: NonNullable<MutationResolvers['revokeAccessTokens']> = async (
  _parent,
  { input },
  context,
) => {
  const payload = await context.writer.revokeAccessTokens(input);
  context.renew();
  return payload;
};
