import type { SourceStatusResolvers } from '#generated/resolvers.ts';

export const SourceStatus: SourceStatusResolvers = {
  system: ({ system }) => ({ kind: 'system', system }),
  totalCount: ({ count }) => count(),
};
