import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '#context.ts';

/** Tells in every answer what it cost, and what it might have. */
export const costPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body }, contextValue }) => {
      if (body.kind !== 'single') return;
      const { count, max } = contextValue.budget;
      const cost = { upstreamCalls: count, maxUpstreamCalls: max };
      body.singleResult.extensions = { ...body.singleResult.extensions, cost };
    },
  }),
};
