import type { QueryResolvers } from '#generated/resolvers.ts';

export const systems: NonNullable<QueryResolvers['systems']> = (_parent, _args, context) =>
  context.directory.systems.map((system) => ({ kind: 'system', system }));
