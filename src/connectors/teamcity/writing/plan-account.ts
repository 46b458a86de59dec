import type { Call } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { AccountWork } from '#connectors/writing.ts';
import type { IntentKind } from '#domain/intents.ts';
import type { WireAccount } from '../wire.ts';
import { cannotDisable } from './instructions.ts';
import { ofKind } from './intents.ts';
import type { IntentOf, Placed } from './intents.ts';
import type { PlanParts } from './parts.ts';
import { planCreate } from './plan-create.ts';
import { withDelete } from './plan-delete.ts';
import { planForeign } from './plan-foreign.ts';
import { planGroups } from './plan-groups.ts';
import { planPassword } from './plan-password.ts';
import { planProfile } from './plan-profile.ts';
import { planProperties } from './plan-properties.ts';
import { planRoles } from './plan-roles.ts';
import { planTokens } from './plan-tokens.ts';
import { together, unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { existingTarget, newTarget } from './target.ts';
import type { Target } from './target.ts';

/** The plan for one account: to be made, there, or gone meanwhile (`row` undefined). */
export async function planAccount(
  parts: PlanParts,
  call: Call,
  index: number,
  work: AccountWork,
  row: WireAccount | undefined,
): Promise<Planned> {
  const placed = work.intents.map((intent, at) => ({ intent, place: { account: index, intent: at } }));
  const [creation] = ofKind(placed, 'create');
  if (creation !== undefined) return planNew(parts, call, index, placed, creation);
  if (row !== undefined) return planOn(parts, call, existingTarget(index, row, parts.system), placed);
  return planGone(parts, work, placed);
}

/**
 * An account that is not to be usable yet is not made at all: whoever asked for a disabled one must not get one that
 * can sign in.
 */
async function planNew(
  parts: PlanParts,
  call: Call,
  index: number,
  placed: readonly Placed[],
  creation: Placed<IntentOf<'create'>>,
): Promise<Planned> {
  const { isActive, profile } = creation.intent;
  if (!isActive) return { steps: [], settled: unsupported(placed, profile.login ?? '', cannotDisable) };
  const { step, names } = await planCreate(parts, call, creation);
  const rest = await planOn(parts, call, newTarget(index, names), placed);
  return { ...rest, steps: [step, ...rest.steps] };
}

async function planOn(
  parts: PlanParts,
  call: Call,
  target: Target,
  placed: readonly Placed[],
): Promise<Planned> {
  const planned = together([
    await planProfile(parts, call, target, placed),
    planProperties(parts, target, placed),
    planPassword(parts, target, placed),
    planRoles(parts, target, placed),
    planGroups(parts, target, placed),
    await planTokens(parts, call, target, placed),
    planForeign(target, placed),
  ]);
  return withDelete(parts, target, placed, planned);
}

const takingAway: ReadonlySet<IntentKind> = new Set([
  'delete',
  'removeRole',
  'removeGroup',
  'removeTeam',
  'revokePermission',
  'revokeToken',
]);

/** Whoever is gone has nothing any more; giving them something is a mistake. */
function planGone({ system }: PlanParts, work: AccountWork, placed: readonly Placed[]): Planned {
  const { account } = work;
  if (account === undefined || !placed.every(({ intent }) => takingAway.has(intent.kind))) {
    throw noSuch(system, 'account', account?.nativeId ?? '');
  }
  return { steps: [], settled: unchanged(placed, account.login, 'the account is gone') };
}
