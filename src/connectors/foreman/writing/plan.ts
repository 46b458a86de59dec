import type { Call } from '#connectors/connector.ts';
import type { AccountWork, SystemPlan } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import type { ForemanClient } from '../client.ts';
import { phases, settleUnsupported } from './draft.ts';
import type { Draft, Planning } from './draft.ts';
import { readFacts } from './facts.ts';
import type { Facts } from './facts.ts';
import { noProjects, noTeams } from './instructions.ts';
import { planChanges, planStatus } from './plan-changes.ts';
import { planCreate } from './plan-create.ts';
import { planDelete } from './plan-delete.ts';
import { planGroups } from './plan-groups.ts';
import { planRoles } from './plan-roles.ts';
import { planTokens } from './plan-tokens.ts';
import { stateOf } from './state.ts';
import { accountPath, placeOf } from './target.ts';
import type { Target } from './target.ts';

export interface PlanOptions {
  readonly client: ForemanClient;
  readonly now: () => number;
  /** Query of the configured context. */
  readonly query: string | undefined;
}

/** Reads what the work is about, and puts the writes it takes in order. */
export async function planWork(
  { client, now, query }: PlanOptions,
  call: Call,
  work: readonly AccountWork[],
): Promise<SystemPlan> {
  const facts = await readFacts(client, call, work, now);
  const draft: Draft = { steps: [], settled: [] };
  naming(client.system, () => planAll({ client, facts, now, query, draft }, work));
  return {
    steps: phases.flatMap((phase) =>
      draft.steps.filter((each) => each.phase === phase).map((each) => each.step),
    ),
    settled: draft.settled,
    state: stateOf(facts, work),
  };
}

function planAll(planning: Planning, work: readonly AccountWork[]): void {
  const targets = work.map((each, account) => planAccount(planning, each, account));
  planGroups(planning, targets);
  for (const { target, intents } of targets) planTokens(planning, target, intents);
}

/** Errors about the input are made where only the input is known. */
function naming(system: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RollcallError) || error.system !== undefined) throw error;
    throw new RollcallError(error.code, `${system}: ${error.message}`, { system, field: error.field });
  }
}

interface Targeted {
  readonly target: Target;
  readonly intents: readonly (readonly [number, Intent])[];
}

function planAccount(planning: Planning, work: AccountWork, account: number): Targeted {
  const intents = [...work.intents.entries()];
  const target = targetOf(planning, work, account);
  planChanges(planning, target, intents);
  planRoles(planning, target, intents);
  planStatus(planning, target, intents);
  for (const [index, intent] of intents) {
    if (intent.kind === 'delete') planDelete(planning, target, placeOf(target, index));
    else settleForeign(planning, target, intent, index);
  }
  return { target, intents };
}

function targetOf(planning: Planning, { account, intents }: AccountWork, place: number): Target {
  const create = intents.findIndex((intent) => intent.kind === 'create');
  const intent = intents[create];
  if (intent?.kind === 'create') return planCreate(planning, intent, { account: place, intent: create });
  if (account === undefined) throw new Error('Work without an account must begin with its making.');
  const show = planning.facts.accounts[place];
  return {
    account: place,
    login: show?.login ?? account.login,
    show,
    path: accountPath(account.nativeId, planning.facts.shadowed.has(account.nativeId)),
    isExternal: isExternal(show),
  };
}

function isExternal(show: Facts['accounts'][number]): boolean {
  return (show?.auth_source_ldap ?? show?.auth_source_external ?? undefined) !== undefined;
}

/** What Foreman has no such thing as. */
function settleForeign(planning: Planning, target: Target, intent: Intent, index: number): void {
  const { login } = target;
  const settle = (operation: Parameters<typeof settleUnsupported>[2], summary: string, why: string): void =>
    settleUnsupported(planning, placeOf(target, index), operation, summary, why);
  if (intent.kind === 'addTeam') {
    settle('ADD_TO_TEAM', `Add ${login} to team ${nameOf(intent.team)}`, noTeams);
  } else if (intent.kind === 'removeTeam') {
    settle('REMOVE_FROM_TEAM', `Remove ${login} from team ${nameOf(intent.team)}`, noTeams);
  } else if (intent.kind === 'grantPermission') {
    const summary = `Give ${login} ${intent.permission} on ${nameOf(intent.project)}`;
    settle('GRANT_PROJECT_PERMISSION', summary, noProjects);
  } else if (intent.kind === 'revokePermission') {
    const summary = `Take the permissions on ${nameOf(intent.project)} from ${login}`;
    settle('REVOKE_PROJECT_PERMISSION', summary, noProjects);
  }
}

function nameOf(entity: { readonly nativeId: string; readonly name?: string | undefined }): string {
  return entity.name ?? entity.nativeId;
}
