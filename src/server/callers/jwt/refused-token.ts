import { errors } from 'jose';
import type { JwtConfig } from '#config/config.ts';
import { RollcallError } from '#domain/errors.ts';
import { invalidToken } from '../bearer-token.ts';
import { issuerUnavailable } from './issuer-unavailable.ts';

/** What is wrong with a token, in general terms: strangers read it too. */
export function refusalOf(error: unknown, { algorithms }: JwtConfig): RollcallError {
  if (error instanceof RollcallError) return error;
  if (error instanceof errors.JOSEError) return invalidToken(wordsFor(error, algorithms), error);
  // What else fails is the key: too short, or no key at all, which shows only when it is used.
  return issuerUnavailable(error);
}

function wordsFor(error: errors.JOSEError, algorithms: readonly string[]): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired: get a new one from its issuer.';
  if (error instanceof errors.JWTClaimValidationFailed) return wordsForClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return `The token is signed by another algorithm than those allowed here: ${algorithms.join(', ')}.`;
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed with a key that its issuer does not publish.';
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return 'The token does not say which key of its issuer signed it; expected a kid in its header.';
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the token does not fit.';
  return 'Expected a signed JWT behind Bearer; got something else.';
}

function wordsForClaim({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (claim === 'iss') return 'The token comes from another issuer than the one trusted here.';
  if (claim === 'aud') return 'The token is meant for another audience than this gateway.';
  if (claim === 'nbf' && reason === 'check_failed')
    return 'The token is not valid yet; compare the clocks of its issuer and this gateway.';
  if (claim === 'exp' && reason === 'missing') return 'Expected a token that expires; this one has no exp.';
  return 'A claim of the token is not of its type.';
}
