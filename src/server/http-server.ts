import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLResponse } from '@apollo/server';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Viewer } from '#context.ts';
import { RollcallError } from '#domain/errors.ts';
import { registerGraphiql, sendPage, wantsPage } from './graphiql/routes.ts';
import { registerHealth } from './health-routes.ts';
import type { Borrowed, LiveServing } from './live-serving.ts';
import { registerMetrics } from './metrics-routes.ts';
import type { ServerMetrics } from './metrics-routes.ts';
import { requestIdOf } from './request-scope.ts';
import type { Serving } from './serving.ts';

export interface HttpServerOptions {
  readonly live: LiveServing;
  readonly log: Logger;
  readonly graphiql: boolean;
  readonly maxBodyBytes: number;
  readonly metrics: ServerMetrics;
  /** Whether /metrics is there. */
  readonly showsMetrics: boolean;
  /** Whether the process has been told to stop. */
  readonly isStopping: () => boolean;
}

/** The HTTP side: /graphql, GraphiQL for browsers, /healthz, /readyz. Not listening yet. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestIdOf(request.headers),
    requestIdHeader: false,
    bodyLimit: options.maxBodyBytes,
    // Idle keep-alive connections must not hold up a stop.
    forceCloseConnections: 'idle',
    // An address that cannot be decoded comes here before any hook runs.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      void answerFailure(error, request, reply);
    },
  }) as unknown as FastifyInstance;
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  closeConnectionsWhenStopping(app);
  app.setErrorHandler((error, request, reply) => answerFailure(error, request, reply));
  app.setNotFoundHandler(async (request, reply) => {
    const message = `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}. The API is at /graphql.`;
    await reply.code(404).send(failureBody('NOT_FOUND', message));
  });
  registerMetrics(app, options.metrics, options.showsMetrics);
  registerHealth(app, async () => ({
    isReady: !options.isStopping(),
    systems: await options.live.current.systemLines(),
  }));
  if (options.graphiql) registerGraphiql(app);
  registerApi(app, options);
  return app;
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

function registerApi(app: FastifyInstance, options: HttpServerOptions): void {
  const isForPage = (request: FastifyRequest): boolean => options.graphiql && wantsPage(request);
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    // Before the body is read: strangers are not worth that.
    onRequest: async (request, reply) => {
      if (isForPage(request)) return;
      const borrowed = options.live.borrow();
      reply.raw.once('close', borrowed.letGo);
      const viewer = borrowed.serving.authenticate(request.headers.authorization);
      borrowed.serving.checkHeaders(request.headers);
      callers.set(request, { borrowed, viewer });
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) return sendPage(reply);
      return sendAnswer(await execute(request, reply, caller), reply);
    },
  });
}

interface Caller {
  readonly borrowed: Borrowed;
  readonly viewer: Viewer;
}

/** Holds what it works with to its own end: a mutation goes on when its caller has left. */
async function execute(
  request: FastifyRequest,
  reply: FastifyReply,
  { borrowed, viewer }: Caller,
): Promise<HTTPGraphQLResponse> {
  borrowed.hold();
  try {
    return await executeWith(borrowed.serving, request, reply, viewer);
  } finally {
    borrowed.letGo();
  }
}

async function executeWith(
  { apollo, createContext }: Serving,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
): Promise<HTTPGraphQLResponse> {
  const gone = new AbortController();
  // Nobody waits any more: upstream calls made only for this request are given up.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request),
      search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
      body: request.body,
    },
    context: async () => createContext(request, viewer, gone.signal),
  });
}

function headerMap(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function sendAnswer(answer: HTTPGraphQLResponse, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(answer.status ?? 200);
  for (const [name, value] of answer.headers) reply.header(name, value);
  if (answer.body.kind === 'complete') return reply.send(answer.body.string);
  throw new Error('An answer in chunks was not expected: nothing here is deferred.');
}

async function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (error instanceof RollcallError && error.code === 'UNAUTHENTICATED') {
    return reply.code(401).header('www-authenticate', 'Bearer').send(failureBody(error.code, error.message));
  }
  if (error instanceof RollcallError && error.code === 'INVALID_INPUT') {
    return reply.code(400).send(failureBody(error.code, error.message));
  }
  const status = (error as { readonly statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : 'The request is not well formed.';
    return reply.code(status).send(failureBody('INVALID_INPUT', message));
  }
  request.log.error({ err: error }, 'defect');
  return reply.code(500).send(failureBody('INTERNAL', 'Something went wrong inside the gateway.'));
}

function failureBody(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
