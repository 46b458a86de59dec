import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { GatewayConfig } from '#config/config.ts';
import { allFacets, createRequestContext } from '#context.ts';
import type { GatewayContext, Reading, Selection, Viewer } from '#context.ts';
import { openDirectory } from '#directory/directory.ts';
import type { DirectoryDependencies } from '#directory/directory.ts';
import { createHealthChecks, healthOf } from '#directory/health.ts';
import { createLandscape } from '#directory/landscape.ts';
import type { CallersScope, ConnectedSystem, RequestScope } from '#directory/landscape.ts';
import { createSnapshots } from '#directory/snapshots.ts';
import { warmUp } from '#directory/warm-up.ts';
import { createLoaders } from '#loaders/loaders.ts';
import { createApollo } from '#server/apollo.ts';
import { createAuthenticate } from '#server/authenticate.ts';
import type { Readiness } from '#server/health-routes.ts';
import { createHttpServer } from '#server/http-server.ts';
import { createRequestScope, refuseStrayCredentials } from '#server/request-scope.ts';
import { createSystemLocks } from '#directory/writing/system-locks.ts';
import type { SystemLocks } from '#directory/writing/system-locks.ts';
import { openWriter } from '#directory/writing/writer.ts';
import { createStorage } from '#storage/open-storage.ts';
import type { Storage } from '#storage/open-storage.ts';
import { connectSystem } from './connect-system.ts';

export interface Gateway {
  /** Address of the API, e.g. `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Finishes what is under way, then closes everything. */
  stop(): Promise<void>;
}

const healthMaxAgeMs = 10_000;
const stopDeadlineMs = 10_000;
const maxBodyBytes = 1_048_576;

/** Composition root: configuration → connectors → directory → server. Starts also when every system is down. */
export async function startGateway(config: GatewayConfig, log: Logger): Promise<Gateway> {
  const connected = config.systems.map((system) => connectSystem(system, config.limits, log));
  const dependencies = createDependencies(
    config,
    connected.map(({ system }) => system),
  );
  const storage = createStorage(config.dataDirectory, {
    now: Date.now,
    keepIdempotencyKeysMs: config.keepIdempotencyKeysMs,
  });
  const locks = createSystemLocks();
  const stopping = new AbortController();
  const ownScope: RequestScope = {
    requestId: 'gateway',
    signal: stopping.signal,
    isFresh: false,
    isGatewaysOwn: true,
    callerAuthorization: () => undefined,
  };
  const apollo = createApollo(log, config.limits);
  await apollo.start();
  const app = createHttpServer({
    apollo,
    log,
    graphiql: config.server.graphiql,
    maxBodyBytes,
    authenticate: createAuthenticate(config.auth),
    checkHeaders: (headers) =>
      refuseStrayCredentials(
        headers,
        config.systems.map(({ key }) => key),
      ),
    createContext: (request, viewer, signal) => {
      const scope = createRequestScope(request.headers, request.id, signal, config.limits.maxUpstreamCalls);
      return createContext({ ...dependencies, storage, locks }, scope, viewer, request.log as Logger);
    },
    readiness: () => readiness(dependencies, ownScope, stopping.signal.aborted),
  });
  await app.listen({ host: config.server.host, port: config.server.port });
  void warmUp(dependencies, ownScope, log);
  return {
    url: `${addressOf(app, config)}/graphql`,
    stop: async () => {
      // Whoever does not read the answer must not hold up the stop for ever.
      setTimeout(() => app.server.closeAllConnections(), stopDeadlineMs).unref();
      await app.close();
      await apollo.stop();
      stopping.abort();
      dependencies.snapshots.stop();
      for (const { http } of connected) http.close();
      await storage.close();
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
  dependencies: DirectoryDependencies & { readonly storage: Storage; readonly locks: SystemLocks },
  scope: CallersScope,
  viewer: Viewer,
  log: Logger,
): GatewayContext {
  const { landscape, snapshots, storage, locks } = dependencies;
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
    onProblem: (problem, error) => log.error({ err: error }, problem),
    now: Date.now,
  });
  return createRequestContext(
    { viewer, requestId: scope.requestId, log, budget: scope.budget, writer, selection },
    read,
  );
}

/** Waits for probes a moment only: a system that hangs must not make the gateway look dead. */
async function readiness(
  dependencies: DirectoryDependencies,
  scope: RequestScope,
  isStopping: boolean,
): Promise<Readiness> {
  const { landscape, health } = dependencies;
  const moment = new Promise((resolve) => setTimeout(resolve, 1000).unref());
  await Promise.race([Promise.all(landscape.systems.map((system) => health.check(system, scope))), moment]);
  const systems = landscape.systems.map((system) => {
    const { status, latencyMs, problem } = healthOf(health.last(system));
    const detail =
      problem === undefined ? (latencyMs === undefined ? '' : `${Math.round(latencyMs)} ms`) : problem.code;
    return { key: system.key, status, detail };
  });
  return { isReady: !isStopping, systems };
}

/** The address to call: where the system picked the port, that one. */
function addressOf(app: FastifyInstance, config: GatewayConfig): string {
  const host = config.server.host.includes(':') ? `[${config.server.host}]` : config.server.host;
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.server.port;
  return `http://${host}:${port}`;
}
