import { setTimeout as delay } from 'node:timers/promises';
import { RollcallError } from '#domain/errors.ts';
import { retryAfterSeconds } from './answer.ts';
import type { CallersTrials } from './callers-trials.ts';
import type { Circuit } from './circuit.ts';
import type { Errand } from './errand.ts';
import { explainWaiting } from './explain-failure.ts';
import type { HttpOptions } from './managed-http.ts';
import { mayBeSentAgain, verdictOn } from './outcome.ts';
import type { Outcome, Verdict } from './outcome.ts';
import type { Places } from './places.ts';
import type { ProvenPaths } from './proven-paths.ts';
import type { RetryBudget } from './retry-budget.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { SignInHold } from './sign-in-hold.ts';
import type { Transport } from './transport.ts';

export interface SendingParts {
  readonly options: HttpOptions;
  readonly transport: Transport;
  readonly places: Places;
  readonly circuit: Circuit;
  readonly hold: SignInHold;
  readonly budget: RetryBudget;
  readonly provenPaths: ProvenPaths;
  readonly callersTrials: CallersTrials;
}

interface Attempt {
  readonly outcome: Outcome;
  /** How long to wait before the next one; undefined where this was the last. */
  readonly retryInMs: number | undefined;
}

/** Sends an errand until there is an outcome to tell. Throws where nothing could be sent. */
export type SendErrand = (errand: Errand) => Promise<Outcome>;

export function createSendErrand(parts: SendingParts): SendErrand {
  return async (errand) => {
    parts.budget.onCall();
    let { outcome, retryInMs } = await attempt(parts, errand, 1);
    for (let number = 2; retryInMs !== undefined; number += 1) {
      const next = await attemptAfter(parts, errand, number, retryInMs);
      if (next === undefined) return outcome;
      ({ outcome, retryInMs } = next);
    }
    return outcome;
  };
}

/** Undefined where there could be no further attempt: what is known of the one before says more than why. */
async function attemptAfter(
  parts: SendingParts,
  errand: Errand,
  number: number,
  ms: number,
): Promise<Attempt | undefined> {
  try {
    await delay(ms, undefined, { signal: errand.signal });
    return await attempt(parts, errand, number);
  } catch (error) {
    const isRefusal = error instanceof RollcallError && error.code !== 'TOO_EXPENSIVE';
    if (isRefusal || errand.signal.aborted) return undefined;
    throw error;
  }
}

/** One attempt, with all that may keep it from being sent. */
async function attempt(parts: SendingParts, errand: Errand, number: number): Promise<Attempt> {
  const { circuit, hold, places } = parts;
  circuit.check();
  try {
    return await hold.through(errand, (learn) =>
      places.take(errand.call, errand.signal, async () => {
        // It may have opened meanwhile: then the whole line is through here at once, as the place stays free.
        circuit.check();
        parts.callersTrials.check(errand);
        errand.call.onUpstreamCall?.();
        const sent = await circuit.run((isTrial) => sendOnce(parts, errand, number, isTrial));
        learn(sent.outcome);
        return sent;
      }),
    );
  } catch (error) {
    throw error instanceof RollcallError || !errand.signal.aborted
      ? error
      : explainWaiting(errand, parts.options);
  }
}

async function sendOnce(
  parts: SendingParts,
  errand: Errand,
  number: number,
  isTrial: boolean,
): Promise<{ readonly value: Attempt; readonly verdict: Verdict }> {
  // A trial is for all who wait for the circuit to close: whoever asked first and leaves must not spoil it.
  const signal = isTrial && errand.isRead ? errand.deadline : errand.signal;
  const startedAt = performance.now();
  const outcome = await parts.transport.exchange(errand, signal);
  parts.provenPaths.learn(errand, outcome);
  parts.callersTrials.learn(errand, outcome);
  report(parts.options, errand, number, outcome, performance.now() - startedAt);
  const retryInMs = isTrial ? undefined : retryIn(parts, errand, number, outcome);
  const value = { outcome, retryInMs };
  // A call counts once, with its last attempt: what a retry heals is no reason to leave a server alone.
  if (retryInMs !== undefined) return { value, verdict: 'says nothing' };
  const isSpoilt = isTrial && outcome.kind === 'failed' && outcome.fate === 'left';
  return { value, verdict: isSpoilt ? 'fails' : verdictOn(outcome, parts.provenPaths.has(errand)) };
}

function retryIn(parts: SendingParts, errand: Errand, number: number, outcome: Outcome): number | undefined {
  const { options, budget } = parts;
  if (number > options.retries || !mayBeSentAgain(outcome, errand.isRead)) return undefined;
  const seconds = outcome.kind === 'answered' ? (retryAfterSeconds(outcome.answer) ?? 0) : 0;
  const ms = retryDelayMs({
    failed: number,
    retryAfterMs: seconds * 1000,
    leftMs: errand.leftMs(),
    random: (options.random ?? Math.random)(),
  });
  return ms !== undefined && budget.take() ? ms : undefined;
}

function report(
  { onCall, system }: HttpOptions,
  { method, request, call }: Errand,
  attempt: number,
  outcome: Outcome,
  durationMs: number,
): void {
  const result =
    outcome.kind === 'answered' ? { status: outcome.answer.status } : { code: outcome.error.code };
  onCall?.({
    system,
    method,
    path: request.path,
    requestId: call.requestId,
    attempt,
    durationMs,
    ...result,
  });
}
