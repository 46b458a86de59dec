import { AuditUnavailableError } from '#domain/audit.ts';
import type { AuditedTarget, AuditedWrite } from '#domain/audit.ts';
import { RollcallError } from '#domain/errors.ts';
import type { SystemWork } from './models.ts';
import type { PlannedSystem } from './plan-hash.ts';

/** The accounts a mutation is about. */
export function targetsOf({ system, work }: SystemWork): AuditedTarget[] {
  return work.map(({ account, intents }) => {
    const [first] = intents;
    const login = account?.login ?? (first?.kind === 'create' ? first.profile.login : undefined);
    return { system: system.key, nativeId: account?.nativeId, login };
  });
}

/** The plan, as the log keeps it. */
export function writesOf({ system, plan }: PlannedSystem): AuditedWrite[] {
  return plan.steps.map(({ operation, summary, isDestructive, replaced }) => ({
    system: system.key,
    operation,
    summary,
    isDestructive,
    replaced,
  }));
}

/** For the record of a mutation that came to no plan. */
export const nothingPlanned = { systems: [], targets: [], plan: [] };

/** No write without its record: a full disk refuses, and says what is wrong. */
export async function recorded<T>(append: () => Promise<T>): Promise<T> {
  try {
    return await append();
  } catch (error) {
    if (!(error instanceof AuditUnavailableError)) throw error;
    throw new RollcallError(
      'CONFLICT',
      `The audit log cannot be written, so nothing may be changed: ${error.message}`,
    );
  }
}
