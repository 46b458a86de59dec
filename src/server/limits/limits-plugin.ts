import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '#context.ts';
import { executedSelections } from './executed-selections.ts';
import { misfitOfMany } from './misfit-variables.ts';
import { shapeProblem } from './operation-shape.ts';
import type { ShapeLimits } from './operation-shape.ts';
import { operationSize } from './operation-size.ts';
import type { SizeLimits } from './operation-size.ts';
import { createRowsAtWork } from './rows-at-work.ts';
import { variablesSize } from './variables-size.ts';
import type { VariablesLimits } from './variables-size.ts';

export type OperationLimits = ShapeLimits & SizeLimits & VariablesLimits;

/** Of the rows that one operation may ask for, so many times as many may be at work. */
const operationsOfFullSize = 2;

/** Refuses what should not, or could not, be answered before anything of it runs. */
export function limitsPlugin(limits: OperationLimits): ApolloServerPlugin<GatewayContext> {
  const rowsAtWork = createRowsAtWork(limits.maxRows * operationsOfFullSize);
  return {
    requestDidStart: async () => {
      let giveBack = (): void => undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request }) => {
          if (operation === undefined) return;
          const looked = lookAt(schema, document, operation, request.variables ?? {}, limits);
          // Apollo takes anything else that a plugin throws for a defect.
          if (looked.problem !== undefined) throw asRefusal(looked.problem);
          giveBack = rowsAtWork.take(looked.rows);
        },
        willSendResponse: async () => giveBack(),
      };
    },
  };
}

interface Looked {
  readonly rows: number;
  readonly problem: string | GraphQLError | undefined;
}

/** Variables first: all that follows reads them. */
function lookAt(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): Looked {
  const { values, problem } = variablesSize(variables, limits);
  const ofVariables = problem ?? misfitOfMany(schema, operation, variables, values);
  if (ofVariables !== undefined) return { rows: 0, problem: ofVariables };
  const executed = executedSelections(schema, document, operation, variables);
  // What does not fit is refused when it is run.
  if (executed === undefined) return { rows: 0, problem: undefined };
  const size = operationSize(schema, executed, limits);
  return { rows: size.rows, problem: shapeProblem(executed, limits) ?? size.problem };
}

function asRefusal(problem: string | GraphQLError): GraphQLError {
  if (typeof problem !== 'string') return problem;
  return new GraphQLError(problem, { extensions: { code: 'TOO_EXPENSIVE', http: { status: 400 } } });
}
