import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, SettledIntent, Step } from '#connectors/writing.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { problemOf, RollcallError } from '#domain/errors.ts';
import type { ChangeOutcome } from '#domain/outcomes.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { ChangeModel } from './models.ts';
import type { PlannedSystem } from './plan-hash.ts';
import { sendStep } from './send-step.ts';

/** What a plan came to, in one system. */
export interface AppliedPlan {
  readonly system: ConnectedSystem;
  readonly changes: readonly ChangeModel[];
  readonly outcomes: ReadonlyMap<string, ChangeOutcome>;
  readonly accountIds: ReadonlyMap<number, string>;
  readonly token?: AccessToken | undefined;
  readonly secret?: string | undefined;
  readonly errors: readonly RollcallError[];
}

export function placeKey({ account, intent }: IntentPlace): string {
  return `${account}.${intent}`;
}

/** The plan as it stands, nothing sent: for a dry run, or refused with SKIPPED. */
export function describePlan(
  { system, plan, kept }: PlannedSystem,
  outcome: 'PLANNED' | 'SKIPPED',
): ChangeModel[] {
  return [
    ...kept,
    ...plan.settled.map((each) => settledChange(system, each)),
    ...plan.steps.map((step) => stepChange(system, step, outcome)),
  ];
}

/** A server that has not finished a write within this after its time-out is not waited for. */
const mostPatienceMs = 5000;

/**
 * Sends the steps in order. What an account's earlier step did not achieve its later steps are not tried for: they may
 * rest on it. Other accounts go on, until the process must end: what is not sent by then is SKIPPED and said so.
 */
export async function applyPlan(
  { system, plan, kept }: PlannedSystem,
  call: Call,
  mustEnd: () => boolean,
): Promise<AppliedPlan> {
  const outcomes = new Map<string, ChangeOutcome>();
  const accountIds = new Map<number, string>();
  const changes = [...kept, ...plan.settled.map((each) => settledChange(system, each))];
  for (const { place, outcome } of plan.settled) outcomes.set(placeKey(place), outcome);
  const stopped = new Set<number>();
  const errors: RollcallError[] = [];
  let token: AccessToken | undefined;
  let secret: string | undefined;
  for (const step of plan.steps) {
    if (mustEnd()) {
      record(step, 'SKIPPED', new RollcallError('INCOMPLETE', 'Not sent: the gateway had to stop.'));
      continue;
    }
    const accounts = step.places.map(({ account }) => account);
    if (accounts.some((account) => stopped.has(account))) {
      record(
        step,
        'SKIPPED',
        new RollcallError('CONFLICT', 'Not tried, as a write before it did not succeed.'),
      );
      continue;
    }
    const result = await sendStep(step, call, { accountIds }, Math.min(system.timeoutMs, mostPatienceMs));
    const [first] = accounts;
    if (result.sent.accountId !== undefined && first !== undefined)
      accountIds.set(first, result.sent.accountId);
    token = result.sent.token ?? token;
    secret = result.sent.secret ?? secret;
    const error = result.outcome === 'APPLIED' ? undefined : result.error;
    record(step, result.outcome, error, result.upstreamRequestId);
    if (result.outcome === 'APPLIED') continue;
    if (result.error !== undefined) errors.push(result.error);
    for (const account of accounts) stopped.add(account);
  }
  return { system, changes, outcomes, accountIds, token, secret, errors };

  function record(
    step: Step,
    outcome: ChangeOutcome,
    error: RollcallError | undefined,
    upstreamRequestId?: string,
  ): void {
    changes.push({ ...stepChange(system, step, outcome, error), upstreamRequestId });
    for (const place of step.places) outcomes.set(placeKey(place), outcome);
  }
}

function stepChange(
  system: ConnectedSystem,
  step: Step,
  outcome: ChangeOutcome,
  error?: RollcallError,
): ChangeModel {
  const { operation, summary, isDestructive, replaced } = step;
  return {
    system,
    operation,
    summary,
    outcome,
    isDestructive,
    replaced,
    problem: error === undefined ? undefined : problemOf(error),
  };
}

function settledChange(system: ConnectedSystem, settled: SettledIntent): ChangeModel {
  const { operation, summary, outcome, manualInstruction, code } = settled;
  const problem =
    outcome === 'UNSUPPORTED'
      ? problemOf(
          new RollcallError(code ?? 'UNSUPPORTED', manualInstruction ?? `${system.key} cannot do this.`, {
            system: system.key,
          }),
        )
      : undefined;
  return {
    system,
    operation,
    summary,
    outcome,
    isDestructive: false,
    replaced: [],
    manualInstruction,
    problem,
  };
}
