import type { Probe } from '#connectors/connector.ts';
import { problemOf, RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { settle } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { callFor } from './landscape.ts';
import type { ConnectedSystem, RequestScope } from './landscape.ts';
import type { HealthModel } from './models.ts';
import { withinTime } from './within-time.ts';

export interface Checked {
  readonly outcome: Settled<Probe>;
  readonly checkedAt: Instant;
  readonly latencyMs: number;
}

/** Probes systems, at most every `maxAgeMs` for each identity, one probe at a time. */
export interface HealthChecks {
  check(system: ConnectedSystem, scope: RequestScope): Promise<Checked>;
  /** What the last probe with the configured credentials brought; undefined before the first. */
  last(system: ConnectedSystem): Checked | undefined;
}

/** A probe may need several calls, each bounded by the system's time-out. */
const callsPerProbe = 4;

export function createHealthChecks(maxAgeMs: number, now: () => number): HealthChecks {
  const checks = new Map<string, { readonly startedAt: Instant; readonly done: Promise<Checked> }>();
  const lasts = new Map<string, Checked>();

  const probe = async (system: ConnectedSystem, scope: RequestScope): Promise<Checked> => {
    const startedAt = performance.now();
    // Inside: a caller who must bring credentials and did not is an outcome of the check too.
    const asked = async (): Promise<Probe> => {
      // Counted, never refused: what one request may not spend must not look like a system that is down to others.
      const call = { ...callFor(system, scope), onUpstreamCall: scope.budget?.note };
      return requireProbe(system, await withinTime(system, call.signal, system.connector.probe(call)));
    };
    const outcome = await settle(asked(), system.key);
    return { outcome, checkedAt: now(), latencyMs: performance.now() - startedAt };
  };

  return {
    check: async (system, scope) => {
      // Callers come and go; only probes with the configured credentials are worth keeping.
      if (!usesConfiguredCredentials(system, scope)) return probe(system, scope);
      const known = checks.get(system.key);
      if (known !== undefined && !scope.isFresh && now() - known.startedAt < maxAgeMs) return known.done;
      const check = { startedAt: now(), done: probe(system, { ...scope, signal: ownSignal(system) }) };
      checks.set(system.key, check);
      const checked = await check.done;
      lasts.set(system.key, checked);
      return checked;
    },
    last: (system) => lasts.get(system.key),
  };
}

/** A check is for all who ask while it runs: whoever asked first and leaves must not spoil it. */
function ownSignal(system: ConnectedSystem): AbortSignal {
  return AbortSignal.timeout(system.timeoutMs * callsPerProbe);
}

/** A connector from outside may answer anything. */
function requireProbe(system: ConnectedSystem, probe: Probe | undefined): Probe {
  if (Array.isArray(probe?.capabilities)) return probe;
  const message = `${system.key}: its connector's probe gave no capabilities.`;
  throw new RollcallError('UPSTREAM_BAD_RESPONSE', message, { system: system.key });
}

function usesConfiguredCredentials(system: ConnectedSystem, scope: RequestScope): boolean {
  if (scope.isGatewaysOwn || system.callerCredentials === 'ignore') return true;
  return system.callerCredentials === 'allow' && scope.callerAuthorization(system.key) === undefined;
}

/** It answers, but not for us: somebody must mend the configuration, not the server. */
const degradedCodes: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_UNAUTHENTICATED',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_REJECTED',
]);

/** What the last check brought, and how its circuit is now: that may have changed since. */
export function healthOf(checked: Checked | undefined, system: ConnectedSystem): HealthModel {
  const circuit = system.circuit();
  if (checked === undefined) return { status: 'UNKNOWN', circuit };
  const { outcome, checkedAt, latencyMs } = checked;
  if (outcome.ok) return { status: 'UP', checkedAt, latencyMs, circuit };
  const status = degradedCodes.has(outcome.error.code) ? 'DEGRADED' : 'DOWN';
  return { status, checkedAt, latencyMs, problem: problemOf(outcome.error), circuit };
}
