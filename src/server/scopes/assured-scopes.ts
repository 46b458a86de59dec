import { getNamedType, isAbstractType, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Scope } from '#context.ts';
import { allScopes, withIncluded } from './included-scopes.ts';
import type { RuledField } from './scope-rules.ts';

export type AssuredScopes = ReadonlyMap<GraphQLObjectType, ReadonlySet<Scope>>;

/**
 * Scopes that a caller is sure to have once execution is within an object, whatever the way there: what every way
 * demands. Nobody has to ask again for these, on none of ten thousand rows.
 */
export function assuredScopes(schema: GraphQLSchema, fields: readonly RuledField[]): AssuredScopes {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const assured = new Map<GraphQLObjectType, ReadonlySet<Scope>>();
  // As if all were assured everywhere but at the roots; each way that demands less takes some back.
  for (const { type } of fields) assured.set(type, new Set(roots.has(type) ? [] : allScopes));
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const { type, field, rule } of fields) {
      const demanded = rule === 'NONE' ? [] : withIncluded([rule]);
      const onTheWay = new Set([...(assured.get(type) ?? []), ...demanded]);
      for (const target of objectsOf(schema, getNamedType(field.type))) {
        const before = [...(assured.get(target) ?? [])];
        const after = before.filter((scope) => onTheWay.has(scope));
        if (after.length === before.length) continue;
        assured.set(target, new Set(after));
        isSettled = false;
      }
    }
  }
  return assured;
}

function objectsOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}
