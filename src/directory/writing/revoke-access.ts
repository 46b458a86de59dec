import { decodeId } from '#domain/ids.ts';
import type { DecodedId } from '#domain/ids.ts';
import { invalidInput } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import { requireSystem } from '../landscape.ts';
import type { ConnectedSystem } from '../landscape.ts';
import { readAccounts } from '../read-accounts.ts';
import { heldNow, roleRemoval } from './change-holdings.ts';
import { toGuard } from './common-input.ts';
import type { CommonInput, GuardInput } from './common-input.ts';
import type { Desk, Target } from './desk.ts';
import { firstOfEach } from './first-of-each.ts';
import { isGone } from './gone.ts';
import type { MutationRun, SystemWork } from './models.ts';
import { systemsOfIds } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { bySystem } from './target.ts';
import type { WriterContext } from './writer-context.ts';

export interface RevokeAccessInput extends CommonInput {
  readonly grantIds: readonly string[];
  readonly guard?: GuardInput | null | undefined;
}

type GrantId = Extract<
  DecodedId,
  { readonly type: 'RoleAssignment' | 'GroupMembership' | 'TeamMembership' | 'ProjectPermission' }
>;

interface NamedGrant {
  readonly id: string;
  readonly grant: GrantId;
  readonly system: ConnectedSystem;
  readonly field: readonly string[];
}

/** Which grant an intent is for, by place; grants that are gone already have none. */
type GrantPlaces = Map<
  string,
  { readonly system: ConnectedSystem; readonly account: number; readonly intent: number } | 'gone'
>;

export async function revokeAccess(
  input: RevokeAccessInput,
  context: WriterContext,
): Promise<{ readonly run: MutationRun; readonly revokedIds: readonly string[] }> {
  const places: GrantPlaces = new Map();
  const run = await runMutation(
    {
      mutation: 'revokeAccess',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      guard: toGuard(input.guard),
      caller: context.caller,
      systemKeys: systemsOfIds(input.grantIds),
      prepare: (desk) => prepare(input, desk, context, places),
    },
    context,
  );
  const isDone = run.outcome !== 'PLANNED' && run.userErrors.length === 0;
  const revokedIds = [...places]
    .filter(([, place]) => (place === 'gone' ? isDone : isGone(run.outcomeOf(place.system, place))))
    .map(([id]) => id);
  return { run, revokedIds };
}

async function prepare(
  input: RevokeAccessInput,
  desk: Desk,
  context: WriterContext,
  places: GrantPlaces,
): Promise<SystemWork[]> {
  const named: NamedGrant[] = [];
  for (const [index, id] of firstOfEach(input.grantIds)) {
    const field = ['input', 'grantIds', String(index)];
    await desk.attempt(field, async () => {
      const grant = requireGrant(decodeId(id));
      named.push({ id, grant, system: requireSystem(context.landscape, grant.members.system), field });
    });
  }
  const work: SystemWork[] = [];
  for (const [system, grants] of bySystem(named, (each) => each.system)) {
    const accounts: SystemWork['work'][number][] = [];
    for (const [user, own] of Map.groupBy(grants, (each) => each.grant.members.user)) {
      const target = await findHolder(system, user, own, desk, context, places);
      if (target === undefined) continue;
      const intents: Intent[] = [];
      for (const each of own) {
        const intent = await desk.attempt(each.field, () => removalOf(each, target, desk, context));
        if (intent === undefined) places.set(each.id, 'gone');
        else places.set(each.id, { system, account: accounts.length, intent: intents.push(intent) - 1 });
      }
      accounts.push({ account: target.account, intents });
    }
    if (accounts.length > 0) work.push({ system, work: accounts });
  }
  return work;
}

function requireGrant(decoded: DecodedId): GrantId {
  switch (decoded.type) {
    case 'RoleAssignment':
    case 'GroupMembership':
    case 'TeamMembership':
    case 'ProjectPermission':
      if (decoded.members.carrier === '') return decoded;
      throw invalidInput(
        `It is held through a ${decoded.members.carrier}: take the account out of that, or the grant from it.`,
      );
    default:
      throw invalidInput(`Expected the id of a grant; got the id of a ${decoded.type}.`);
  }
}

/** Whoever is gone holds nothing any more. */
async function findHolder(
  system: ConnectedSystem,
  user: string,
  own: readonly NamedGrant[],
  desk: Desk,
  context: WriterContext,
  places: GrantPlaces,
): Promise<Target | undefined> {
  return desk.attempt(own[0]?.field ?? [], async () => {
    const [outcome] = await readAccounts(
      system,
      { ...context.scope, isFresh: true },
      [{ id: user }],
      new Set(),
    );
    if (outcome instanceof Error) throw outcome;
    if (outcome !== undefined) return { system, account: outcome.account };
    for (const { id } of own) places.set(id, 'gone');
    return undefined;
  });
}

/** The intent that takes the grant back; undefined where it is not held any more. */
async function removalOf(
  { grant }: NamedGrant,
  target: Target,
  desk: Desk,
  context: WriterContext,
): Promise<Intent | undefined> {
  switch (grant.type) {
    case 'RoleAssignment': {
      const held = await heldNow(target, 'roles', context);
      const { role, scope } = grant.members;
      const found = held.find(
        (each) => each.via === undefined && each.role.nativeId === role && (each.scope ?? '') === scope,
      );
      return found === undefined ? undefined : roleRemoval(found, target.system, desk);
    }
    case 'GroupMembership': {
      const held = await heldNow(target, 'groups', context);
      const found = held.find(
        (each) => each.via === undefined && each.group.nativeId === grant.members.group,
      );
      return found === undefined ? undefined : { kind: 'removeGroup', group: found.group };
    }
    case 'TeamMembership': {
      const held = await heldNow(target, 'teams', context);
      const found = held.find((each) => each.via === undefined && each.team.nativeId === grant.members.team);
      return found === undefined ? undefined : { kind: 'removeTeam', team: found.team };
    }
    case 'ProjectPermission': {
      const held = await heldNow(target, 'projectPermissions', context);
      const { project, permission } = grant.members;
      const found = held.find(
        (each) =>
          each.via === undefined && each.project.nativeId === project && each.permission === permission,
      );
      return found === undefined ? undefined : { kind: 'revokePermission', project: found.project };
    }
  }
}
