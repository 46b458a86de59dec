import type { QueryResolvers } from '#generated/resolvers.ts';

export const users: NonNullable<QueryResolvers['users']> = (_parent, args, context) =>
  context.directory.listAccounts(
    args.filter ?? {},
    { field: args.orderBy?.field ?? 'LOGIN', direction: args.orderBy?.direction ?? 'ASC' },
    args,
    args.requireComplete,
  );
