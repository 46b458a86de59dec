import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { builtFiles } from './built-files.ts';
import { securityHeaders } from './security-headers.ts';

const notBuilt =
  'GraphiQL is not built yet: run `npm run build:graphiql`. The API itself is at this address.\n';

/** Whether a browser asks for a page rather than a program for an answer. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

/** GraphiQL, as answer to a browser at /graphql. */
export async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  const page = builtFiles()?.page;
  return reply
    .headers(securityHeaders)
    .header('cache-control', 'no-store')
    .header('vary', 'accept')
    .type(page === undefined ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8')
    .send(page ?? notBuilt);
}

/** What the page loads, under /graphiql/; and the way to it for those who type only the address of the server. */
export function registerGraphiql(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>('/graphiql/:name', async (request, reply) => {
    const file = builtFiles()?.asset(request.params.name, acceptsGzip(request));
    if (file === undefined) return reply.callNotFound();
    if (file.isGzip) reply.header('content-encoding', 'gzip');
    return (
      reply
        .headers(securityHeaders)
        // Names carry a hash of the content.
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(file.type)
        .send(file.bytes)
    );
  });
  app.get('/', async (request, reply) =>
    wantsPage(request) ? reply.redirect('graphql') : reply.callNotFound(),
  );
}

function acceptsGzip(request: FastifyRequest): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/iu.test(request.headers['accept-encoding'] ?? '');
}
