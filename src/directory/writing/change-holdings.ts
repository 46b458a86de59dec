import type { Project, Role } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Facet, HoldingKind, HoldingOfKind } from '#domain/holdings.ts';
import type { Intent } from '#domain/intents.ts';
import { unwrap } from '#domain/settled.ts';
import type { ConnectedSystem } from '../landscape.ts';
import { readAccounts } from '../read-accounts.ts';
import type { CommonInput } from './common-input.ts';
import type { Desk, Target } from './desk.ts';
import {
  grantIntents,
  groupIntents,
  revokePermissionIntents,
  roleIntents,
  teamIntents,
} from './holding-intents.ts';
import type { RoleChoice } from './holding-intents.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { RunOnAccounts, WriterContext } from './writer-context.ts';

interface OnUser extends CommonInput {
  readonly user: AccountRef;
}

/** What one account is to hold more or less of. */
export type HoldingsChange =
  | ({
      readonly mutation: 'assignRoles' | 'revokeRoles' | 'replaceRoles';
      readonly roles: readonly RoleChoice[];
    } & OnUser)
  | ({
      readonly mutation: 'addToGroups' | 'removeFromGroups' | 'replaceGroups';
      readonly groups: readonly string[];
    } & OnUser)
  | ({ readonly mutation: 'addToTeams' | 'removeFromTeams'; readonly teams: readonly string[] } & OnUser)
  | ({
      readonly mutation: 'grantProjectPermission';
      readonly permission: string;
      readonly projects: readonly string[];
    } & OnUser)
  | ({ readonly mutation: 'revokeProjectPermissions'; readonly projects: readonly string[] } & OnUser);

export async function changeHoldings(change: HoldingsChange, context: WriterContext): Promise<RunOnAccounts> {
  let targets: readonly Target[] = [];
  const run = await runMutation(
    {
      mutation: change.mutation,
      dryRun: change.dryRun,
      reason: change.reason ?? undefined,
      caller: context.caller,
      systemKeys: systemsOfRefs([change.user]),
      prepare: async (desk) => {
        targets = await findTargets(
          [change.user],
          () => ['input', 'user'],
          desk,
          context.landscape,
          context.scope,
        );
        const [target] = targets;
        if (target === undefined) return [];
        const intents = await intentsOf(change, target, desk, context);
        return [{ system: target.system, work: [{ account: target.account, intents }] }];
      },
    },
    context,
  );
  return { run, targets };
}

async function intentsOf(
  change: HoldingsChange,
  target: Target,
  desk: Desk,
  context: WriterContext,
): Promise<Intent[]> {
  const { system } = target;
  switch (change.mutation) {
    case 'assignRoles':
      return roleIntents('addRole', change.roles, system, ['input', 'roles'], desk);
    case 'revokeRoles':
      return roleIntents('removeRole', change.roles, system, ['input', 'roles'], desk);
    case 'replaceRoles':
      return replaceRoles(change.roles, target, desk, context);
    case 'addToGroups':
      return groupIntents('addGroup', change.groups, system, ['input', 'groups'], desk);
    case 'removeFromGroups':
      return groupIntents('removeGroup', change.groups, system, ['input', 'groups'], desk);
    case 'replaceGroups':
      return replaceGroups(change.groups, target, desk, context);
    case 'addToTeams':
      return teamIntents('addTeam', change.teams, system, ['input', 'teams'], desk);
    case 'removeFromTeams':
      return teamIntents('removeTeam', change.teams, system, ['input', 'teams'], desk);
    case 'grantProjectPermission':
      return grantIntents(change, system, ['input'], desk);
    case 'revokeProjectPermissions':
      return revokePermissionIntents(change.projects, system, ['input', 'projects'], desk);
  }
}

/** The wanted ones first, then those held directly and not wanted: additions before removals. */
async function replaceRoles(
  choices: readonly RoleChoice[],
  target: Target,
  desk: Desk,
  context: WriterContext,
): Promise<Intent[]> {
  const wanted = await roleIntents('addRole', choices, target.system, ['input', 'roles'], desk);
  const key = (role: string, project: string | undefined): string => JSON.stringify([role, project ?? '']);
  const kept = new Set(
    wanted.map((intent) =>
      intent.kind === 'addRole' ? key(intent.role.nativeId, intent.project?.nativeId) : '',
    ),
  );
  const held = await heldNow(target, 'roles', context);
  const gone = held.filter(
    ({ via, role, project }) => via === undefined && !kept.has(key(role.nativeId, project?.nativeId)),
  );
  const removals = await Promise.all(gone.map((each) => roleRemoval(each, target.system, desk)));
  return [...wanted, ...removals];
}

/** A role that is held, with the names that people know, as an intent to take it back. */
export async function roleRemoval(
  { role, project }: { readonly role: Role; readonly project?: Project | undefined },
  system: ConnectedSystem,
  desk: Desk,
): Promise<Intent> {
  const named = await desk.named('role', system, role);
  if (project === undefined) return { kind: 'removeRole', role: named };
  return { kind: 'removeRole', role: named, project: await desk.named('project', system, project) };
}

async function replaceGroups(
  names: readonly string[],
  target: Target,
  desk: Desk,
  context: WriterContext,
): Promise<Intent[]> {
  const wanted = await groupIntents('addGroup', names, target.system, ['input', 'groups'], desk);
  const kept = new Set(wanted.map((intent) => (intent.kind === 'addGroup' ? intent.group.nativeId : '')));
  const held = await heldNow(target, 'groups', context);
  const removals = held
    .filter(({ via, group, isFixed }) => via === undefined && isFixed !== true && !kept.has(group.nativeId))
    .map(({ group }): Intent => ({ kind: 'removeGroup', group }));
  return [...wanted, ...removals];
}

/** What the account holds now, read live; nothing where the kind of system has none. */
export async function heldNow<K extends HoldingKind>(
  { system, account }: Target,
  kind: K,
  context: WriterContext,
): Promise<HoldingOfKind[K] | []> {
  if (!system.connector.holdings.has(kind)) return [];
  const scope = { ...context.scope, isFresh: true };
  const [outcome] = await readAccounts(system, scope, [{ id: account.nativeId }], new Set<Facet>([kind]));
  if (outcome instanceof Error) throw outcome;
  const settled = outcome?.holdings[kind];
  if (settled !== undefined) return unwrap<HoldingOfKind[K]>(settled);
  throw new RollcallError('NOT_FOUND', `${system.key}: the account ${account.login} is not there any more.`, {
    system: system.key,
  });
}
