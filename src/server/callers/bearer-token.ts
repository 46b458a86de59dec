import { RollcallError } from '#domain/errors.ts';
import { HttpFailure } from '../http-failure.ts';

/** What stands behind `Bearer` in the header; throws UNAUTHENTICATED where there is none. */
export function bearerToken(authorization: string | undefined, called: 'key' | 'token'): string {
  const token = /^Bearer +(?<token>\S+)$/iu.exec(authorization ?? '')?.groups?.['token'];
  if (token === undefined)
    throw new RollcallError('UNAUTHENTICATED', `Expected the header Authorization: Bearer <${called}>.`);
  return token;
}

/** For a key or token that was presented and is no good (RFC 6750, section 3.1). */
export function invalidToken(message: string, cause?: unknown): HttpFailure {
  return new HttpFailure('UNAUTHENTICATED', message, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    cause,
  });
}
