import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import Fastify from 'fastify';

/** One way of putting HTTP before Apollo, as a process of its own: `node variant.ts <name>` prints its port. */
const variants: Readonly<Record<string, () => Promise<number>>> = { bare, fastify, standalone };

function apollo(): ApolloServer {
  return new ApolloServer({
    typeDefs: 'type Query { hello: String! }',
    resolvers: { Query: { hello: () => 'world' } },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    stopOnTerminationSignals: false,
  });
}

async function execute(server: ApolloServer, headers: IncomingMessage['headers'], body: unknown) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) map.set(name, String(value));
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: map, search: '', body },
    context: async () => ({}),
  });
  return {
    headers: Object.fromEntries(answer.headers),
    text: answer.body.kind === 'complete' ? answer.body.string : '',
  };
}

async function bare(): Promise<number> {
  const server = apollo();
  await server.start();
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      void respond(server, request.headers, body, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function respond(
  server: ApolloServer,
  headers: IncomingMessage['headers'],
  body: unknown,
  response: ServerResponse,
): Promise<void> {
  const answer = await execute(server, headers, body);
  response.writeHead(200, answer.headers);
  response.end(answer.text);
}

async function fastify(): Promise<number> {
  const server = apollo();
  await server.start();
  const app = Fastify();
  app.post('/', async (request, reply) => {
    const { headers, text } = await execute(server, request.headers, request.body);
    return reply.headers(headers).send(text);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function standalone(): Promise<number> {
  const { url } = await startStandaloneServer(apollo(), { listen: { host: '127.0.0.1', port: 0 } });
  return Number(new URL(url).port);
}

const port = await variants[process.argv[2] ?? '']?.();
process.stdout.write(`port ${port}\n`);
