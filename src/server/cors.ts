import cors from '@fastify/cors';
import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Which pages of other origins may call the API. */
export interface CorsPolicy {
  readonly origins: readonly string[];
  /** Keys of the systems that callers may bring credentials for. */
  readonly systemKeys: readonly string[];
}

const headers = ['content-type', 'authorization', 'cache-control', 'x-request-id'];

/**
 * For the routes of this instance. Cookies are never allowed: keys and tokens are what the gateway knows callers by. The
 * preflight needs no key, because browsers send none with it.
 */
export async function registerCors(app: FastifyInstance, policy: () => CorsPolicy): Promise<void> {
  await app.register(cors, {
    delegator: (request: FastifyRequest, callback) => callback(null, optionsFor(request, policy())),
  });
}

function optionsFor(request: FastifyRequest, { origins, systemKeys }: CorsPolicy): FastifyCorsOptions {
  const origin = request.headers.origin;
  if (origin === undefined || !origins.includes(origin)) return { origin: false };
  return {
    origin,
    methods: ['GET', 'POST'],
    allowedHeaders: [...headers, ...systemKeys.map((key) => `upstream-authorization-${key}`)],
    exposedHeaders: ['x-request-id', 'retry-after'],
    credentials: false,
    maxAge: 600,
  };
}
