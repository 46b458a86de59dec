import type { UserErrorResolvers } from '#generated/resolvers.ts';

export const UserError: UserErrorResolvers = {
  system: ({ system }) => (system === undefined ? undefined : { kind: 'system', system }),
};
