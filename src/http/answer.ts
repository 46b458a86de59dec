import type { ZodType } from 'zod';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { parseExactJson } from './exact-json.ts';
import type { HttpAnswer } from './http.ts';
import { elementsOf, takeOutArrays } from './json-elements.ts';

export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/**
 * Parses a body that must be JSON of one shape. Throws UPSTREAM_BAD_RESPONSE that names the path inside the body;
 * the body itself is never quoted. Integers beyond 2^53 reach the schema as strings.
 */
export function parseAnswer<T>(schema: ZodType<T>, answer: HttpAnswer, system: string): T {
  return fit(schema, parseJson(answer, system), answer, system, []);
}

/**
 * Rows of a body that must be a JSON array, parsed one by one as they are wanted: a list of everything would take
 * several times its size in memory. Fails as `parseAnswer` does, at a late row after giving the ones before it.
 */
export function* parseRows<T>(
  row: ZodType<T>,
  answer: HttpAnswer,
  system: string,
): Generator<T, void, undefined> {
  if (firstSign(answer) !== '[') {
    parseJson(answer, system);
    throw badAnswer(answer, system, 'at the whole body: expected an array');
  }
  let index = 0;
  try {
    for (const text of elementsOf(bodyOf(answer))) {
      yield fit(row, parseExactJson(text), answer, system, [index]);
      index += 1;
    }
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(answer, system) : error;
  }
}

/** An envelope with rows at one or several paths of member names in it. */
export interface PageShape<Envelope, Row> {
  /** Sees an empty array in the place of each array of rows. */
  readonly envelope: ZodType<Envelope>;
  readonly row: ZodType<Row>;
  readonly paths: readonly (readonly string[])[];
}

/**
 * A body of such a shape. Rows are parsed one by one and what they were made of is dropped at once: pages are large,
 * and what lives while they are parsed is what makes the process grow. Fails as `parseAnswer` does.
 */
export function parsePage<Envelope, Row>(
  shape: PageShape<Envelope, Row>,
  answer: HttpAnswer,
  system: string,
): { readonly envelope: Envelope; readonly rows: readonly Row[] } {
  try {
    const { around, arrays } = takeOutArrays(bodyOf(answer), shape.paths);
    const envelope = fit(shape.envelope, parseExactJson(around), answer, system, []);
    const rows: Row[] = [];
    for (const { path, json } of arrays) {
      let index = 0;
      for (const text of elementsOf(json)) {
        rows.push(fit(shape.row, parseExactJson(text), answer, system, [...path, index]));
        index += 1;
      }
    }
    return { envelope, rows };
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(answer, system) : error;
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function bodyOf(answer: HttpAnswer): Buffer {
  const bytes = answer.bytes ?? Buffer.from(answer.text);
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return body.subarray(0, 3).equals(byteOrderMark) ? body.subarray(3) : body;
}

/** The first sign of the body that is no blank; undefined where there is none. */
export function firstSign(answer: HttpAnswer): string | undefined {
  if (answer.bytes === undefined) return /\S/u.exec(answer.text)?.[0];
  const byte = bodyOf(answer).find((each) => each > 0x20);
  return byte === undefined ? undefined : String.fromCodePoint(byte);
}

/** A page of a proxy, a login form or a wrong address: nothing that an API of JSON would say. */
export function isMarkup(answer: HttpAnswer): boolean {
  return contentType(answer)?.includes('html') === true || firstSign(answer) === '<';
}

function fit<T>(
  schema: ZodType<T>,
  value: unknown,
  answer: HttpAnswer,
  system: string,
  place: readonly PropertyKey[],
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [...place, ...(issue?.path ?? [])];
  const where = path.length === 0 ? 'the whole body' : pathText(path);
  throw badAnswer(answer, system, `at ${where}: ${issue?.message ?? 'unexpected shape'}`, result.error);
}

/** The body as JSON of any shape; UPSTREAM_BAD_RESPONSE if it is not JSON. */
function parseJson(answer: HttpAnswer, system: string): unknown {
  try {
    return parseExactJson(answer.text);
  } catch {
    throw notJson(answer, system);
  }
}

/** Without the parser's error as cause: it quotes the body, which may hold a secret. */
function notJson(answer: HttpAnswer, system: string): RollcallError {
  const type = contentType(answer);
  return badAnswer(
    answer,
    system,
    `expected JSON, got ${answer.text === '' ? 'an empty body' : (type ?? 'something else')}` +
      (type?.includes('html') === true
        ? '; the configured url may be wrong, or a login page stands before it'
        : ''),
  );
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

/** Largest number a GraphQL Int can carry. */
const mostSeconds = 2_147_483_647;

/** Seconds from a Retry-After header in either of its forms (RFC 9110, 10.2.3). */
export function retryAfterSeconds(answer: HttpAnswer, now = Date.now()): number | undefined {
  const header = answer.headers['retry-after'];
  const value = typeof header === 'string' ? header : header?.[0];
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value.trim())) return Math.min(Number(value), mostSeconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, Math.ceil((date - now) / 1000)), mostSeconds);
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
