import type { QueryResolvers } from '#generated/resolvers.ts';
import { accessTokens } from './Query/accessTokens.ts';
import { groups } from './Query/groups.ts';
import { node } from './Query/node.ts';
import { nodes } from './Query/nodes.ts';
import { projects } from './Query/projects.ts';
import { roles } from './Query/roles.ts';
import { system } from './Query/system.ts';
import { systems } from './Query/systems.ts';
import { teams } from './Query/teams.ts';
import { user } from './Query/user.ts';
import { users } from './Query/users.ts';
import { viewer } from './Query/viewer.ts';

export const Query: Required<QueryResolvers> = {
  accessTokens,
  groups,
  node,
  nodes,
  projects,
  roles,
  system,
  systems,
  teams,
  user,
  users,
  viewer,
};
