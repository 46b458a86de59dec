import type { MutationResolvers } from '#generated/resolvers.ts';

export const revokeAllAccessTokens: NonNullable<MutationResolvers['revokeAllAccessTokens']> = async (
  _parent,
  { input },
  context,
) => {
  const payload = await context.writer.revokeAllAccessTokens(input);
  context.renew();
  return payload;
};
