import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Whether a browser asks for a page rather than a program for an answer. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

export function registerGraphiql(_app: FastifyInstance): void {}
