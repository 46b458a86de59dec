import type { QueryResolvers } from '#generated/resolvers.ts';

export const roles: NonNullable<QueryResolvers['roles']> = (_parent, args, context) =>
  context.directory.listEntities('role', args.filter ?? {}, args);
