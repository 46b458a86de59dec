import { createHash, timingSafeEqual } from 'node:crypto';
import type { AuthConfig } from '#config/config.ts';
import type { Viewer } from '#context.ts';
import { RollcallError } from '#domain/errors.ts';
import { allScopes, withIncluded } from './scopes/included-scopes.ts';

export type Authenticate = (authorization: string | undefined) => Viewer;

/** Who is calling; throws UNAUTHENTICATED for missing or wrong credentials. */
export function createAuthenticate(auth: AuthConfig): Authenticate {
  if (auth.mode === 'none') {
    const anonymous: Viewer = { name: 'anonymous', scopes: allScopes };
    return () => anonymous;
  }
  if (auth.mode === 'jwt') throw new Error('Tokens are not checked yet.');
  const keys = auth.keys.map((key) => ({
    digest: Buffer.from(key.sha256, 'hex'),
    viewer: { name: key.name, scopes: withIncluded(key.scopes) },
  }));
  return (authorization) => {
    const presented = /^Bearer +(?<key>\S+)$/iu.exec(authorization ?? '')?.groups?.['key'];
    if (presented === undefined) {
      throw new RollcallError('UNAUTHENTICATED', 'Expected the header Authorization: Bearer <key>.');
    }
    const digest = createHash('sha256').update(presented).digest();
    let viewer: Viewer | undefined;
    // Every key is compared, found or not, so the time taken tells nothing.
    for (const key of keys) if (timingSafeEqual(key.digest, digest)) viewer = key.viewer;
    if (viewer === undefined)
      throw new RollcallError('UNAUTHENTICATED', 'The key is not one this gateway knows.');
    return viewer;
  };
}
