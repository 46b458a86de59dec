import { defaultFieldResolver, Kind } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { GatewayContext, Scope, Viewer } from '#context.ts';
import { RollcallError } from '#domain/errors.ts';
import { assuredScopes } from './assured-scopes.ts';
import { readScopeRules } from './scope-rules.ts';
import type { ScopeRule } from './scope-rules.ts';

type Resolver = GraphQLFieldResolver<unknown, GatewayContext, Record<string, unknown>>;

/**
 * The one place that holds callers to the scopes written in the schema (docs/adr/0017). Throws where a field has no
 * rule. Only fields that demand more than every way to them does are wrapped: the others cost nothing per row.
 */
export function enforceScopes(schema: GraphQLSchema): void {
  const fields = readScopeRules(schema);
  const assured = assuredScopes(schema, fields);
  const mutation = schema.getMutationType();
  const rulesOfMutations = new Map(
    fields.flatMap(({ type, field, rule }) => (type === mutation ? [[field.name, rule] as const] : [])),
  );
  for (const { type, field, rule } of fields) {
    if (rule === 'NONE' || assured.get(type)?.has(rule) === true) continue;
    const resolve: Resolver = field.resolve ?? defaultFieldResolver;
    field.resolve = type === mutation ? onMutation(rulesOfMutations, resolve) : onField(rule, resolve);
  }
}

function onField(scope: Scope, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (!context.viewer.scopes.includes(scope)) throw forbidden(scope, context.viewer);
    return resolve(source, args, context, info);
  };
}

/**
 * A mutation leaves its audit record also where the caller may not make it. None is begun where the caller may not make
 * one that stands beside it: its error would take the answers of the others along, with secrets that are shown once.
 */
function onMutation(rules: ReadonlyMap<string, ScopeRule>, resolve: Resolver): Resolver {
  return async (source, args, context, info) => {
    const lacks = (name: string): boolean => {
      const rule = rules.get(name) ?? 'NONE';
      return rule !== 'NONE' && !context.viewer.scopes.includes(rule);
    };
    const own = info.fieldName;
    const refused = lacks(own) ? own : rootFieldsOf(info).find(lacks);
    if (refused === undefined) return resolve(source, args, context, info);
    const error = forbidden(
      rules.get(refused) as Scope,
      context.viewer,
      refused === own ? undefined : refused,
    );
    await context.writer.recordRefusal(own, args['input'] ?? {}, error);
    if (refused !== own) await context.writer.recordRefusal(refused, {}, error);
    throw error;
  };
}

/** Names of the fields that the operation asks for first, through fragments too. */
function rootFieldsOf({ operation, fragments }: GraphQLResolveInfo): string[] {
  const names: string[] = [];
  const sets = new Set([operation.selectionSet]);
  // Grows while it is walked.
  for (const set of sets) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : fragments[selection.name.value]?.selectionSet;
        if (inner !== undefined) sets.add(inner);
      }
    }
  }
  return names;
}

function forbidden(scope: Scope, { name, scopes }: Viewer, beside?: string): RollcallError {
  const held = scopes.length === 0 ? 'none' : scopes.join(', ');
  const what = beside === undefined ? 'This' : `Nothing was begun, as ${beside} in the same request`;
  return new RollcallError('FORBIDDEN', `${what} needs the scope ${scope}; ${name} has ${held}.`);
}
