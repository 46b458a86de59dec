import type { MutationResolvers } from '#generated/resolvers.ts';

export const deleteUsers: NonNullable<MutationResolvers['deleteUsers']> = async (
  _parent,
  { input },
  context,
) => {
  const payload = await context.writer.deleteUsers(input);
  context.renew();
  return payload;
};
