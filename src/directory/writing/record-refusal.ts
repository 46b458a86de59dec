import type { RollcallError } from '#domain/errors.ts';
import { idempotencyKeyHash } from '#domain/idempotency.ts';
import { nothingPlanned } from './audit-record.ts';
import type { WriterContext } from './writer-context.ts';

/** What any mutation's input may say of itself. */
export interface RefusedInput {
  readonly dryRun?: boolean | undefined;
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** The record of a mutation refused before anybody looked at what it is about: who tried, and what said no. */
export async function recordRefusal(
  mutation: string,
  { dryRun = false, reason, idempotencyKey }: RefusedInput,
  { code, field }: RollcallError,
  { audit, caller, scope, onProblem }: WriterContext,
): Promise<void> {
  try {
    await audit.append({
      ...nothingPlanned,
      requestId: scope.requestId,
      caller,
      mutation,
      dryRun,
      reason: reason ?? undefined,
      idempotencyKeyHash: typeof idempotencyKey === 'string' ? idempotencyKeyHash(idempotencyKey) : undefined,
      phase: 'REFUSED',
      outcome: 'FAILED',
      changes: [],
      userErrors: [{ code, field }],
    });
  } catch (error) {
    // Nothing is changed either way, and the caller must learn why not.
    onProblem('the refusal of a mutation could not be recorded', error);
  }
}
