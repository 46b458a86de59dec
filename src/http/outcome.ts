import type { RollcallError } from '#domain/errors.ts';
import type { HttpAnswer } from './http.ts';

/**
 * How an attempt failed.
 *
 * - `unreached`: no connection, so nothing was sent; it may be there in a moment.
 * - `untrusted`: no connection, as its certificate is not accepted; nothing was sent, and waiting does not help.
 * - `lost`: it may have been received; no answer began in time, or the connection broke.
 * - `late`: the time of the whole call is up.
 * - `unusable`: something came, or was to be sent, that is no use however often it is tried.
 * - `left`: nobody waits for the answer any more.
 */
export type Fate = 'unreached' | 'untrusted' | 'lost' | 'late' | 'unusable' | 'left';

export interface Failed {
  readonly kind: 'failed';
  readonly fate: Fate;
  readonly error: RollcallError;
}

export interface Answered {
  readonly kind: 'answered';
  readonly answer: HttpAnswer;
}

export type Outcome = Answered | Failed;

/** What an outcome says of the server itself. */
export type Verdict = 'works' | 'fails' | 'says nothing';

const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether another attempt may bring what this one did not, and does no harm. A write must not arrive twice. */
export function mayBeSentAgain(outcome: Outcome, isRead: boolean): boolean {
  if (outcome.kind === 'answered') return isRead && passingStatuses.has(outcome.answer.status);
  return outcome.fate === 'unreached' || (isRead && outcome.fate === 'lost');
}

/**
 * Why 501, and most of the time 500, say nothing: docs/adr/0016.
 *
 * @param isProven All was well at this path before.
 */
export function verdictOn(outcome: Outcome, isProven: boolean): Verdict {
  if (outcome.kind === 'failed')
    return outcome.fate === 'left' || outcome.fate === 'unusable' ? 'says nothing' : 'fails';
  const { status } = outcome.answer;
  if (status === 429 || status > 501 || (status === 500 && isProven)) return 'fails';
  return status === 500 || status === 501 ? 'says nothing' : 'works';
}

/** Whether the server may have seen the credentials. */
export function mayHaveArrived(outcome: Outcome): boolean {
  return outcome.kind === 'answered' || (outcome.fate !== 'unreached' && outcome.fate !== 'untrusted');
}
