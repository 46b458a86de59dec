import type {
  AccountModel,
  GroupModel,
  ProjectModel,
  RoleModel,
  TeamModel,
  TokenModel,
} from '#directory/models.ts';
import type { Resolvers } from '#generated/resolvers.ts';
import { AccessCarrier, AccessGrant, Node } from './abstract-types.ts';
import { AccessToken } from './AccessToken.ts';
import { Change } from './Change.ts';
import { connectionResolvers } from './connection.ts';
import { DateTime } from './DateTime.ts';
import { Group } from './Group.ts';
import { GroupMembership } from './GroupMembership.ts';
import { Mutation } from './Mutation.ts';
import { payloadResolvers } from './payload.ts';
import { Problem } from './Problem.ts';
import { Project } from './Project.ts';
import { ProjectPermission } from './ProjectPermission.ts';
import { Query } from './Query.ts';
import { Role } from './Role.ts';
import { RoleAssignment } from './RoleAssignment.ts';
import { SourceStatus } from './SourceStatus.ts';
import { System } from './System.ts';
import { Team } from './Team.ts';
import { TeamMembership } from './TeamMembership.ts';
import { User } from './User.ts';
import { UserDetails } from './UserDetails.ts';
import { UserError } from './UserError.ts';

/** Every resolver by type; a type that is missing here answers from its model's members of the same name. */
export const resolvers: Resolvers = {
  AccessCarrier,
  AccessPayload: payloadResolvers,
  AccessGrant,
  AccessToken,
  AccessTokenConnection: connectionResolvers<TokenModel>(),
  Change,
  CreateAccessTokenPayload: payloadResolvers,
  DateTime,
  DeletePayload: payloadResolvers,
  Group,
  GroupConnection: connectionResolvers<GroupModel>(),
  GroupMembership,
  Mutation,
  Node,
  Problem,
  Project,
  ProjectConnection: connectionResolvers<ProjectModel>(),
  ProjectPermission,
  Query,
  Role,
  RoleAssignment,
  RoleConnection: connectionResolvers<RoleModel>(),
  SourceStatus,
  System,
  Team,
  TeamConnection: connectionResolvers<TeamModel>(),
  TeamMembership,
  User,
  UserConnection: connectionResolvers<AccountModel>(),
  UserDetails,
  UserError,
  UserPayload: payloadResolvers,
  UsersPayload: payloadResolvers,
};
