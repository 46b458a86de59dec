import { defaultFieldResolver } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { GatewayContext, Scope, Viewer } from '#context.ts';
import { RollcallError } from '#domain/errors.ts';
import { assuredScopes } from './assured-scopes.ts';
import { readScopeRules } from './scope-rules.ts';

type Resolver = GraphQLFieldResolver<unknown, GatewayContext, Record<string, unknown>>;

/**
 * The one place that holds callers to the scopes written in the schema (docs/adr/0017). Throws where a field has no
 * rule. Only fields that demand more than every way to them does are wrapped: the others cost nothing per row.
 */
export function enforceScopes(schema: GraphQLSchema): void {
  const fields = readScopeRules(schema);
  const assured = assuredScopes(schema, fields);
  for (const { type, field, rule } of fields) {
    if (rule === 'NONE' || assured.get(type)?.has(rule) === true) continue;
    const resolve: Resolver = field.resolve ?? defaultFieldResolver;
    field.resolve = type === schema.getMutationType() ? onMutation(rule, resolve) : onField(rule, resolve);
  }
}

function onField(scope: Scope, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (!context.viewer.scopes.includes(scope)) throw forbidden(scope, context.viewer);
    return resolve(source, args, context, info);
  };
}

/** A mutation leaves its audit record also where the caller may not make it. */
function onMutation(scope: Scope, resolve: Resolver): Resolver {
  return async (source, args, context, info) => {
    if (context.viewer.scopes.includes(scope)) return resolve(source, args, context, info);
    const error = forbidden(scope, context.viewer);
    await context.writer.recordRefusal(info.fieldName, args['input'] ?? {}, error);
    throw error;
  };
}

function forbidden(scope: Scope, { name, scopes }: Viewer): RollcallError {
  const held = scopes.length === 0 ? 'none' : scopes.join(', ');
  return new RollcallError('FORBIDDEN', `This needs the scope ${scope}; ${name} has ${held}.`);
}
