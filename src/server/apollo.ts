import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { BaseLogger } from 'pino';
import type { GatewayContext } from '#context.ts';
import { buildSchema } from './build-schema.ts';
import { costPlugin } from './cost-plugin.ts';
import { formatError, isDefect } from './format-error.ts';
import { noIntrospection, withoutSuggestions } from './introspection.ts';
import { countOperations } from './operation-counts.ts';
import type { OnOperation } from './operation-counts.ts';
import { limitsPlugin } from './limits/limits-plugin.ts';
import type { OperationLimits } from './limits/limits-plugin.ts';
import { selectedFacets } from './selected-facets.ts';
import { statusForOlderClients } from './status-for-older-clients.ts';

/**
 * Words and signs of a document. A query for 300 accounts by their logins has 7,000. Validation calls itself for every
 * level, also through fragments: with 10,000 a document of three thousand levels ends the stack, and would come out
 * as a defect of ours. The longest validation found for 8,000, of fields that overlap thousandfold, takes 0.1 s.
 */
const maxTokens = 8000;

/** Apollo Server without the default plugins: each costs per field or per request what this gateway does not use. */
export function createApollo(
  log: BaseLogger,
  limits: OperationLimits,
  onOperation: OnOperation,
  showsSchema: boolean,
): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    schema: buildSchema(),
    parseOptions: { maxTokens },
    formatError: showsSchema ? formatError : withoutSuggestions(formatError),
    // Refused by a rule of our own where it is not wanted.
    introspection: true,
    validationRules: showsSchema ? [] : [noIntrospection],
    csrfPrevention: true,
    // Callers could register documents of theirs.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin(limits),
      selectionPlugin,
      defectLogPlugin,
      countOperations(onOperation),
      costPlugin,
      statusForOlderClients,
    ],
  });
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
