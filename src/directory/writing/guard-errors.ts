import type { Guard, UserErrorModel } from './models.ts';
import type { PlannedSystem } from './plan-hash.ts';

/** Where the plan is not what the caller's guard allows. */
export function guardErrors(
  guard: Guard | undefined,
  planned: readonly PlannedSystem[],
  hash: string,
): UserErrorModel[] {
  if (guard === undefined) return [];
  if ('planHash' in guard) {
    const message =
      'The plan is not the one the guard names: what it was made from has changed. Look at it again with dryRun.';
    return guard.planHash === hash
      ? []
      : [{ code: 'PLAN_CHANGED', message, field: ['input', 'guard', 'planHash'] }];
  }
  const count = planned.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  if (count <= guard.maxChanges) return [];
  const message = `The plan has ${count} writes, the guard allows ${guard.maxChanges}.`;
  return [{ code: 'GUARD_EXCEEDED', message, field: ['input', 'guard', 'maxChanges'] }];
}
