import { createHash, timingSafeEqual } from 'node:crypto';
import type { GatewayKey } from '#config/config.ts';
import type { Viewer } from '#context.ts';
import { bearerToken, invalidToken } from './bearer-token.ts';
import { withIncluded } from '../scopes/included-scopes.ts';

/** Callers show one of the configured keys. Several keys of one name are one caller, who is changing keys. */
export function authenticateByKeys(configured: readonly GatewayKey[]) {
  const keys = configured.map((key) => ({
    digest: Buffer.from(key.sha256, 'hex'),
    viewer: { name: key.name, scopes: withIncluded(key.scopes) },
  }));
  return (authorization: string | undefined): Viewer => {
    const digest = createHash('sha256').update(bearerToken(authorization, 'key')).digest();
    let viewer: Viewer | undefined;
    // Every key is compared, found or not, so the time taken tells nothing.
    for (const key of keys) if (timingSafeEqual(key.digest, digest)) viewer = key.viewer;
    if (viewer === undefined) throw invalidToken('The key is not one this gateway knows.');
    return viewer;
  };
}
