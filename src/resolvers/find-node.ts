import type { GatewayContext } from '#context.ts';
import type { AccountModel, GrantModel, NodeModel } from '#directory/models.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import type { EntityKind } from '#domain/entities.ts';
import { decodeId } from '#domain/ids.ts';
import type { DecodedId } from '#domain/ids.ts';
import { globalId } from './global-id.ts';
import { groupsOf, permissionsOf, permissionsOn, rolesOf, teamsOf } from './held.ts';

/** Whatever an id names, read live; undefined where it is not there (any more). INVALID_INPUT for a malformed id. */
export async function findNode(id: string, context: GatewayContext): Promise<NodeModel | undefined> {
  const decoded = decodeId(id, ['id']);
  const system = context.directory.findSystem(decoded.members.system);
  return system === undefined ? undefined : findIn(system, decoded, id, context);
}

async function findIn(
  system: ConnectedSystem,
  decoded: DecodedId,
  id: string,
  context: GatewayContext,
): Promise<NodeModel | undefined> {
  switch (decoded.type) {
    case 'System':
      return { kind: 'system', system };
    case 'User':
      return findAccount(system, decoded.members.user, context);
    case 'Role':
      return findEntity('role', system, decoded.members.role, context);
    case 'Group':
      return findEntity('group', system, decoded.members.group, context);
    case 'Team':
      return findEntity('team', system, decoded.members.team, context);
    case 'Project':
      return findEntity('project', system, decoded.members.project, context);
    case 'AccessToken': {
      const { user, token } = decoded.members;
      const found = await context.loaders.token(system, user, token);
      return found === undefined ? undefined : { kind: 'token', system, token: found };
    }
    case 'RoleAssignment':
      return findGrant(system, decoded.members.user, id, rolesOf, context);
    case 'GroupMembership':
      return findGrant(system, decoded.members.user, id, groupsOf, context);
    case 'TeamMembership':
      return findGrant(system, decoded.members.user, id, teamsOf, context);
    case 'ProjectPermission':
      break;
  }
  if (decoded.members.carrier === '')
    return findGrant(system, decoded.members.user, id, permissionsOf, context);
  // What is held through a team is told by the project, not by the account.
  const onProject = await permissionsOn({ system, nativeId: decoded.members.project }, context);
  return onProject.find((grant) => globalId(grant) === id);
}

export async function findAccount(
  system: ConnectedSystem,
  nativeId: string,
  context: GatewayContext,
): Promise<AccountModel | undefined> {
  const read = await context.loaders.account(system, { id: nativeId });
  return read === undefined ? undefined : { kind: 'account', system, account: read.account };
}

async function findEntity(
  kind: EntityKind,
  system: ConnectedSystem,
  nativeId: string,
  context: GatewayContext,
): Promise<NodeModel | undefined> {
  const entity = await context.loaders.entity(kind, system, nativeId);
  return entity === undefined ? undefined : { kind, system, entity };
}

async function findGrant<G extends GrantModel>(
  system: ConnectedSystem,
  nativeId: string,
  id: string,
  grantsOf: (user: AccountModel, context: GatewayContext) => Promise<G[]>,
  context: GatewayContext,
): Promise<G | undefined> {
  const user = await findAccount(system, nativeId, context);
  if (user === undefined) return undefined;
  const grants = await grantsOf(user, context);
  return grants.find((grant) => globalId(grant) === id);
}
