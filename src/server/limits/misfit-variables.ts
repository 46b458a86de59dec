import { getVariableValues, GraphQLError } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** graphql-js tells up to fifty mistakes, each with the whole value; of larger variables one is told. */
const mostValuesForAll = 1000;

/**
 * The first thing that is wrong with many values; undefined where nothing is, or where there are so few that the executor
 * may tell them all. It would take seconds over the fifty mistakes of some thousand values.
 */
export function misfitOfMany(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  values: number,
): GraphQLError | undefined {
  if (values <= mostValuesForAll) return undefined;
  const definitions = operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
  const [first] = errors ?? [];
  if (first === undefined) return undefined;
  const { message, nodes } = first;
  const extensions = { code: 'INVALID_INPUT', http: { status: 400 } };
  return new GraphQLError(message, { nodes: nodes ?? null, extensions });
}
