import type { QueryResolvers } from '#generated/resolvers.ts';

export const groups: NonNullable<QueryResolvers['groups']> = (_parent, args, context) =>
  context.directory.listEntities('group', args.filter ?? {}, args);
