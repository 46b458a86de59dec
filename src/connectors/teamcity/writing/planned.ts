import type { SettledIntent, Step } from '#connectors/writing.ts';
import { operationOf, summaryOf } from './intents.ts';
import type { Placed } from './intents.ts';

/** The order of steps: what makes, before what adds, before what takes away. */
export const stages = ['create', 'change', 'add', 'remove', 'delete'] as const;
export type Stage = (typeof stages)[number];

export interface StagedStep {
  readonly stage: Stage;
  readonly step: Step;
}

/** The plan for some intents of one account. */
export interface Planned {
  readonly steps: readonly StagedStep[];
  readonly settled: readonly SettledIntent[];
  /** What was read beyond the account itself and decided the plan; no secrets. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What is already so. */
export function unchanged(placed: readonly Placed[], login: string, because = ''): readonly SettledIntent[] {
  return placed.map(({ intent, place }) => ({
    place,
    outcome: 'UNCHANGED',
    operation: operationOf[intent.kind],
    summary: `${summaryOf(intent, login)}${because === '' ? '' : ` (${because})`}`,
  }));
}

export function unsupported(
  placed: readonly Placed[],
  login: string,
  manualInstruction: string,
  code: SettledIntent['code'] = 'UNSUPPORTED',
): readonly SettledIntent[] {
  return placed.map(({ intent, place }) => ({
    place,
    outcome: 'UNSUPPORTED',
    operation: operationOf[intent.kind],
    summary: summaryOf(intent, login),
    manualInstruction,
    code,
  }));
}

export function together(planned: readonly Planned[]): Planned {
  return {
    steps: planned.flatMap(({ steps }) => steps),
    settled: planned.flatMap(({ settled }) => settled),
    facts: Object.assign({}, ...planned.map(({ facts }) => facts ?? {})) as Record<string, unknown>,
  };
}
