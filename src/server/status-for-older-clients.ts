import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '#context.ts';

/**
 * 200 instead of 400 for a request that is well formed but cannot be executed, where the client names
 * `application/json` alone. Such clients are older than `application/graphql-response+json`, and some take any other
 * status for an answer of something on the way and throw the errors in it away; GraphQL over HTTP says so (6.4.1).
 */
export const statusForOlderClients: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response, source }) => {
      // Without a document the request itself is not well formed.
      if (source === undefined || response.http.status !== 400) return;
      if (isOlder(request.http?.headers.get('accept') ?? '')) response.http.status = 200;
    },
  }),
};

function isOlder(accept: string): boolean {
  return accept.includes('application/json') && !accept.includes('application/graphql-response+json');
}
