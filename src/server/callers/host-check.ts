import type { AuthConfig } from '#config/config.ts';
import { RollcallError } from '#domain/errors.ts';
import { isLoopback } from '#domain/loopback.ts';

/** Throws FORBIDDEN for a `Host` by which a request must not come. */
export type CheckHost = (host: string | undefined) => void;

/**
 * Where nobody is asked who they are, the loopback address is the only fence, and a web page gets around it by having
 * its own name resolve to 127.0.0.1: the browser then takes the gateway for that page's server. The name gives it away.
 */
export function createHostCheck(auth: AuthConfig): CheckHost {
  if (auth.mode !== 'none' || auth.allowAnonymous) return () => undefined;
  return (host) => {
    const name = /^(?<name>\[[^\]]*\]|[^:]*)(?::\d+)?$/u.exec(host ?? '')?.groups?.['name'];
    if (name !== undefined && isLoopback(name.toLowerCase())) return;
    throw new RollcallError(
      'FORBIDDEN',
      'Expected a request to localhost or 127.0.0.1; the header Host names another server. Without keys the gateway ' +
        'answers this machine only: configure auth.keys, or say auth.allowAnonymous: true.',
    );
  };
}
