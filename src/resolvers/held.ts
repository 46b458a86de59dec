import type { GatewayContext } from '#context.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import type { AccountModel, GroupGrant, PermissionGrant, RoleGrant, TeamGrant } from '#directory/models.ts';
import type { AccountRead } from '#directory/read-accounts.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Facet, HoldingKind, HoldingOfKind } from '#domain/holdings.ts';
import { unwrap } from '#domain/settled.ts';

/** The account, read live; NOT_FOUND where a list still shows what is gone. */
export async function readWhole(
  user: AccountModel,
  facet: Facet,
  context: GatewayContext,
): Promise<AccountRead> {
  const read = await context.loaders.account(user.system, { id: user.account.nativeId }, facet);
  if (read !== undefined) return read;
  const message = `${user.system.key}: the account ${user.account.login} was listed but is no longer there.`;
  throw new RollcallError('NOT_FOUND', message, { system: user.system.key });
}

/** One kind of holding; nothing where the kind of system has none, thrown where it could not be read. */
async function holding<K extends HoldingKind>(
  user: AccountModel,
  kind: K,
  context: GatewayContext,
): Promise<HoldingOfKind[K] | []> {
  if (!user.system.connector.holdings.has(kind)) return [];
  const settled = (await readWhole(user, kind, context)).holdings[kind];
  if (settled !== undefined) return unwrap<HoldingOfKind[K]>(settled);
  throw new RollcallError('INTERNAL', `The ${user.system.kind} connector left out ${kind}.`, {
    system: user.system.key,
  });
}

export async function rolesOf(user: AccountModel, context: GatewayContext): Promise<RoleGrant[]> {
  const all = await holding(user, 'roles', context);
  return all.map((held) => ({ kind: 'roleAssignment', system: user.system, holder: user.account, held }));
}

export async function groupsOf(user: AccountModel, context: GatewayContext): Promise<GroupGrant[]> {
  const all = await holding(user, 'groups', context);
  return all.map((held) => ({ kind: 'groupMembership', system: user.system, holder: user.account, held }));
}

export async function teamsOf(user: AccountModel, context: GatewayContext): Promise<TeamGrant[]> {
  const all = await holding(user, 'teams', context);
  return all.map((held) => ({ kind: 'teamMembership', system: user.system, holder: user.account, held }));
}

export async function permissionsOf(user: AccountModel, context: GatewayContext): Promise<PermissionGrant[]> {
  const all = await holding(user, 'projectPermissions', context);
  return all.map((held) => ({ kind: 'projectPermission', system: user.system, holder: user.account, held }));
}

/** Permissions held on a project, whoever holds them. */
export async function permissionsOn(
  project: { readonly system: ConnectedSystem; readonly nativeId: string },
  context: GatewayContext,
): Promise<PermissionGrant[]> {
  const { system, nativeId } = project;
  const grants = await context.loaders.projectPermissions(system, nativeId);
  return grants.map(({ account, permission }) => ({
    kind: 'projectPermission',
    system,
    holder: account,
    held: permission,
  }));
}
