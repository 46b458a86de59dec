import type { IntentPlace, SettledIntent, Step } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import type { ForemanClient } from '../client.ts';
import type { Facts } from './facts.ts';

/** The order in which things are done: what is given before what is taken away, deleting last. */
export const phases = ['create', 'change', 'give', 'take', 'status', 'delete'] as const;
export type Phase = (typeof phases)[number];

/** A plan in the making. */
export interface Draft {
  readonly steps: { readonly phase: Phase; readonly step: Step }[];
  readonly settled: SettledIntent[];
}

/** What every planner works with. */
export interface Planning {
  readonly client: ForemanClient;
  readonly facts: Facts;
  readonly now: () => number;
  /** Query of the configured context, for the paths of accounts and tokens. */
  readonly query: string | undefined;
  readonly draft: Draft;
}

export function addStep(planning: Planning, phase: Phase, step: Step): void {
  planning.draft.steps.push({ phase, step });
}

export function settleUnchanged(
  planning: Planning,
  place: IntentPlace,
  operation: Operation,
  summary: string,
): void {
  planning.draft.settled.push({ place, outcome: 'UNCHANGED', operation, summary });
}

export function settleUnsupported(
  planning: Planning,
  place: IntentPlace,
  operation: Operation,
  summary: string,
  manualInstruction: string,
): void {
  planning.draft.settled.push({
    place,
    outcome: 'UNSUPPORTED',
    operation,
    summary,
    manualInstruction,
    code: 'UNSUPPORTED',
  });
}
