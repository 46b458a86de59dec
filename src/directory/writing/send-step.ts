import { setTimeout as delay } from 'node:timers/promises';
import type { Call } from '#connectors/connector.ts';
import type { Progress, Sent, Step } from '#connectors/writing.ts';
import { asRollcallError, RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { ChangeOutcome } from '#domain/outcomes.ts';

export interface StepResult {
  readonly outcome: Extract<ChangeOutcome, 'APPLIED' | 'FAILED' | 'UNKNOWN'>;
  readonly sent: Sent;
  readonly error?: RollcallError | undefined;
  /** What the system itself calls the request, to find it in its logs. */
  readonly upstreamRequestId?: string | undefined;
}

/** After these nobody knows whether the write landed. */
const unclear: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_RATE_LIMITED',
  'INTERNAL',
]);

/**
 * Sends one write, once. Where the answer is lost or unusable the gateway looks whether the write landed, and says so;
 * what looking does not settle is UNKNOWN. Nothing is guessed and nothing is sent twice.
 *
 * @param patienceMs After a time-out the write may still be on its way: where it is not there yet, the gateway waits so
 * long and looks once more.
 */
export async function sendStep(
  step: Step,
  call: Call,
  progress: Progress,
  patienceMs: number,
): Promise<StepResult> {
  let upstreamRequestId: string | undefined;
  const listening: Call = {
    ...call,
    onUpstreamRequestId: (id) => {
      upstreamRequestId = id;
    },
  };
  return { ...(await trySend(step, listening, progress, patienceMs)), upstreamRequestId };
}

async function trySend(step: Step, call: Call, progress: Progress, patienceMs: number): Promise<StepResult> {
  try {
    const sent = await step.send(call, progress);
    const missing = sent.missing ?? [];
    if (missing.length === 0) return { outcome: 'APPLIED', sent };
    const message = missing.map((each) => each.message).join(' ');
    return { outcome: 'FAILED', sent, error: new RollcallError('UPSTREAM_REJECTED', message) };
  } catch (thrown) {
    const error = asRollcallError(thrown);
    // Nothing to look for where it never left.
    return unclear.has(error.code) && !error.isUnsent
      ? lookFor(step, call, progress, { error, patienceMs })
      : { outcome: 'FAILED', sent: {}, error };
  }
}

async function lookFor(
  step: Step,
  call: Call,
  progress: Progress,
  { error, patienceMs }: { readonly error: RollcallError; readonly patienceMs: number },
): Promise<StepResult> {
  // The call may be at its end; looking has a time of its own and must see what is there now.
  const looking: Call = { ...call, signal: new AbortController().signal, isFresh: true };
  let look = await step.look(looking, progress);
  if (look.verdict === 'missing' && error.code === 'UPSTREAM_TIMEOUT') {
    await delay(patienceMs);
    look = await step.look(looking, progress);
  }
  switch (look.verdict) {
    case 'landed':
      return { outcome: 'APPLIED', sent: { accountId: look.accountId, token: look.token }, error };
    case 'missing':
      return { outcome: 'FAILED', sent: {}, error };
    case 'unclear':
      return { outcome: 'UNKNOWN', sent: {}, error };
  }
}
