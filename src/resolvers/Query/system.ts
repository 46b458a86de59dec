import type { QueryResolvers } from '#generated/resolvers.ts';

export const system: NonNullable<QueryResolvers['system']> = (_parent, { key }, context) => {
  const found = context.directory.findSystem(key);
  return found === undefined ? null : { kind: 'system', system: found };
};
