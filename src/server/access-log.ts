import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A line for each answer; who asked is in it where that is known, what they asked and with which key never. */
export function registerAccessLog(
  app: FastifyInstance,
  callerOf: (request: FastifyRequest) => string | undefined,
): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        caller: callerOf(request),
      },
      'answered',
    );
  });
}
