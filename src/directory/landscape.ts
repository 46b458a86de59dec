import type { Call, Connector } from '#connectors/connector.ts';
import type { CircuitState } from '#domain/circuit.ts';
import type { CallBudget } from '#domain/call-budget.ts';
import type { RowBudget } from '#domain/row-budget.ts';
import { RollcallError } from '#domain/errors.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Identity } from '#domain/identity.ts';

/** Whether a caller's own upstream credentials are used: never, where brought, or always. */
export type CallerCredentialsPolicy = 'ignore' | 'allow' | 'require';

/** One configured server with the connector that speaks to it. */
export interface ConnectedSystem {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  /** As shown to clients: never with credentials in it. */
  readonly url: string;
  readonly isReadOnly: boolean;
  readonly callerCredentials: CallerCredentialsPolicy;
  readonly timeoutMs: number;
  /** Credentials of the configuration. */
  readonly identity: Identity;
  readonly connector: Connector;
  /** Whether it is asked at all, at this moment. */
  readonly circuit: () => CircuitState;
}

/** The configured systems, in the order of the configuration. */
export interface Landscape {
  readonly systems: readonly ConnectedSystem[];
  /** Undefined where no system has that key. */
  find(key: string): ConnectedSystem | undefined;
}

export function createLandscape(systems: readonly ConnectedSystem[]): Landscape {
  const byKey = new Map(systems.map((system) => [system.key, system]));
  return { systems, find: (key) => byKey.get(key) };
}

/** The system, or NOT_FOUND naming the keys there are. */
export function requireSystem(landscape: Landscape, key: string, field?: readonly string[]): ConnectedSystem {
  const system = landscape.find(key);
  if (system !== undefined) return system;
  const known = landscape.systems.map((each) => each.key).join(', ');
  throw new RollcallError(
    'NOT_FOUND',
    `No system has the key ${JSON.stringify(key)}; configured are: ${known}.`,
    {
      field,
    },
  );
}

/** The systems a filter names, without repeats, or all. */
export function chooseSystems(
  landscape: Landscape,
  keys: readonly string[] | null | undefined,
  field: readonly string[] = ['filter', 'systems'],
): readonly ConnectedSystem[] {
  if (keys === undefined || keys === null) return landscape.systems;
  const chosen = new Set(keys.map((key, index) => requireSystem(landscape, key, [...field, String(index)])));
  return landscape.systems.filter((system) => chosen.has(system));
}

/** What one request brings along: it goes with every use case and is gone with the request. */
export interface RequestScope {
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** `Cache-Control: no-cache`: nothing read earlier may be used. */
  readonly isFresh: boolean;
  /** True for the gateway's own work (probes, names): the policy on callers' credentials does not apply to it. */
  readonly isGatewaysOwn: boolean;
  /** Authorization brought for a system in `upstream-authorization-<key>`. A secret. */
  readonly callerAuthorization: (systemKey: string) => string | undefined;
  /** What its upstream calls are counted in; absent for the gateway's own work, which nobody is charged for. */
  readonly budget?: CallBudget | undefined;
  /** Bounds the rows of the answer; absent for the gateway's own work. */
  readonly rowBudget?: RowBudget | undefined;
}

/** A request that somebody sent. */
export interface CallersScope extends RequestScope {
  readonly budget: CallBudget;
}

/**
 * Whose credentials this request uses in a system. Throws UPSTREAM_UNAUTHENTICATED where the caller must bring some
 * and did not.
 */
export function identityFor(system: ConnectedSystem, scope: RequestScope): Identity {
  if (scope.isGatewaysOwn || system.callerCredentials === 'ignore') return system.identity;
  const brought = scope.callerAuthorization(system.key);
  if (brought !== undefined) return createIdentity(brought, true);
  if (system.callerCredentials === 'allow') return system.identity;
  throw new RollcallError(
    'UPSTREAM_UNAUTHENTICATED',
    `${system.key} is used with your own credentials only: send them in the header upstream-authorization-${system.key}.`,
    { system: system.key },
  );
}

export function callFor(system: ConnectedSystem, scope: RequestScope): Call {
  return {
    identity: identityFor(system, scope),
    signal: scope.signal,
    requestId: scope.requestId,
    isBulk: false,
    isFresh: scope.isFresh,
    onUpstreamCall: charging(system, scope),
  };
}

/** Charges each call to the request it is made for, as long as that may cause more. */
export function charging(system: ConnectedSystem, { budget }: RequestScope): Call['onUpstreamCall'] {
  return budget === undefined ? undefined : () => budget.spend(system.key);
}
