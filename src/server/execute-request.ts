import type { HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '#context.ts';
import { graphqlRequest } from './graphql-request.ts';
import type { Serving } from './serving.ts';

/** Executes what the request asks for. Its signal tells that the caller has left. */
export async function executeRequest(
  { apollo, createContext, findDocument }: Serving,
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
    httpGraphQLRequest: graphqlRequest(request, findDocument),
    context: async () => createContext(request, viewer, gone.signal),
  });
}

export async function sendAnswer(answer: HTTPGraphQLResponse, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(answer.status ?? 200);
  for (const [name, value] of answer.headers) reply.header(name, value);
  if (answer.body.kind === 'complete') return reply.send(answer.body.string);
  throw new Error('An answer in chunks was not expected: nothing here is deferred.');
}
