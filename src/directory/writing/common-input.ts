import type { Guard } from './models.ts';

/** What every mutation's input also has. */
export interface CommonInput {
  readonly dryRun: boolean;
  readonly reason?: string | null | undefined;
}

export interface GuardInput {
  readonly planHash?: string | null | undefined;
  readonly maxChanges?: number | null | undefined;
}

export function toGuard(input: GuardInput | null | undefined): Guard | undefined {
  if (typeof input?.planHash === 'string') return { planHash: input.planHash };
  if (typeof input?.maxChanges === 'number') return { maxChanges: input.maxChanges };
  return undefined;
}
