import { getVariableValues, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  InlineFragmentNode,
  FragmentSpreadNode,
  OperationDefinitionNode,
} from 'graphql';
import type { Facet, Projection } from '#domain/holdings.ts';
import { isLeftOut } from './limits/left-out.ts';

const facetOfField: Readonly<Record<string, Facet | undefined>> = {
  details: 'details',
  roles: 'roles',
  groups: 'groups',
  teams: 'teams',
  projectPermissions: 'projectPermissions',
};

type Selection = FieldNode | InlineFragmentNode | FragmentSpreadNode;

/**
 * Facets that an operation selects on any account, whatever the path. One set for the whole operation: an account
 * reached on several paths is then read once, with everything any of them wants (docs/adr/0005).
 */
export function selectedFacets(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Projection {
  const facets = new Set<Facet>();
  const definitions = operation.variableDefinitions ?? [];
  // One mistake is enough to know: each is told with the whole value, which thousands of them make a burden.
  const { coerced: variables } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
  // Variables that do not fit are refused by the execution a moment later; nothing is read then.
  if (variables === undefined) return facets;
  const types = new TypeInfo(schema);
  const reached: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  const unreached = fragmentsByName(document);
  const enter = (node: Selection): false | undefined => {
    if (isLeftOut(node, variables)) return false;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = unreached.get(node.name.value);
      if (fragment !== undefined && unreached.delete(node.name.value)) reached.push(fragment);
    } else if (node.kind === Kind.FIELD && types.getParentType()?.name === 'User') {
      const facet = facetOfField[node.name.value];
      if (facet !== undefined) facets.add(facet);
    }
    return undefined;
  };
  const visitor = visitWithTypeInfo(types, { Field: enter, InlineFragment: enter, FragmentSpread: enter });
  // Grows while it is walked: fragments that nothing reaches, those of other operations say, do not count.
  for (const definition of reached) visit(definition, visitor);
  return facets;
}

function fragmentsByName(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
