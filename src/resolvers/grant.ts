import type { GatewayContext } from '#context.ts';
import type { AccountModel, EntityModel, GrantModel, ProjectModel } from '#directory/models.ts';
import { carrierOf, projectOf } from '#directory/models.ts';
import { RollcallError } from '#domain/errors.ts';
import { findAccount } from './find-node.ts';
import { globalId } from './global-id.ts';
import { carrierModel, nameOf } from './mention.ts';

/** The fields that every grant has, whatever is held. */
export const grantResolvers = {
  id: globalId,
  user: (grant: GrantModel, _args: object, context: GatewayContext) => userOf(grant, context),
  system: ({ system }: GrantModel) => ({ kind: 'system' as const, system }),
  label: (grant: GrantModel, _args: object, context: GatewayContext) => labelOf(grant, context),
  project: (grant: GrantModel) => projectModel(grant),
  via: (grant: GrantModel) => carrierModel(grant.system, carrierOf(grant)),
};

function projectModel(grant: GrantModel): ProjectModel | undefined {
  const project = projectOf(grant);
  return project === undefined ? undefined : { kind: 'project', system: grant.system, entity: project };
}

async function userOf(grant: GrantModel, context: GatewayContext): Promise<AccountModel> {
  const { system, holder } = grant;
  if ('status' in holder) return { kind: 'account', system, account: holder };
  const user = await findAccount(system, holder.nativeId, context);
  if (user !== undefined) return user;
  const message = `${system.key}: the account ${holder.nativeId} holds something but cannot be found.`;
  throw new RollcallError('NOT_FOUND', message, { system: system.key });
}

/** `Project developer on Payments through Developers`. */
async function labelOf(grant: GrantModel, context: GatewayContext): Promise<string> {
  const project = projectModel(grant);
  const carrier = carrierModel(grant.system, carrierOf(grant));
  const [what, where, through] = await Promise.all([
    heldName(grant, context),
    project === undefined ? undefined : nameOf(project, context),
    carrier === undefined ? undefined : nameOf(carrier, context),
  ]);
  return [
    what,
    where === undefined ? '' : ` on ${where}`,
    through === undefined ? '' : ` through ${through}`,
  ].join('');
}

async function heldName(grant: GrantModel, context: GatewayContext): Promise<string> {
  const { system } = grant;
  switch (grant.kind) {
    case 'roleAssignment':
      return nameOf({ kind: 'role', system, entity: grant.held.role }, context);
    case 'groupMembership':
      return `Member of group ${await nameOf({ kind: 'group', system, entity: grant.held.group }, context)}`;
    case 'teamMembership':
      return `Member of team ${await nameOf({ kind: 'team', system, entity: grant.held.team } satisfies EntityModel, context)}`;
    case 'projectPermission':
      return grant.held.permission;
  }
}
