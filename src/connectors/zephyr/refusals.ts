import { RollcallError } from '#domain/errors.ts';
import { sentenceForPeople } from '#connectors/sentence-for-people.ts';
import { errorFromStatus, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';

const licenceExceeded = '5223';
const pathUnknown: ReadonlySet<number> = new Set([404, 405, 410]);

/** What an answer other than 2xx means (zephyr.md 1.5, 1.6 and 8.8). By-id reads look at 404 and 500 themselves. */
export function refusalOf(answer: HttpAnswer, system: string): RollcallError {
  const said = readErrorBody(answer);
  const facts = { system, httpStatus: answer.status };
  if (said.code === licenceExceeded) {
    return new RollcallError(
      'UPSTREAM_REJECTED',
      `${system}: ${answer.asked} was refused: the server's licence allows no more users.`,
      facts,
    );
  }
  if (pathUnknown.has(answer.status)) {
    return new RollcallError(
      'UNSUPPORTED',
      `${system}: ${answer.asked} was answered with ${answer.status}: this server does not offer it, or the configured url is not the root of the server.`,
      facts,
    );
  }
  // Messages of 5xx are Java's own and not for people.
  return errorFromStatus(answer, system, answer.status < 500 ? sentenceForPeople(said.message) : undefined);
}

/**
 * Whether a path of which nobody has proof cannot be used on this server or with these credentials, so that a way
 * round is worth a try; a server that is down, slow or refuses the credentials is another matter.
 */
export function isPathUnusable(error: unknown): boolean {
  return error instanceof RollcallError && (isPathClosed(error) || error.httpStatus === 500);
}

/** Of those, the ones that will be no different in a minute. */
export function isPathClosed(error: RollcallError): boolean {
  const status = error.httpStatus;
  return status !== undefined && (status === 403 || pathUnknown.has(status));
}

interface ErrorBody {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

function readErrorBody(answer: HttpAnswer): ErrorBody {
  const body = asRecord(tryParseJson(answer));
  if (body === undefined) return {};
  const code = body['errorCode'] ?? body['code'];
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    message: textOf(body['errorMsg']) ?? innerMessage(body['message']),
  };
}

/** Bodies of 401 hold JSON as text inside JSON (zephyr.md 1.5, E2). */
function innerMessage(message: unknown): string | undefined {
  const outer = textOf(message);
  if (outer === undefined) return undefined;
  try {
    const inner = asRecord(JSON.parse(outer));
    return inner === undefined ? outer : textOf(inner['message']);
  } catch {
    return outer;
  }
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
