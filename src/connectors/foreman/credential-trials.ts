import { createRemembered } from '#connectors/remembered.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorFacts } from '#domain/errors.ts';
import { errorFromStatus } from '#http/answer.ts';
import type { HttpAnswer, HttpCall } from '#http/http.ts';
import { isEveryCallsProblem } from './failures.ts';

/**
 * Foreman counts failed logins per client address, and 30 of them lock the address for five minutes: one caller's
 * stale token could lock out everybody behind the gateway (foreman.md 1.2). So callers' credentials that have not been
 * accepted lately are tried by one call; those that want to follow wait for it and share its refusal. The configured
 * ones are seen to by `http`, for every kind of system.
 */
export interface CredentialTrials {
  /** Sends when it is time. A 401 is thrown, any other answer is given back. */
  through(call: HttpCall, send: () => Promise<HttpAnswer>): Promise<HttpAnswer>;
}

/** As long as the lock lasts. */
const windowMs = 5 * 60_000;

export function createCredentialTrials(system: string, now: () => number): CredentialTrials {
  const accepted = createRemembered<true>({ maxAgeMs: windowMs, now });
  const onTrial = new Map<string, Promise<RollcallError | undefined>>();

  const judge = async (key: string, send: () => Promise<HttpAnswer>): Promise<HttpAnswer> => {
    // Asked for after sending: another call may have been accepted meanwhile.
    const wasAccepted = (): boolean => accepted.get(key) === true;
    const answer = await send().catch((error: unknown) => {
      throw isHeldBack(error) && wasAccepted() ? lockOrEnd(system, 'were refused since', error) : error;
    });
    if (answer.status === 401) throw refusal(answer, system, wasAccepted());
    if (provesCredentials(answer.status)) accepted.set(key, true);
    return answer;
  };

  const tryOut = async (call: HttpCall, send: () => Promise<HttpAnswer>): Promise<HttpAnswer> => {
    const key = call.identity.fingerprint;
    const answer = judge(key, send);
    const outcome = answer
      .then(
        () => undefined,
        // Whoever gave up waiting says nothing about the server; the others go on.
        (error: unknown) =>
          !call.signal.aborted && error instanceof RollcallError && isEveryCallsProblem(error)
            ? error
            : undefined,
      )
      .finally(() => onTrial.delete(key));
    onTrial.set(key, outcome);
    return answer;
  };

  return {
    through: async (call, send) => {
      const key = call.identity.fingerprint;
      if (!call.identity.isCallers || accepted.get(key) === true) return judge(key, send);
      const trial = onTrial.get(key);
      if (trial === undefined) return tryOut(call, send);
      const error = await orAborted(trial, call.signal);
      if (error !== undefined) throw error;
      return judge(key, send);
    },
  };
}

function provesCredentials(status: number): boolean {
  return (status >= 200 && status < 300) || status === 403 || status === 422;
}

/**
 * The lock answers as wrong credentials do, but for the text. A 401 for credentials that were good a moment ago
 * is taken for the lock (foreman.md 10).
 */
function refusal(answer: HttpAnswer, system: string, wasAccepted: boolean): RollcallError {
  if (!wasAccepted) return errorFromStatus(answer, system);
  return lockOrEnd(system, `were refused for ${answer.asked}`, {
    httpStatus: answer.status,
    retryAfterSeconds: windowMs / 1000,
  });
}

/** Thrown by `http` for configured credentials that were refused before; nothing was sent. */
function isHeldBack(error: unknown): error is RollcallError {
  return error instanceof RollcallError && error.code === 'UPSTREAM_UNAUTHENTICATED';
}

function lockOrEnd(
  system: string,
  what: string,
  { httpStatus, retryAfterSeconds, isUnsent }: ErrorFacts,
): RollcallError {
  return new RollcallError(
    'UPSTREAM_UNAVAILABLE',
    `${system}: credentials that were accepted within the last five minutes ${what} (401). Foreman does so while it ` +
      'locks an address after too many failed logins; else they were revoked or the account disabled. ' +
      'Try again in five minutes.',
    { system, httpStatus, retryAfterSeconds, isUnsent },
  );
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
