import { LRUCache } from 'lru-cache';
import { RollcallError } from '#domain/errors.ts';
import type { Errand } from './errand.ts';
import type { Outcome } from './outcome.ts';

/**
 * Credentials that callers bring and that turn out wrong count against the address of the gateway: Foreman locks it after
 * 30 within five minutes, for everybody. So what was refused is not tried again for a while, and after so many refusals
 * nothing is tried that was not accepted before.
 */
export interface CallersTrials {
  /** Right before sending. Throws UPSTREAM_UNAUTHENTICATED or UPSTREAM_RATE_LIMITED where these are not to be tried now. */
  check(errand: Errand): void;
  learn(errand: Errand, outcome: Outcome): void;
}

export interface CallersTrialsOptions {
  readonly system: string;
  /** How long credentials that were refused are not tried again. */
  readonly retryMs: number;
  readonly now: () => number;
}

const windowMs = 5 * 60_000;
/** With all places of a system in use at that moment, still less than 30. */
const mostRefusals = 20;
const mostRemembered = 10_000;

export function createCallersTrials({ system, retryMs, now }: CallersTrialsOptions): CallersTrials {
  const accepted = new LRUCache<string, true>({ max: mostRemembered });
  const refusedUntil = new LRUCache<string, number>({ max: mostRemembered });
  let refusals: number[] = [];

  const refuse = (
    code: 'UPSTREAM_UNAUTHENTICATED' | 'UPSTREAM_RATE_LIMITED',
    what: string,
    until: number,
  ) => {
    const seconds = Math.max(1, Math.ceil((until - now()) / 1000));
    const message = `${system}: ${what}; tried again in ${seconds} s.`;
    return new RollcallError(code, message, { system, retryAfterSeconds: seconds, isUnsent: true });
  };

  return {
    check: ({ call: { identity } }) => {
      if (!identity.isCallers || accepted.has(identity.fingerprint)) return;
      const until = refusedUntil.get(identity.fingerprint) ?? 0;
      if (now() < until)
        throw refuse('UPSTREAM_UNAUTHENTICATED', 'the credentials you brought were refused', until);
      refusals = refusals.filter((at) => now() < at + windowMs);
      const [first] = refusals;
      if (first === undefined || refusals.length < mostRefusals) return;
      const what = `${refusals.length} credentials of callers were refused lately, and those you brought are new here`;
      throw refuse('UPSTREAM_RATE_LIMITED', what, first + windowMs);
    },
    learn: ({ call: { identity }, isRead }, outcome) => {
      // A write that is answered 401 may only lack a right (Squash TM).
      if (!identity.isCallers || !isRead || outcome.kind !== 'answered') return;
      const { fingerprint } = identity;
      const { status } = outcome.answer;
      if (status === 401) {
        accepted.delete(fingerprint);
        refusedUntil.set(fingerprint, now() + retryMs);
        refusals.push(now());
      } else if (status < 500 && status !== 429) {
        accepted.set(fingerprint, true);
      }
    },
  };
}
