import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { GatewayConfig } from '#config/config.ts';
import { createSystemLocks } from '#directory/writing/system-locks.ts';
import { createMetrics } from '#metrics/create-metrics.ts';
import type { Metrics } from '#metrics/create-metrics.ts';
import { createHttpServer } from '#server/http-server.ts';
import { createLiveServing } from '#server/live-serving.ts';
import { createStorage } from '#storage/open-storage.ts';
import { buildGraph } from './graph.ts';
import { settingsOfTheProcess } from './settings-of-the-process.ts';

export interface Gateway {
  /** Address of the API, e.g. `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /**
   * Answers what comes next by another configuration; what is under way ends by the old one. Throws where nothing can
   * be made of it: the old one stays. Returns the settings that differ but need a restart, e.g. `server.port`.
   */
  reload(config: GatewayConfig): Promise<readonly string[]>;
  /** Finishes what is under way, for as long as `server.drainSeconds` says, then closes everything. */
  stop(): Promise<void>;
}

/** Composition root: configuration → graph → server. Starts also when every system is down. */
export async function startGateway(
  config: GatewayConfig,
  log: Logger,
  metrics: Metrics = createMetrics(),
): Promise<Gateway> {
  const storage = createStorage(config.dataDirectory, {
    now: Date.now,
    keepIdempotencyKeysMs: config.keepIdempotencyKeysMs,
  });
  const lifetime = { isStopping: false, mustEnd: false };
  const shared = { log, metrics, storage, locks: createSystemLocks(), mustEnd: () => lifetime.mustEnd };
  let graph = await buildGraph(config, shared);
  const live = createLiveServing(graph.serving);
  const leaving = new Set<Promise<void>>();
  metrics.watch(() => ({ ...graph.gauges(), requestsInProgress: live.inProgress }));
  const app = createHttpServer({
    live,
    log,
    graphiql: config.server.graphiql,
    maxBodyBytes: config.limits.maxBodyBytes,
    metrics,
    showsMetrics: config.server.metrics,
    isStopping: () => lifetime.isStopping,
  });
  await app.listen({ host: config.server.host, port: config.server.port });
  void graph.warmUp();
  const stop = async (): Promise<void> => {
    lifetime.isStopping = true;
    // Whoever does not read the answer, and whatever takes too long, must not hold up the stop for ever.
    const deadline = setTimeout(() => {
      lifetime.mustEnd = true;
      app.server.closeAllConnections();
    }, config.server.drainSeconds * 1000);
    await app.close();
    // Mutations go on when their callers have left.
    await live.idle();
    clearTimeout(deadline);
    await Promise.all(leaving);
    await graph.close();
    await storage.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: `${addressOf(app, config)}/graphql`,
    reload: async (next) => {
      if (lifetime.isStopping) return [];
      const before = graph;
      graph = await buildGraph(next, shared);
      void graph.warmUp();
      const left = live.replace(graph.serving).then(() => before.close());
      leaving.add(left);
      void left.finally(() => leaving.delete(left));
      return settingsOfTheProcess(config, next);
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** The address to call: where the system picked the port, that one. */
function addressOf(app: FastifyInstance, config: GatewayConfig): string {
  const host = config.server.host.includes(':') ? `[${config.server.host}]` : config.server.host;
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.server.port;
  return `http://${host}:${port}`;
}
