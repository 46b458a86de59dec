import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '#context.ts';
import { executedSelections } from './executed-selections.ts';
import { misfitOfMany } from './misfit-variables.ts';
import { shapeProblem } from './operation-shape.ts';
import type { ShapeLimits } from './operation-shape.ts';
import { sizeProblem } from './operation-size.ts';
import type { SizeLimits } from './operation-size.ts';
import { variablesSize } from './variables-size.ts';
import type { VariablesLimits } from './variables-size.ts';

export type OperationLimits = ShapeLimits & SizeLimits & VariablesLimits;

/** Refuses what should not, or could not, be answered before anything of it runs. */
export function limitsPlugin(limits: OperationLimits): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (operation === undefined) return;
        const problem = problemOf(schema, document, operation, request.variables ?? {}, limits);
        // Apollo takes anything else that a plugin throws for a defect.
        if (problem !== undefined) throw typeof problem === 'string' ? asRefusal(problem) : problem;
      },
    }),
  };
}

/** Variables first: all that follows reads them. */
function problemOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): string | GraphQLError | undefined {
  const { values, problem } = variablesSize(variables, limits);
  const ofVariables = problem ?? misfitOfMany(schema, operation, variables, values);
  if (ofVariables !== undefined) return ofVariables;
  const executed = executedSelections(schema, document, operation, variables);
  if (executed === undefined) return undefined;
  return shapeProblem(executed, limits) ?? sizeProblem(schema, executed, limits);
}

function asRefusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_EXPENSIVE', http: { status: 400 } } });
}
