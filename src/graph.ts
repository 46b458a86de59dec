import type { Logger } from 'pino';
import type { GatewayConfig } from '#config/config.ts';
import { allFacets, createRequestContext } from '#context.ts';
import type { GatewayContext, Reading, Selection, Viewer } from '#context.ts';
import { openDirectory } from '#directory/directory.ts';
import type { DirectoryDependencies } from '#directory/directory.ts';
import { createHealthChecks, healthOf } from '#directory/health.ts';
import { createLandscape } from '#directory/landscape.ts';
import type { CallersScope, ConnectedSystem, RequestScope } from '#directory/landscape.ts';
import type { HealthModel } from '#directory/models.ts';
import { createSnapshots } from '#directory/snapshots.ts';
import { warmUp } from '#directory/warm-up.ts';
import type { SystemLocks } from '#directory/writing/system-locks.ts';
import { openWriter } from '#directory/writing/writer.ts';
import { createLoaders } from '#loaders/loaders.ts';
import type { Gauges, Metrics } from '#metrics/create-metrics.ts';
import { createApollo } from '#server/apollo.ts';
import { createAuthenticate } from '#server/callers/authenticate.ts';
import { refuseUnfitDocuments } from '#server/document-mistakes.ts';
import type { SystemLine } from '#server/health-routes.ts';
import { createHostCheck } from '#server/callers/host-check.ts';
import { allowsIntrospection } from '#server/introspection.ts';
import { createRequestScope, refuseStrayCredentials } from '#server/request-scope.ts';
import type { Serving } from '#server/serving.ts';
import { createFindDocument } from '#server/trusted-documents.ts';
import type { Storage } from '#storage/open-storage.ts';
import { connectSystem } from './connect-system.ts';

/** What outlives a configuration: several graphs may stand side by side and must not write past one another. */
export interface SharedParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly storage: Storage;
  readonly locks: SystemLocks;
  readonly mustEnd: () => boolean;
}

/** Everything that one configuration makes, from the connectors up to what requests are answered with. */
export interface Graph {
  readonly serving: Serving;
  /** Probes the systems and loads the names that first queries need. */
  warmUp(): Promise<void>;
  /** How things stand at this moment. */
  gauges(): Pick<Gauges, 'systems' | 'snapshotBytes'>;
  /** For when no request uses it any more. */
  close(): Promise<void>;
}

const healthMaxAgeMs = 10_000;

/** Connectors → directory → schema. Made also when every system is down; throws for documents that do not fit. */
export async function buildGraph(config: GatewayConfig, shared: SharedParts): Promise<Graph> {
  const { log, metrics } = shared;
  refuseUnfitDocuments(config);
  const connected = config.systems.map((system) =>
    connectSystem(system, config.limits, log, metrics.upstreamCall),
  );
  const dependencies = createDependencies(
    config,
    connected.map(({ system }) => system),
  );
  const closing = new AbortController();
  const ownScope: RequestScope = {
    requestId: 'gateway',
    signal: closing.signal,
    isFresh: false,
    isGatewaysOwn: true,
    callerAuthorization: () => undefined,
  };
  const keys = config.systems.map(({ key }) => key);
  const apollo = createApollo(log, config.limits, metrics.operation, allowsIntrospection(config));
  await apollo.start();
  return {
    serving: {
      apollo,
      cors: { origins: config.server.corsOrigins, systemKeys: keys },
      limits: config.limits,
      // One caller who hangs on to them must leave places for others, where others can be told apart.
      placesPerCaller: Math.ceil(config.limits.maxRequestsAtOnce / (config.auth.mode === 'none' ? 1 : 2)),
      checkHost: createHostCheck(config.auth),
      authenticate: createAuthenticate(config.auth, log),
      checkHeaders: (headers) => refuseStrayCredentials(headers, keys),
      findDocument: createFindDocument(config.documents),
      createContext: (request, viewer, signal) => {
        const scope = createRequestScope(request.headers, request.id, signal, config.limits);
        return createContext(dependencies, shared, scope, viewer, request.log as Logger);
      },
      systemLines: () => systemLines(dependencies, ownScope),
    },
    warmUp: () => warmUp(dependencies, ownScope, log),
    gauges: () => ({
      systems: connected.map(({ system, http }) => ({ system: system.key, ...http.state() })),
      snapshotBytes: dependencies.snapshots.bytes(),
    }),
    close: async () => {
      await apollo.stop();
      closing.abort();
      dependencies.snapshots.stop();
      for (const { http } of connected) http.close();
    },
  };
}

function createDependencies(
  config: GatewayConfig,
  systems: readonly ConnectedSystem[],
): DirectoryDependencies {
  const { snapshots, limits } = config;
  return {
    landscape: createLandscape(systems),
    snapshots: createSnapshots(
      {
        freshMs: snapshots.freshSeconds * 1000,
        maxAgeMs: snapshots.maxAgeSeconds * 1000,
        maxStaleMs: snapshots.maxStaleSeconds * 1000,
        maxBytes: snapshots.maxBytes,
      },
      Date.now,
    ),
    health: createHealthChecks(healthMaxAgeMs, Date.now),
    limits: {
      defaultSize: limits.defaultPageSize,
      maxSize: limits.maxPageSize,
      maxTokenOwners: limits.maxTokenOwners,
    },
  };
}

function createContext(
  dependencies: DirectoryDependencies,
  { storage, locks, mustEnd }: SharedParts,
  scope: CallersScope,
  viewer: Viewer,
  log: Logger,
): GatewayContext {
  const { landscape, snapshots } = dependencies;
  const selection: Selection = { facets: allFacets };
  const read = (): Reading => {
    const directory = openDirectory(dependencies, scope);
    return { directory, loaders: createLoaders(directory, () => selection.facets) };
  };
  const writer = openWriter({
    landscape,
    snapshots,
    scope,
    caller: viewer,
    audit: storage.audit,
    idempotency: storage.idempotency,
    locks,
    mustEnd,
    onProblem: (problem, error) => log.error({ err: error }, problem),
    now: Date.now,
  });
  return createRequestContext(
    { viewer, requestId: scope.requestId, log, budget: scope.budget, writer, selection },
    read,
  );
}

/** Waits for probes a moment only: a system that hangs must not make the gateway look dead. */
async function systemLines(
  { landscape, health }: DirectoryDependencies,
  scope: RequestScope,
): Promise<SystemLine[]> {
  const moment = new Promise((resolve) => setTimeout(resolve, 1000).unref());
  await Promise.race([Promise.all(landscape.systems.map((system) => health.check(system, scope))), moment]);
  return landscape.systems.map((system) => {
    const found = healthOf(health.last(system), system);
    return { key: system.key, status: found.status, detail: detailOf(found) };
  });
}

/** Short words for a line: how fast it answered or why it did not, and the circuit where it is not as usual. */
function detailOf({ latencyMs, problem, circuit }: HealthModel): string {
  const time = latencyMs === undefined ? [] : [`${Math.round(latencyMs)} ms`];
  const words = problem === undefined ? time : [problem.code];
  return [...words, ...(circuit === 'CLOSED' ? [] : [`circuit ${circuit}`])].join(' ');
}
