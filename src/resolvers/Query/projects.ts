import type { QueryResolvers } from '#generated/resolvers.ts';

export const projects: NonNullable<QueryResolvers['projects']> = (_parent, args, context) =>
  context.directory.listEntities('project', args.filter ?? {}, args);
