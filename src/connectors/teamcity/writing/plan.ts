import type { Call } from '#connectors/connector.ts';
import type { AccountWork, SystemPlan } from '#connectors/writing.ts';
import { compareCodePoints } from '#domain/text.ts';
import { readAccountRows } from '../account-rows.ts';
import { standingOf } from '../standing.ts';
import { wantedAccounts } from '../wanted-account.ts';
import type { WireAccount } from '../wire.ts';
import { fresh, planParts, plannedFields } from './parts.ts';
import type { WritingParts } from './parts.ts';
import { planAccount } from './plan-account.ts';
import { stages, together } from './planned.ts';
import type { Planned, StagedStep } from './planned.ts';
import { refuseLoginsTwice } from './refuse-logins-twice.ts';
import { namesOf } from './target.ts';

/** Reads the accounts, all in one call where the server allows it, and plans one by one. */
export async function plan(
  parts: WritingParts,
  call: Call,
  work: readonly AccountWork[],
): Promise<SystemPlan> {
  refuseLoginsTwice(parts.system, work);
  const rows = await readRows(parts, call, work);
  const rowOf = ({ account }: AccountWork): WireAccount | undefined =>
    account === undefined ? undefined : rows.get(account.nativeId);
  const ofPlan = planParts(parts, call);
  const planned: Planned[] = [];
  for (const [index, one] of work.entries()) {
    planned.push(await planAccount(ofPlan, call, index, one, rowOf(one)));
  }
  const { steps, settled } = together(planned);
  const state = work.map((one, index) => ({
    account: stateOf(rowOf(one), parts.system),
    ...planned[index]?.facts,
  }));
  return { steps: inOrder(steps), settled, state: JSON.stringify(state) };
}

async function readRows(
  parts: WritingParts,
  call: Call,
  work: readonly AccountWork[],
): Promise<ReadonlyMap<string, WireAccount>> {
  const ids = [...new Set(work.flatMap(({ account }) => (account === undefined ? [] : [account.nativeId])))];
  const wanted = wantedAccounts({ ids, logins: [] });
  const { rows, failed } = await readAccountRows(parts, fresh(call), wanted, plannedFields);
  const [failure] = failed;
  if (failure !== undefined) throw failure.error;
  return new Map(rows.map((row) => [row.id, row]));
}

function inOrder(staged: readonly StagedStep[]): SystemPlan['steps'] {
  return stages.flatMap((stage) => staged.filter((one) => one.stage === stage).map(({ step }) => step));
}

/** Null where there is no such account, and in it where a part is hidden. */
function stateOf(row: WireAccount | undefined, system: string): unknown {
  if (row === undefined) return null;
  const { roles, groups } = standingOf(row, system);
  return {
    id: row.id,
    ...namesOf(row),
    email: namesOf(row).email ?? null,
    roles: roles.ok ? sorted(roles.value.map((held) => `${held.roleId} ${held.scope ?? ''}`)) : null,
    groups: groups.ok ? sorted(groups.value.map((group) => group.key)) : null,
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareCodePoints);
}
