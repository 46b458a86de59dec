import type { BaseLogger } from 'pino';
import type { LimitsConfig, SystemConfig } from '#config/config.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import type { FinishedCall, HttpOptions, ManagedHttp } from '#http/managed-http.ts';

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
  const { key, name, kind, isReadOnly, callerCredentials, timeoutMs, settings } = config;
  const url = config.connector.normalizeUrl?.(config.url) ?? config.url;
  const http = createHttp({ ...httpOptions(config, limits), ...listeners(key, log, onCall), url });
  const connector = config.connector.create({ system: key, url, settings, http, now: Date.now });
  const identity = createIdentity(config.authorization, false);
  const shown = url.href.replace(/\/$/u, '');
  const { circuit } = http;
  const own = { key, name, kind, url: shown, isReadOnly, callerCredentials, timeoutMs };
  return { http, system: { ...own, identity, connector, circuit } };
}

function httpOptions(config: SystemConfig, limits: LimitsConfig): HttpOptions {
  const { key, url, timeoutMs, connectTimeoutMs, firstByteTimeoutMs } = config;
  const { maxConcurrency, maxQueue, retries, breaker, signInRetryMs, ca } = config;
  return {
    system: key,
    url,
    timeoutMs,
    connectTimeoutMs,
    firstByteTimeoutMs,
    maxConcurrency,
    maxQueue,
    retries,
    breaker,
    signInRetryMs,
    ca,
    maxBytes: limits.maxAnswerBytes,
    userAgent: 'rollcall',
  };
}

/** What whoever runs the gateway wants to find in its log. */
function listeners(
  system: string,
  log: BaseLogger,
  onCall: (call: FinishedCall) => void,
): Pick<HttpOptions, 'onCall' | 'onCircuit' | 'onSignInHeld'> {
  return {
    onCall: (call) => {
      log.debug(call, 'upstream call');
      onCall(call);
    },
    onCircuit: (circuit) => {
      if (circuit === 'OPEN') log.warn({ system, circuit }, `${system} keeps failing and is left alone`);
      else if (circuit === 'CLOSED') log.info({ system, circuit }, `${system} answers again`);
      else log.debug({ system, circuit }, `${system} is tried by one call`);
    },
    onSignInHeld: (refusal) => log.warn({ system, code: refusal.code }, refusal.message),
  };
}
