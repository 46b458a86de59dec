import { getDirectiveValues, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import type { DirectiveNode, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { GatewayContext, Scope } from '#context.ts';

/** What a field needs: a scope, or none. */
export type ScopeRule = Scope | 'NONE';

export interface RuledField {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, GatewayContext>;
  readonly rule: ScopeRule;
}

interface Node {
  readonly directives?: readonly DirectiveNode[] | undefined;
}

/**
 * Every field of every object type with its one rule, its own or its type's. Throws, naming them, where fields have
 * none or several: the gateway must not start with a field that nobody decided about.
 */
export function readScopeRules(schema: GraphQLSchema): readonly RuledField[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const mistakes: string[] = [];
  const ruled: RuledField[] = [];
  for (const type of types.filter(isObjectType)) {
    const common = rulesOn(schema, [type.astNode, ...type.extensionASTNodes]);
    for (const field of Object.values(type.getFields())) {
      const own = rulesOn(schema, [field.astNode]);
      const [rule, ...others] = own.length > 0 ? own : common;
      if (rule === undefined) mistakes.push(`${type.name}.${field.name} has none`);
      else if (others.length > 0) mistakes.push(`${type.name}.${field.name} has several`);
      else ruled.push({ type, field, rule });
    }
  }
  for (const type of types.filter(isInterfaceType)) {
    for (const field of Object.values(type.getFields())) {
      // What runs is the field of an object; a rule here would only look like one.
      if (rulesOn(schema, [field.astNode]).length > 0)
        mistakes.push(`${type.name}.${field.name}, of an interface, has one`);
    }
  }
  if (mistakes.length === 0) return ruled;
  throw new Error(
    `Every field of an object needs one rule on scopes, @needs(scope: …) or @needsNoScope, its own or its type's: ${mistakes.join('; ')}.`,
  );
}

function rulesOn(schema: GraphQLSchema, nodes: readonly (Node | null | undefined)[]): ScopeRule[] {
  return nodes.flatMap((node) => (node === null || node === undefined ? [] : rulesOf(schema, node)));
}

function rulesOf(schema: GraphQLSchema, node: Node): ScopeRule[] {
  const [needs, needsNone] = ['needs', 'needsNoScope'].map((name) => {
    const directive = schema.getDirective(name);
    if (directive) return getDirectiveValues(directive, node);
    throw new Error(`Expected the schema to define @${name}.`);
  });
  const rules: ScopeRule[] = needsNone === undefined ? [] : ['NONE'];
  // GraphQL has checked that it is one of the enum's values, which are the scopes.
  if (needs !== undefined) rules.push(needs['scope'] as Scope);
  return rules;
}
