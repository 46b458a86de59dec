import type { FastifyInstance } from 'fastify';

export interface SystemLine {
  readonly key: string;
  readonly status: string;
  readonly detail: string;
}

export interface Readiness {
  readonly isReady: boolean;
  readonly systems: readonly SystemLine[];
}

/** /healthz: the process lives. /readyz: it serves, with a line per system; a system that is down does not unready it. */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('alive\n'));
  app.get('/readyz', async (_request, reply) => {
    const { isReady, systems } = await readiness();
    const lines = systems.map(({ key, status, detail }) => `${key} ${status} ${detail}`.trimEnd());
    const text = [isReady ? 'ready' : 'not ready', ...lines, ''].join('\n');
    return reply
      .code(isReady ? 200 : 503)
      .type('text/plain')
      .send(text);
  });
}
