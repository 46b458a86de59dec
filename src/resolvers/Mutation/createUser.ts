import type { MutationResolvers } from '#generated/resolvers.ts';
import { accountNow } from '../payload.ts';

export const createUser: NonNullable<MutationResolvers['createUser']> = async (
  _parent,
  { input },
  context,
) => {
  const { run, system, nativeId, generatedPassword } = await context.writer.createUser(input);
  context.renew();
  const user =
    system === undefined || nativeId === undefined ? undefined : await accountNow(system, nativeId, context);
  return { run, user, generatedPassword };
};
