import { getNamedType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type { FieldNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode, ValueNode } from 'graphql';
import { counted, inWords } from './counted.ts';
import type { ExecutedSelections } from './executed-selections.ts';

export interface SizeLimits {
  /** Rows that an operation may ask for in the worst case: page sizes multiplied along each path, added over paths. */
  readonly maxRows: number;
  /** Size of a page that does not say. */
  readonly defaultPageSize: number;
  /** Larger pages are refused where they are read. */
  readonly maxPageSize: number;
}

/** Ten plain values take about as much as a row does without any. */
const rowsOfAValue = 0.1;

type Variables = Readonly<Record<string, unknown>>;
type Types = ReadonlyMap<SelectionSetNode, GraphQLNamedType | undefined>;

export interface OperationSize {
  /** Rows in the worst case. */
  readonly rows: number;
  /** Why the answer could be too large to be held; undefined where it could not. */
  readonly problem: string | undefined;
}

/** A few words of lists within lists ask for billions of rows. */
export function operationSize(
  schema: GraphQLSchema,
  executed: ExecutedSelections,
  limits: SizeLimits,
): OperationSize {
  const rows = rowsOf(executed, typesOf(schema, executed), limits);
  if (rows <= limits.maxRows) return { rows, problem: undefined };
  const problem =
    `The operation could ask for ${inWords(rows)} rows; ${inWords(limits.maxRows)} are allowed. ` +
    'Ask for smaller pages (first, last), or for fewer lists within lists.';
  return { rows, problem };
}

function rowsOf(executed: ExecutedSelections, types: Types, limits: SizeLimits): number {
  const { operation, variables, innermostFirst, selectionsOf, setOf } = executed;
  const known = new Map<SelectionSetNode, number>();
  for (const set of innermostFirst) {
    let rows = 0;
    for (const selection of selectionsOf(set)) {
      const inner = setOf(selection);
      if (inner === undefined) {
        rows += rowsOfAValue;
        continue;
      }
      const within = known.get(inner) ?? 0;
      const isField = selection.kind === Kind.FIELD;
      const brought = isField
        ? rowsOfTheSchemaIn(selection) + sizeOf(selection, types.get(inner), variables, limits) * (1 + within)
        : within;
      rows = counted(rows + brought);
    }
    known.set(set, rows);
  }
  return Math.round(known.get(operation.selectionSet) ?? 0);
}

/** What each selection set is of. */
function typesOf(schema: GraphQLSchema, executed: ExecutedSelections): Types {
  const { operation, fragments, innermostFirst, selectionsOf, setOf } = executed;
  const root = schema.getRootType(operation.operation) ?? undefined;
  const types = new Map<SelectionSetNode, GraphQLNamedType | undefined>([[operation.selectionSet, root]]);
  for (const set of innermostFirst.toReversed()) {
    const type = types.get(set);
    for (const selection of selectionsOf(set)) {
      const inner = setOf(selection);
      if (inner === undefined) continue;
      if (selection.kind === Kind.FIELD) types.set(inner, typeOfField(type, selection));
      else {
        const { typeCondition } =
          selection.kind === Kind.FRAGMENT_SPREAD ? (fragments.get(selection.name.value) ?? {}) : selection;
        types.set(inner, typeCondition === undefined ? type : schema.getType(typeCondition.name.value));
      }
    }
  }
  return types;
}

function typeOfField(type: GraphQLNamedType | undefined, field: FieldNode): GraphQLNamedType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const definition = type.getFields()[field.name.value];
  return definition === undefined ? undefined : getNamedType(definition.type);
}

/** About what GraphiQL's question for the schema brings: types, fields, arguments and what they are of. */
const rowsOfTheSchema = 20_000;

/** How many rows a field brings: the size of its page, the ids it is given, or itself. */
function sizeOf(
  field: FieldNode,
  target: GraphQLNamedType | undefined,
  variables: Variables,
  { defaultPageSize, maxPageSize }: SizeLimits,
): number {
  if (target?.name.endsWith('Connection') === true) {
    const size = numberOf(field, 'first', variables) ?? numberOf(field, 'last', variables) ?? defaultPageSize;
    return Math.min(size, maxPageSize);
  }
  const ids = argumentOf(field, 'ids');
  if (ids?.kind === Kind.LIST) return ids.values.length;
  const given = ids?.kind === Kind.VARIABLE ? variables[ids.name.value] : undefined;
  return Array.isArray(given) ? given.length : 1;
}

/** The schema is as large whatever is asked of it, and may be asked for under many names. */
function rowsOfTheSchemaIn({ name }: FieldNode): number {
  return name.value === '__schema' ? rowsOfTheSchema : 0;
}

function numberOf(field: FieldNode, name: string, variables: Variables): number | undefined {
  const value = argumentOf(field, name);
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === 'number' ? Math.max(0, given) : undefined;
}

function argumentOf(field: FieldNode, name: string): ValueNode | undefined {
  return field.arguments?.find((argument) => argument.name.value === name)?.value;
}
