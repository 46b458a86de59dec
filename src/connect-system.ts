import type { BaseLogger } from 'pino';
import type { LimitsConfig, SystemConfig } from '#config/config.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import type { FinishedCall, ManagedHttp } from '#http/create-http.ts';

export interface Connection {
  readonly system: ConnectedSystem;
  readonly http: ManagedHttp;
}

/** One configured system with its connector and the way to it. */
export function connectSystem(
  config: SystemConfig,
  limits: LimitsConfig,
  log: BaseLogger,
  onCall: (call: FinishedCall) => void = () => undefined,
): Connection {
  const { key, name, kind, isReadOnly, callerCredentials, timeoutMs, maxConcurrency, settings } = config;
  const url = config.connector.normalizeUrl?.(config.url) ?? config.url;
  const http = createHttp({
    system: key,
    url,
    timeoutMs,
    maxConcurrency,
    maxBytes: limits.maxAnswerBytes,
    userAgent: 'rollcall',
    onCall: (call) => {
      log.debug(call, 'upstream call');
      onCall(call);
    },
  });
  const connector = config.connector.create({ system: key, url, settings, http, now: Date.now });
  const identity = createIdentity(config.authorization, false);
  const shown = url.href.replace(/\/$/u, '');
  return {
    http,
    system: { key, name, kind, url: shown, isReadOnly, callerCredentials, timeoutMs, identity, connector },
  };
}
