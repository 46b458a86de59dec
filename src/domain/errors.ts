/** Every code a client can meet, documented in docs/errors.md; a test compares the two. */
export const errorCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS',
  'ALREADY_EXISTS',
  'CONFLICT',
  'UNSUPPORTED',
  'SELF_ONLY',
  'READ_ONLY',
  'PROTECTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'PLAN_CHANGED',
  'GUARD_EXCEEDED',
  'INCOMPLETE',
  'TOO_EXPENSIVE',
  'RATE_LIMITED',
  'IDEMPOTENCY_MISMATCH',
  'OUTCOME_UNKNOWN',
  'UPSTREAM_UNAUTHENTICATED',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_REJECTED',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMITED',
  'INCOMPLETE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
]);

export interface ErrorFacts {
  /** Key of the system it is about. */
  readonly system?: string | undefined;
  /** Status the upstream answered with. */
  readonly httpStatus?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Path of the input it is about, e.g. `['filter', 'systems', '0']`. */
  readonly field?: readonly string[] | undefined;
  /** True where it is certain that nothing was sent: a write did not happen. */
  readonly isUnsent?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * A failure somebody can act on. The message is for people outside: what was expected, what came, what to do;
 * never a secret, an upstream body or a URL with credentials. Anything thrown that is not one of these is a
 * defect and reaches clients only as INTERNAL.
 */
export class RollcallError extends Error {
  override readonly name: string = 'RollcallError';
  readonly code: ErrorCode;
  readonly system: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly field: readonly string[] | undefined;
  readonly isUnsent: boolean;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.system = facts.system;
    this.httpStatus = facts.httpStatus;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.field = facts.field;
    this.isUnsent = facts.isUnsent === true;
  }

  /** Whether the same request may succeed later without anybody changing anything. */
  get isRetryable(): boolean {
    return retryableCodes.has(this.code);
  }
}

export function invalidInput(message: string, field?: readonly string[]): RollcallError {
  return new RollcallError('INVALID_INPUT', message, { field });
}

/** A failure as data: told beside an answer instead of failing it. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly system?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly isRetryable: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

/** GraphQL throws whatever is an Error, wherever it stands; as data a failure must not be one. */
export function problemOf(error: RollcallError): Problem {
  const { code, message, system, httpStatus, isRetryable, retryAfterSeconds } = error;
  return { code, message, system, httpStatus, isRetryable, retryAfterSeconds };
}

/** The error itself where it is one of ours; else INTERNAL with the original as cause. */
export function asRollcallError(error: unknown, system?: string): RollcallError {
  if (error instanceof RollcallError) return error;
  return new RollcallError('INTERNAL', 'Something went wrong inside the gateway.', { system, cause: error });
}
