import type { AccessTokenResolvers } from '#generated/resolvers.ts';
import { findAccount } from './find-node.ts';
import { globalId } from './global-id.ts';

export const AccessToken: AccessTokenResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ token }) => token.nativeId,
  name: ({ token }) => token.name,
  owner: ({ system, token }, _args, context) => findAccount(system, token.ownerId, context),
  state: ({ token }) => token.state,
  createdAt: ({ token }) => token.createdAt,
  createdBy: ({ token }) => token.createdBy,
  expiresAt: ({ token }) => token.expiresAt,
  expiry: ({ token }) => token.expiry,
  lastUsedAt: ({ token }) => token.lastUsedAt,
  usage: ({ token }) => token.usage,
};
