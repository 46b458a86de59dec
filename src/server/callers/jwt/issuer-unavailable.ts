import { RollcallError } from '#domain/errors.ts';

/** While the issuer is away, it is asked once in so long, whatever comes in. */
export const pauseAfterFailureSeconds = 5;

/** Not UNAUTHENTICATED: callers would throw good tokens away. */
export function issuerUnavailable(cause: unknown): RollcallError {
  return new RollcallError(
    'UPSTREAM_UNAVAILABLE',
    'The issuer of tokens gives no keys that tokens could be checked with; this is not the fault of the token. Try again later.',
    { retryAfterSeconds: pauseAfterFailureSeconds, cause },
  );
}
