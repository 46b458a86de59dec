import { getNamedType, getVariableValues, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';

export interface OperationLimits {
  /** Rows that an operation may ask for in the worst case: page sizes multiplied along each path, added over paths. */
  readonly maxRows: number;
  readonly maxDepth: number;
  /** Size of a page that does not say. */
  readonly defaultPageSize: number;
  /** Larger pages are refused where they are read. */
  readonly maxPageSize: number;
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly limits: OperationLimits;
  /** Worked out once: fragments may be spread many times. */
  readonly known: Map<SelectionSetNode, number>;
}

/**
 * Why an operation's answer could be too large to be held; undefined where it could not. A few words of lists within
 * lists ask for billions of rows.
 */
export function sizeProblem(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): string | undefined {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  // One mistake is enough to know: each is told with the whole value, which thousands of them make a burden.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 1,
  });
  // Refused when it is run, with every mistake named.
  if (coerced === undefined) return undefined;
  const walk: Walk = { schema, fragments, variables: coerced, limits, known: new Map() };
  const root = schema.getRootType(operation.operation) ?? undefined;
  const rows = rowsOf(operation.selectionSet, root, walk, 1);
  if (rows === Number.POSITIVE_INFINITY)
    return `The operation is nested more than ${limits.maxDepth} levels deep.`;
  if (rows <= limits.maxRows) return undefined;
  return (
    `The operation could ask for ${rows.toLocaleString('en')} rows; ${limits.maxRows.toLocaleString('en')} are allowed. ` +
    'Ask for smaller pages (first, last), or for fewer lists within lists.'
  );
}

function rowsOf(
  selections: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  walk: Walk,
  depth: number,
): number {
  if (depth > walk.limits.maxDepth) return Number.POSITIVE_INFINITY;
  const known = walk.known.get(selections);
  if (known !== undefined) return known;
  let rows = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) rows += rowsOfField(selection, type, walk, depth);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on =
        selection.typeCondition === undefined
          ? type
          : walk.schema.getType(selection.typeCondition.name.value);
      rows += rowsOf(selection.selectionSet, on, walk, depth + 1);
    } else {
      const fragment = walk.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      rows += rowsOf(
        fragment.selectionSet,
        walk.schema.getType(fragment.typeCondition.name.value),
        walk,
        depth + 1,
      );
    }
  }
  walk.known.set(selections, rows);
  return rows;
}

function rowsOfField(
  field: FieldNode,
  type: GraphQLNamedType | undefined,
  walk: Walk,
  depth: number,
): number {
  if (field.selectionSet === undefined) return 0;
  const definition =
    isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
  const target = definition === undefined ? undefined : getNamedType(definition.type);
  const within = rowsOf(field.selectionSet, target, walk, depth + 1);
  return sizeOf(field, target, walk) * (1 + within);
}

/** How many rows a field brings: the size of its page, the ids it is given, or itself. */
function sizeOf(field: FieldNode, target: GraphQLNamedType | undefined, walk: Walk): number {
  if (target?.name.endsWith('Connection') === true) {
    const { defaultPageSize, maxPageSize } = walk.limits;
    const size = numberOf(field, 'first', walk) ?? numberOf(field, 'last', walk) ?? defaultPageSize;
    return Math.min(size, maxPageSize);
  }
  const ids = argumentOf(field, 'ids');
  if (ids?.kind === Kind.LIST) return ids.values.length;
  const given = ids?.kind === Kind.VARIABLE ? walk.variables[ids.name.value] : undefined;
  return Array.isArray(given) ? given.length : 1;
}

function numberOf(field: FieldNode, name: string, walk: Walk): number | undefined {
  const value = argumentOf(field, name);
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
  const given = value?.kind === Kind.VARIABLE ? walk.variables[value.name.value] : undefined;
  return typeof given === 'number' ? Math.max(0, given) : undefined;
}

function argumentOf(field: FieldNode, name: string): ValueNode | undefined {
  return field.arguments?.find((argument) => argument.name.value === name)?.value;
}
