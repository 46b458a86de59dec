import { createLocalJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import type { BaseLogger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { JwtConfig } from '#config/config.ts';
import type { RollcallError } from '#domain/errors.ts';
import { fetchKeys } from './fetch-keys.ts';
import { issuerUnavailable, pauseAfterFailureSeconds } from './issuer-unavailable.ts';

const timeoutMs = 5000;
/** A key nobody knows may be a new one, and is looked up at once; made-up ones must not have the issuer asked for each. */
const lookUps = { points: 3, duration: 30 };

interface Kept {
  readonly find: JWTVerifyGetKey;
  readonly readAt: number;
}

/**
 * Finds the key that signed a token. Keys are kept for `jwksMaxAgeSeconds` and then asked for anew: one that was
 * withdrawn must not be believed for longer, so nobody is let in past that age while the issuer is away.
 *
 * jose could do the fetching, but asks as often as requests come while the issuer is away, and looks up new keys not at
 * once or without bound.
 */
export function openIssuerKeys(config: JwtConfig, log: BaseLogger): JWTVerifyGetKey {
  const lookUpLimit = new RateLimiterMemory(lookUps);
  let kept: Kept | undefined;
  let reading: Promise<Kept> | undefined;
  let lastFailure: { readonly error: RollcallError; readonly at: number } | undefined;

  const fail = (cause: unknown): RollcallError => {
    const error = issuerUnavailable(cause);
    lastFailure = { error, at: Date.now() };
    log.warn({ err: cause, jwksUri: config.jwksUri.href }, 'the keys of the issuer cannot be had');
    return error;
  };
  const read = async (): Promise<Kept> => {
    try {
      const text = await fetchKeys(config.jwksUri, config.ca, AbortSignal.timeout(timeoutMs));
      kept = { find: createLocalJWKSet(JSON.parse(text) as JSONWebKeySet), readAt: Date.now() };
      return kept;
    } catch (error) {
      throw fail(error);
    } finally {
      reading = undefined;
    }
  };
  const readOnce = async (): Promise<Kept> => {
    if (lastFailure !== undefined && Date.now() < lastFailure.at + pauseAfterFailureSeconds * 1000)
      throw lastFailure.error;
    reading ??= read();
    return reading;
  };
  const fresh = (): Kept | undefined =>
    kept !== undefined && Date.now() < kept.readAt + config.jwksMaxAgeSeconds * 1000 ? kept : undefined;

  const findIn = async ({ find }: Kept, ...about: Parameters<JWTVerifyGetKey>) => {
    try {
      return await find(...about);
    } catch (error) {
      throw isTokensFault(error) ? error : fail(error);
    }
  };

  return async (...about) => {
    try {
      return await findIn(fresh() ?? (await readOnce()), ...about);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (reading === undefined && !(await isWithin(lookUpLimit))) throw error;
      return findIn(await readOnce(), ...about);
    }
  };
}

/** Any other failure to find a key lies in what the issuer published. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

async function isWithin(limiter: RateLimiterMemory): Promise<boolean> {
  return limiter.consume('unknown key').then(
    () => true,
    () => false,
  );
}
