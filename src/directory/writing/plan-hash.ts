import { createHash } from 'node:crypto';
import type { SystemPlan } from '#connectors/writing.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { ChangeModel } from './models.ts';

export interface PlannedSystem {
  readonly system: ConnectedSystem;
  readonly plan: SystemPlan;
  /** What is left as it is on purpose. */
  readonly kept: readonly ChangeModel[];
}

/** Fingerprint of the plan and of the state it was made from: another state or another plan gives another. */
export function planHash(planned: readonly PlannedSystem[]): string {
  const facts = planned.map(({ system, plan }) => ({
    system: system.key,
    state: plan.state,
    steps: plan.steps.map(({ operation, summary, request, replaced }) => ({
      operation,
      summary,
      request,
      replaced,
    })),
    settled: plan.settled.map(({ operation, summary, outcome }) => ({ operation, summary, outcome })),
  }));
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}
