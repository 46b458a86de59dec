import { ReadError, RequestError, TimeoutError } from 'got';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { isCertificateTrouble, isConnectionTrouble, troubleText } from './connection-troubles.ts';
import type { Errand } from './errand.ts';
import type { HttpOptions } from './managed-http.ts';
import type { Failed, Fate } from './outcome.ts';
import type { Connecting } from './watch-connecting.ts';

/** What became of an attempt that brought no answer. */
export function explainFailure(
  error: unknown,
  errand: Errand,
  options: HttpOptions,
  connecting: Connecting,
): Failed {
  const { system, timeoutMs, connectTimeoutMs, firstByteTimeoutMs } = options;
  const { asked } = errand;
  const fail = (fate: Fate, code: ErrorCode, message: string): Failed =>
    failed(fate, code, `${system}: ${message}.`, system, error);

  if (errand.deadline.aborted)
    return fail('late', 'UPSTREAM_TIMEOUT', `no answer to ${asked} within ${timeoutMs} ms`);
  if (errand.signal.aborted)
    return { kind: 'failed', fate: 'left', error: explainLeaving(errand.signal.reason, system, asked) };
  if (connecting.isLate())
    return fail(
      'unreached',
      'UPSTREAM_TIMEOUT',
      `no connection for ${asked} within ${connectTimeoutMs} ms (connectTimeoutMs)`,
    );
  if (error instanceof TimeoutError)
    return fail(
      'lost',
      'UPSTREAM_TIMEOUT',
      `the answer to ${asked} did not begin within ${firstByteTimeoutMs} ms (firstByteTimeoutMs)`,
    );
  if (error instanceof ReadError) return explainBadBody(error, system, asked);
  const reason = error instanceof RequestError ? error.code : 'unknown';
  // Codes of Node's HTTP parser: whatever listens there does not speak HTTP.
  if (reason.startsWith('HPE_')) return unusable(system, asked, 'it is not HTTP', error);
  const fate = connecting.isConnected() ? 'lost' : isCertificateTrouble(reason) ? 'untrusted' : 'unreached';
  return fail(
    isConnectionTrouble(reason) ? fate : 'unusable',
    'UPSTREAM_UNAVAILABLE',
    `no answer to ${asked} ${troubleText(reason)}`,
  );
}

/** The body ended too early, or is not in the encoding that it says. */
function explainBadBody(error: ReadError, system: string, asked: string): Failed {
  const isCut = error.code === 'ECONNRESET' || error.code === 'ERR_HTTP_CONTENT_LENGTH_MISMATCH';
  if (!isCut) return unusable(system, asked, 'its body is damaged', error);
  const what = 'the connection ended before the whole answer was there';
  return { ...unusable(system, asked, what, error), fate: 'lost' };
}

export function unusable(system: string, asked: string, what: string, cause?: unknown): Failed {
  const message = `${system}: the answer to ${asked} is not usable: ${what}.`;
  return failed('unusable', 'UPSTREAM_BAD_RESPONSE', message, system, cause);
}

/** A call that ended before it had a place. */
export function explainWaiting(errand: Errand, { system, timeoutMs }: HttpOptions): RollcallError {
  if (!errand.deadline.aborted) return explainLeaving(errand.signal.reason, system, errand.asked);
  const message = `${system}: ${errand.asked} found no free place within ${timeoutMs} ms.`;
  return new RollcallError('UPSTREAM_TIMEOUT', message, { system, isUnsent: true });
}

/** Nobody waits any more: a reader left, or the time of a whole piece of work, such as a list of many pages, is up. */
export function explainLeaving(reason: unknown, system: string, asked: string): RollcallError {
  const isLate = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isLate
    ? new RollcallError(
        'UPSTREAM_TIMEOUT',
        `${system}: ${asked} belongs to work that took too long and was given up.`,
        { system, cause: reason },
      )
    : new RollcallError('UPSTREAM_UNAVAILABLE', `${system}: no answer to ${asked} (the call was given up).`, {
        system,
        cause: reason,
      });
}

function failed(fate: Fate, code: ErrorCode, message: string, system: string, cause: unknown): Failed {
  const isUnsent = fate === 'unreached' || fate === 'untrusted';
  return { kind: 'failed', fate, error: new RollcallError(code, message, { system, cause, isUnsent }) };
}
