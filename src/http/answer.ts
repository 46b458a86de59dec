import type { ZodType } from 'zod';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { HttpAnswer } from './http.ts';

export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/**
 * Parses a body that must be JSON of one shape. Throws UPSTREAM_BAD_RESPONSE that names the path inside the body;
 * the body itself is never quoted.
 */
export function parseAnswer<T>(schema: ZodType<T>, answer: HttpAnswer, system: string): T {
  const value = parseJson(answer, system);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? 'the whole body' : pathText(issue.path);
  throw badAnswer(answer, system, `at ${path}: ${issue?.message ?? 'unexpected shape'}`, result.error);
}

/** The body as JSON of any shape; UPSTREAM_BAD_RESPONSE if it is not JSON. */
export function parseJson(answer: HttpAnswer, system: string): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (cause) {
    const type = contentType(answer);
    throw badAnswer(
      answer,
      system,
      `expected JSON, got ${answer.text === '' ? 'an empty body' : (type ?? 'something else')}` +
        (type?.includes('html') === true
          ? '; the configured url may be wrong, or a login page stands before it'
          : ''),
      cause,
    );
  }
}

/** The body as JSON, or undefined where it is not: for reading error bodies. */
export function tryParseJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch {
    return undefined;
  }
}

export function badAnswer(answer: HttpAnswer, system: string, what: string, cause?: unknown): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer to ${answer.asked} is not usable: ${what}.`,
    {
      system,
      httpStatus: answer.status,
      cause,
    },
  );
}

export function contentType(answer: HttpAnswer): string | undefined {
  const value = answer.headers['content-type'];
  const text = typeof value === 'string' ? value : value?.[0];
  return text?.split(';')[0]?.trim().toLowerCase();
}

/**
 * What a status means where the connector knows nothing better. `detail` is a sentence from the upstream that the
 * connector found fit for people; it must hold no secret.
 */
export function errorFromStatus(answer: HttpAnswer, system: string, detail?: string): RollcallError {
  const { code, meaning } = meaningOf(answer.status);
  const said = detail === undefined || detail === '' ? '' : ` It says: ${clip(detail)}`;
  return new RollcallError(
    code,
    `${system}: ${answer.asked} was answered with ${answer.status} (${meaning}).${said}`,
    {
      system,
      httpStatus: answer.status,
      retryAfterSeconds: retryAfterSeconds(answer),
    },
  );
}

function meaningOf(status: number): { readonly code: ErrorCode; readonly meaning: string } {
  if (status === 401) return { code: 'UPSTREAM_UNAUTHENTICATED', meaning: 'credentials refused' };
  if (status === 403) return { code: 'UPSTREAM_FORBIDDEN', meaning: 'not allowed' };
  if (status === 404 || status === 410) return { code: 'NOT_FOUND', meaning: 'not found' };
  if (status === 429) return { code: 'UPSTREAM_RATE_LIMITED', meaning: 'too many requests' };
  if (status === 408 || status === 504) return { code: 'UPSTREAM_TIMEOUT', meaning: 'timed out upstream' };
  if (status >= 500) return { code: 'UPSTREAM_UNAVAILABLE', meaning: 'server error' };
  if (status >= 400) return { code: 'UPSTREAM_REJECTED', meaning: 'refused' };
  return { code: 'UPSTREAM_BAD_RESPONSE', meaning: 'unexpected status' };
}

/** Seconds from a Retry-After header in either of its forms (RFC 9110, 10.2.3). */
export function retryAfterSeconds(answer: HttpAnswer, now = Date.now()): number | undefined {
  const header = answer.headers['retry-after'];
  const value = typeof header === 'string' ? header : header?.[0];
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function clip(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./u, '');
}
