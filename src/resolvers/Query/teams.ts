import type { QueryResolvers } from '#generated/resolvers.ts';

export const teams: NonNullable<QueryResolvers['teams']> = (_parent, args, context) =>
  context.directory.listEntities('team', args.filter ?? {}, args);
