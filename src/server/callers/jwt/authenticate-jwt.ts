import { jwtVerify } from 'jose';
import type { BaseLogger } from 'pino';
import type { JwtConfig } from '#config/config.ts';
import type { Viewer } from '#context.ts';
import { bearerToken } from '../bearer-token.ts';
import { openIssuerKeys } from './issuer-keys.ts';
import { refusalOf } from './refused-token.ts';
import { viewerOfClaims } from './viewer-of-claims.ts';

/** Callers show a token that an issuer signed; the issuer itself is asked for its public keys only. */
export function authenticateByJwt(config: JwtConfig, log: BaseLogger) {
  const issuerKeys = openIssuerKeys(config, log);
  const expected = {
    issuer: config.issuer,
    audience: config.audience,
    // Pinned here: what a token says of itself must not choose how it is checked.
    algorithms: [...config.algorithms],
    clockTolerance: config.clockSkewSeconds,
    requiredClaims: ['exp'],
  };
  return async (authorization: string | undefined): Promise<Viewer> => {
    const token = bearerToken(authorization, 'token');
    const { payload } = await jwtVerify(token, issuerKeys, expected).catch((error: unknown) => {
      const refusal = refusalOf(error, config);
      if (refusal.code !== 'UNAUTHENTICATED' && refusal !== error)
        log.warn({ err: error }, 'a key of the issuer is of no use');
      throw refusal;
    });
    return viewerOfClaims(payload, config);
  };
}
