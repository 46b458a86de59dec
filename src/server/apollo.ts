import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { BaseLogger } from 'pino';
import type { GatewayContext } from '#context.ts';
import { buildSchema } from './build-schema.ts';
import { formatError, isDefect } from './format-error.ts';
import { sizeProblem } from './operation-size.ts';
import type { OperationLimits } from './operation-size.ts';
import { selectedFacets } from './selected-facets.ts';
import { statusForOlderClients } from './status-for-older-clients.ts';

/** Apollo Server without the default plugins: each costs per field or per request what this gateway does not use. */
export function createApollo(log: BaseLogger, limits: OperationLimits): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    schema: buildSchema(),
    formatError,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      sizePlugin(limits),
      selectionPlugin,
      defectLogPlugin,
      statusForOlderClients,
    ],
  });
}

/** Refuses what could not be answered before anything of it runs. */
function sizePlugin(limits: OperationLimits): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (operation === undefined) return;
        const tooLarge = sizeProblem(schema, document, operation, request.variables ?? {}, limits);
        // Apollo takes anything else that a plugin throws for a defect.
        if (tooLarge !== undefined) throw asRefusal(tooLarge);
      },
    }),
  };
}

function asRefusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_EXPENSIVE', http: { status: 400 } } });
}

/** Tells the loaders, before anything runs, what the operation selects on accounts. */
const selectionPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
      if (operation === undefined) return;
      contextValue.selection.facets = selectedFacets(schema, document, operation, request.variables ?? {});
    },
  }),
};

/** What clients see masked, the log shows with its cause. */
const defectLogPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) {
        if (isDefect(error))
          contextValue.log.error({ err: error.originalError ?? error, path: error.path }, 'defect');
      }
    },
  }),
};

function apolloLogger(log: BaseLogger) {
  return {
    debug: (message?: unknown) => log.debug(String(message)),
    info: (message?: unknown) => log.debug(String(message)),
    warn: (message?: unknown) => log.warn(String(message)),
    error: (message?: unknown) => log.error(String(message)),
  };
}
