/**
 * What a person can do where TeamCity, or its API, cannot. Capabilities say the same in their notes.
 */
export const cannotDisable =
  'TeamCity accounts have no disabled state: take back their roles and groups, or delete the account.';
export const noTeamToJoin = 'TeamCity has no teams: add the account to a group.';
export const noTeamToLeave = 'TeamCity has no teams: remove the account from a group.';
export const noPermissionToGrant =
  'TeamCity gives rights on projects by roles scoped to them: assign a role with the project.';
export const noPermissionToRevoke =
  'TeamCity gives rights on projects by roles scoped to them: revoke the role with the project.';
export const tokensMadeByOwnerOnly =
  'TeamCity lets only the owner make an access token: the owner signs in and makes it under Profile, Access Tokens, or calls with own credentials.';
export const tokensRevokedByOwnerOnly =
  'TeamCity lets only the owner delete an access token: the owner signs in and deletes it under Profile, Access Tokens, or calls with own credentials. Deleting the account ends all its tokens.';

export const everybodyIsInAllUsers =
  'Everybody is in the group All Users and cannot leave it: take back the roles of that group, or delete the account.';
export const oneNameOnly = 'TeamCity keeps one name: give the whole of it as displayName.';
export const tokenNotAddressable =
  'The API cannot address a token whose name holds a slash, a backslash, a semicolon or a percent sign: the owner deletes it in TeamCity under Profile, Access Tokens.';
export const propertyNotAddressable =
  'The API cannot address a property whose name holds a slash, a backslash, a semicolon or a percent sign: change it in TeamCity.';
export const roleNotAddressable =
  'The API cannot address this role or project by its id: change the assignment in TeamCity, under the roles of the account.';
export const groupNotAddressable =
  'The API cannot address this group by its key: change the membership in TeamCity, under the groups of the account.';
