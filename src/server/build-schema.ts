import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { isScalarType, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { resolvers } from '#resolvers/resolvers.ts';
import { describeScopes } from './scopes/describe-scopes.ts';
import { enforceScopes } from './scopes/enforce-scopes.ts';

const directory = new URL('../../schema/', import.meta.url);

/** The schema as it is served, with its directives, in the order of the files' names. */
export function readSdl(): DocumentNode {
  const files = readdirSync(directory).filter((name) => name.endsWith('.graphql'));
  const texts = files.sort().map((name) => readFileSync(new URL(name, directory), 'utf8'));
  return describeScopes(parse(texts.join('\n')));
}

/** Throws where a field has no rule on scopes: nothing is served then. */
export function buildSchema(): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readSdl(),
    resolvers,
    // A resolver for a field that the schema lacks is a slip of ours and must not go unseen.
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  for (const type of Object.values(schema.getTypeMap())) {
    // A scalar that has a resolver loses the description that its SDL gives it.
    if (isScalarType(type)) type.description ??= type.astNode?.description?.value;
  }
  enforceScopes(schema);
  return schema;
}
