import type { MutationResolvers } from '#generated/resolvers.ts';
import { accountNow } from '../payload.ts';

export const setUserStatus: NonNullable<MutationResolvers['setUserStatus']> = async (
  _parent,
  { input },
  context,
) => {
  const { run, targets } = await context.writer.setUserStatus(input);
  context.renew();
  const users = await Promise.all(
    targets.map(({ system, account }) => accountNow(system, account.nativeId, context)),
  );
  return { run, users: users.filter((user) => user !== undefined) };
};
