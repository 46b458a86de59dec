import { getVariableValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { isLeftOut } from './left-out.ts';

type FragmentsByName = ReadonlyMap<string, FragmentDefinitionNode>;

/** What an operation executes, for whoever measures it: fragments in their places, without what is left out. */
export interface ExecutedSelections {
  readonly operation: OperationDefinitionNode;
  readonly fragments: FragmentsByName;
  readonly variables: Readonly<Record<string, unknown>>;
  /**
   * Every selection set, each once, and each after all that are within it: fragments may be spread many times, and
   * walking them as often takes for ever.
   */
  readonly innermostFirst: readonly SelectionSetNode[];
  readonly selectionsOf: (set: SelectionSetNode) => readonly SelectionNode[];
  /** What a selection has within it; undefined for a field without. */
  readonly setOf: (selection: SelectionNode) => SelectionSetNode | undefined;
}

/** Undefined where variables do not fit: that is refused when it is run, with every mistake named. */
export function executedSelections(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): ExecutedSelections | undefined {
  const definitions = operation.variableDefinitions ?? [];
  // One mistake is enough to know: each is told with the whole value, which thousands of them make a burden.
  const { coerced: variables } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
  if (variables === undefined) return undefined;
  const fragments = fragmentsByName(document);
  const selectionsOf = ({ selections }: SelectionSetNode): readonly SelectionNode[] =>
    selections.filter((each) => !isLeftOut(each, variables));
  const setOf = (selection: SelectionNode): SelectionSetNode | undefined =>
    selection.kind === Kind.FRAGMENT_SPREAD
      ? fragments.get(selection.name.value)?.selectionSet
      : selection.selectionSet;
  const within = (set: SelectionSetNode): Set<SelectionSetNode> =>
    new Set(selectionsOf(set).flatMap((each) => setOf(each) ?? []));
  const innermostFirst = inOrder(operation.selectionSet, within);
  return { operation, fragments, variables, innermostFirst, selectionsOf, setOf };
}

function fragmentsByName(document: DocumentNode): FragmentsByName {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** Without calling itself: a document may be nested deeper than the stack is. Validation has refused rings. */
function inOrder<T>(outermost: T, within: (each: T) => ReadonlySet<T>): readonly T[] {
  const done = new Set<T>();
  const waiting = [outermost];
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const open = done.has(next) ? [] : [...within(next)].filter((each) => !done.has(each));
    if (open.length > 0) waiting.push(...open);
    else done.add(waiting.pop() ?? next);
  }
  return [...done];
}
