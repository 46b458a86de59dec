import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { RollcallError } from '#domain/errors.ts';
import { registerAccessLog } from './access-log.ts';
import { registerApi } from './api-route.ts';
import type { ApiOptions, Caller } from './api-route.ts';
import { asServerOptions, connectionLimits } from './connection-limits.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { answerFailure } from './failure.ts';
import { registerGraphiql } from './graphiql/routes.ts';
import { registerHealth } from './health-routes.ts';
import { registerMetrics } from './metrics-routes.ts';
import type { ServerMetrics } from './metrics-routes.ts';
import { requestIdOf } from './request-scope.ts';
import { responseHeaders } from './response-headers.ts';
import { answerUnreadable } from './unreadable-request.ts';

export interface HttpServerOptions extends Omit<ApiOptions, 'answerTimeoutMs'> {
  readonly log: Logger;
  readonly maxBodyBytes: number;
  readonly metrics: ServerMetrics;
  /** Whether /metrics is there. */
  readonly showsMetrics: boolean;
  /** Whether the process has been told to stop. */
  readonly isStopping: () => boolean;
  readonly connections?: ConnectionLimits;
}

/** The HTTP side: /graphql, GraphiQL for browsers, /healthz, /readyz, /metrics. Not listening yet. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const app = createFastify(options);
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).headers(responseHeaders);
  });
  registerAccessLog(app, (request) => callers.get(request)?.viewer.name);
  closeConnectionsWhenStopping(app);
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply));
  app.setNotFoundHandler(async (request) => {
    const message = `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}. The API is at /graphql.`;
    throw new RollcallError('NOT_FOUND', message);
  });
  registerMetrics(app, options.metrics, options.showsMetrics);
  registerHealth(app, async () => ({
    isReady: !options.isStopping(),
    systems: await options.live.current.systemLines(),
  }));
  if (options.graphiql) registerGraphiql(app);
  const { answerTimeoutMs } = options.connections ?? connectionLimits;
  registerApi(app, { ...options, answerTimeoutMs }, callers);
  return app;
}

function createFastify({
  log,
  maxBodyBytes,
  connections = connectionLimits,
}: HttpServerOptions): FastifyInstance {
  return Fastify({
    ...asServerOptions(connections),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request) => requestIdOf(request.headers),
    requestIdHeader: false,
    bodyLimit: maxBodyBytes,
    // Idle keep-alive connections must not hold up a stop.
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    // An address that cannot be decoded comes here before any hook runs.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id).headers(responseHeaders);
      void answerFailure(error, request, reply);
    },
  }) as unknown as FastifyInstance;
}

/** A caller who is answered during a stop would else hold the process with the connection kept for later. */
function closeConnectionsWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done();
  });
}
