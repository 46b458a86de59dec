import type { UserResolvers } from '#generated/resolvers.ts';
import type { TokenModel } from '#directory/models.ts';
import { tokenFilter } from '#directory/token-list.ts';
import { unwrap } from '#domain/settled.ts';
import { globalId } from './global-id.ts';
import { groupsOf, permissionsOf, readWhole, rolesOf, teamsOf } from './held.ts';

export const User: UserResolvers = {
  id: globalId,
  system: ({ system }) => ({ kind: 'system', system }),
  nativeId: ({ account }) => account.nativeId,
  login: ({ account }) => account.login,
  firstName: ({ account }) => account.firstName,
  lastName: ({ account }) => account.lastName,
  displayName: ({ account }) => account.displayName,
  email: ({ account }) => account.email,
  status: ({ account }) => account.status,
  isAdministrator: ({ account }) => account.isAdministrator,
  lastLoginAt: ({ account }) => account.lastLoginAt,
  hasLoggedIn: ({ account }) => account.hasLoggedIn,
  createdAt: ({ account }) => account.createdAt,
  createdBy: ({ account }) => account.createdBy,
  updatedAt: ({ account }) => account.updatedAt,
  updatedBy: ({ account }) => account.updatedBy,
  details: async (user, _args, context) => {
    const { details } = await readWhole(user, 'details', context);
    return details === undefined ? undefined : unwrap(details);
  },
  roles: (user, _args, context) => rolesOf(user, context),
  groups: (user, _args, context) => groupsOf(user, context),
  teams: (user, _args, context) => teamsOf(user, context),
  projectPermissions: (user, _args, context) => permissionsOf(user, context),
  accessTokens: async ({ system, account }, { filter }, context) => {
    if (!context.directory.chooseSystems(filter?.systems).includes(system)) return [];
    const all = await context.loaders.tokens(system, account.nativeId);
    const matches = tokenFilter(filter ?? {}) ?? (() => true);
    return all.filter(matches).map((token): TokenModel => ({ kind: 'token', system, token }));
  },
};
