import type { QueryResolvers } from '#generated/resolvers.ts';

export const accessTokens: NonNullable<QueryResolvers['accessTokens']> = (_parent, args, context) =>
  context.directory.listTokens(args.filter ?? {}, args, args.requireComplete);
