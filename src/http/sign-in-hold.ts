import { setTimeout as delay } from 'node:timers/promises';
import { RollcallError } from '#domain/errors.ts';
import type { Errand } from './errand.ts';
import type { HttpCall } from './http.ts';
import { mayHaveArrived } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/**
 * Holds calls back after the configured credentials were refused: Foreman locks the gateway's address after 30 refused
 * sign-ins, Zephyr the account after 10. They are tried again by one call at a time, after a wait that doubles. Credentials
 * that no server has accepted yet are tried by one call first, for the same reason: eight at once would be eight refusals.
 *
 * Callers' own credentials are their own affair, and a write that is answered 401 may only lack a right (Squash TM).
 */
export interface SignInHold {
  /**
   * Sends, or throws UPSTREAM_UNAUTHENTICATED where the credentials are held back. What is sent must tell its outcome
   * before it gives its place to the next.
   */
  through<T>(errand: Errand, send: (learn: Learn) => Promise<T>): Promise<T>;
  isHeld(): boolean;
}

export type Learn = (outcome: Outcome) => void;

export interface SignInHoldOptions {
  readonly system: string;
  readonly retryMs: number;
  readonly now: () => number;
  /** Told when credentials are refused: whose calls are held, and what they are told. */
  readonly onHeld: (isMeant: (call: HttpCall) => boolean, refusal: RollcallError) => void;
}

const longestWaitMs = 30 * 60_000;
/** So long others wait for the outcome of a trial: a refusal comes fast, and what is slow to answer is none. */
const trialWaitMs = 1000;

interface Refused {
  readonly asked: string;
  readonly waitMs: number;
  readonly until: number;
}

interface Standing {
  isAccepted: boolean;
  refused?: Refused | undefined;
  trial?: Promise<unknown> | undefined;
}

export function createSignInHold({ system, retryMs, now, onHeld }: SignInHoldOptions): SignInHold {
  const standings = new Map<string, Standing>();

  const standingOf = (fingerprint: string): Standing => {
    const standing = standings.get(fingerprint) ?? { isAccepted: false };
    standings.set(fingerprint, standing);
    return standing;
  };

  const isHeldBack = ({ refused }: Standing): boolean => refused !== undefined && now() < refused.until;

  const refusal = ({ asked, until }: Refused, isOnTrial: boolean): RollcallError => {
    const seconds = Math.max(1, Math.ceil((until - now()) / 1000));
    const when = isOnTrial ? 'They are being tried again now' : `They are tried again in ${seconds} s`;
    const message =
      `${system} refused the configured credentials: ${asked} was answered with 401. ` +
      `${when}, or when the configuration changes.`;
    return new RollcallError('UPSTREAM_UNAUTHENTICATED', message, {
      system,
      retryAfterSeconds: seconds,
      isUnsent: true,
    });
  };

  const refuse = (standing: Standing, { asked, call }: Errand, waitMs: number): void => {
    const refused = { asked, waitMs, until: now() + waitMs };
    standing.isAccepted = false;
    standing.refused = refused;
    const { fingerprint } = call.identity;
    onHeld(
      ({ identity }) => !identity.isCallers && identity.fingerprint === fingerprint,
      refusal(refused, false),
    );
  };

  const learn = (standing: Standing, errand: Errand, outcome: Outcome, isTrial: boolean): void => {
    const { refused } = standing;
    const isRefusal = outcome.kind === 'answered' && outcome.answer.status === 401;
    if (isRefusal && errand.isRead) {
      if (refused === undefined) refuse(standing, errand, retryMs);
      else if (isTrial) refuse(standing, errand, Math.min(refused.waitMs * 2, longestWaitMs));
    } else if (outcome.kind === 'answered' && !isRefusal) {
      // What was sent before the refusal tells of the time before it.
      if (refused !== undefined && !isTrial) return;
      standing.isAccepted ||= provesCredentials(outcome.answer.status);
      standing.refused = undefined;
    } else if (isTrial && refused !== undefined && mayHaveArrived(outcome)) {
      // It may have counted as one more failure all the same.
      standing.refused = { ...refused, until: now() + refused.waitMs };
    }
  };

  const tryOut = async <T>(
    standing: Standing,
    errand: Errand,
    send: (learn: Learn) => Promise<T>,
  ): Promise<T> => {
    const trial = send((outcome) => learn(standing, errand, outcome, true)).finally(() => {
      standing.trial = undefined;
    });
    standing.trial = trial;
    return trial;
  };

  return {
    through: async (errand, send) => {
      const { identity } = errand.call;
      if (identity.isCallers) return send(() => undefined);
      const standing = standingOf(identity.fingerprint);
      const sendAlong = async () => send((outcome) => learn(standing, errand, outcome, false));
      if (standing.isAccepted) return sendAlong();
      if (standing.trial === undefined && !isHeldBack(standing)) return tryOut(standing, errand, send);
      if (standing.trial !== undefined) await endOf(standing.trial, errand.signal);
      if (standing.refused !== undefined) throw refusal(standing.refused, standing.trial !== undefined);
      return sendAlong();
    },
    isHeld: () => [...standings.values()].some(({ refused }) => refused !== undefined),
  };
}

/** A proxy that cannot reach the server answers too, without having looked at them. */
function provesCredentials(status: number): boolean {
  return status < 500 && status !== 429;
}

/** Waits for the end of a trial, however it ends; not for long, and not longer than the caller. */
async function endOf(trial: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const patience = delay(trialWaitMs, undefined, { signal: AbortSignal.any([signal, over.signal]) });
  await Promise.race([trial, patience].map(async (each) => each.catch(() => undefined)));
  over.abort();
}
