import type { FastifyInstance } from 'fastify';

/** Where the server tells what it did, and what /metrics shows. */
export interface ServerMetrics {
  answered(route: string, status: number, seconds: number): void;
  /** In the text format of Prometheus. */
  expose(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Counts every answer; /metrics shows the counts where it is wanted. It needs no key: nothing in it names a person. */
export function registerMetrics(app: FastifyInstance, metrics: ServerMetrics, isShown: boolean): void {
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, not the path: callers can make up paths without end.
    metrics.answered(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  if (!isShown) return;
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.expose();
    return reply.type(type).send(text);
  });
}
