import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig } from '#config/config.ts';

/** Settings that differ but hold for the life of the process: sockets are bound and files are open. */
export function settingsOfTheProcess(before: GatewayConfig, next: GatewayConfig): string[] {
  const fixed = (config: GatewayConfig): Readonly<Record<string, unknown>> => ({
    'server.host': config.server.host,
    'server.port': config.server.port,
    'server.graphiql': config.server.graphiql,
    'server.metrics': config.server.metrics,
    'server.drainSeconds': config.server.drainSeconds,
    'limits.maxBodyBytes': config.limits.maxBodyBytes,
    'log.level': config.log.level,
    'data.dir': config.dataDirectory,
    'data.keepIdempotencyKeysHours': config.keepIdempotencyKeysMs,
  });
  const [old, wanted] = [fixed(before), fixed(next)];
  return Object.keys(old).filter((name) => !isDeepStrictEqual(old[name], wanted[name]));
}
