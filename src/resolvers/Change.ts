import type { ChangeResolvers } from '#generated/resolvers.ts';

export const Change: ChangeResolvers = { system: ({ system }) => ({ kind: 'system', system }) };
