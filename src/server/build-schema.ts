import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { isScalarType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from '#resolvers/resolvers.ts';

const directory = new URL('../../schema/', import.meta.url);

/** The SDL files as one text, in the order of their names. */
function readSdl(): string {
  const files = readdirSync(directory).filter((name) => name.endsWith('.graphql'));
  return files
    .sort()
    .map((name) => readFileSync(new URL(name, directory), 'utf8'))
    .join('\n');
}

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
  return schema;
}
