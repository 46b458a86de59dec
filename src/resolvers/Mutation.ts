import type { MutationResolvers } from '#generated/resolvers.ts';
import { addToGroups } from './Mutation/addToGroups.ts';
import { addToTeams } from './Mutation/addToTeams.ts';
import { assignRoles } from './Mutation/assignRoles.ts';
import { createAccessToken } from './Mutation/createAccessToken.ts';
import { createUser } from './Mutation/createUser.ts';
import { deleteUsers } from './Mutation/deleteUsers.ts';
import { grantProjectPermission } from './Mutation/grantProjectPermission.ts';
import { removeFromGroups } from './Mutation/removeFromGroups.ts';
import { removeFromTeams } from './Mutation/removeFromTeams.ts';
import { replaceGroups } from './Mutation/replaceGroups.ts';
import { replaceRoles } from './Mutation/replaceRoles.ts';
import { revokeAccess } from './Mutation/revokeAccess.ts';
import { revokeAccessTokens } from './Mutation/revokeAccessTokens.ts';
import { revokeAllAccessTokens } from './Mutation/revokeAllAccessTokens.ts';
import { revokeProjectPermissions } from './Mutation/revokeProjectPermissions.ts';
import { revokeRoles } from './Mutation/revokeRoles.ts';
import { setUserStatus } from './Mutation/setUserStatus.ts';
import { updateUser } from './Mutation/updateUser.ts';

export const Mutation: Required<MutationResolvers> = {
  addToGroups,
  addToTeams,
  assignRoles,
  createAccessToken,
  createUser,
  deleteUsers,
  grantProjectPermission,
  removeFromGroups,
  removeFromTeams,
  replaceGroups,
  replaceRoles,
  revokeAccess,
  revokeAccessTokens,
  revokeAllAccessTokens,
  revokeProjectPermissions,
  revokeRoles,
  setUserStatus,
  updateUser,
};
