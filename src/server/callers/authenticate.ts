import type { BaseLogger } from 'pino';
import type { AuthConfig } from '#config/config.ts';
import type { Viewer } from '#context.ts';
import { authenticateByKeys } from './authenticate-keys.ts';
import { authenticateByJwt } from './jwt/authenticate-jwt.ts';
import { allScopes } from '../scopes/included-scopes.ts';

/** Who is calling; throws UNAUTHENTICATED for missing or wrong credentials. At once where nobody need be asked. */
export type Authenticate = (authorization: string | undefined) => Viewer | Promise<Viewer>;

const anonymous: Viewer = { name: 'anonymous', scopes: allScopes };

export function createAuthenticate(auth: AuthConfig, log: BaseLogger): Authenticate {
  switch (auth.mode) {
    case 'none':
      return () => anonymous;
    case 'keys':
      return authenticateByKeys(auth.keys);
    case 'jwt':
      return authenticateByJwt(auth.jwt, log);
  }
}
