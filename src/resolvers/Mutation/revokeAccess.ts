import type { MutationResolvers } from '#generated/resolvers.ts';

export const revokeAccess: NonNullable<MutationResolvers['revokeAccess']> = async (
  _parent,
  { input },
  context,
) => {
  const payload = await context.writer.revokeAccess(input);
  context.renew();
  return payload;
};
