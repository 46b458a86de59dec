import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from '#resolvers/resolvers.ts';

const directory = new URL('../../schema/', import.meta.url);

/** The SDL files as one text, in the order of their names. */
export function readSdl(): string {
  const files = readdirSync(directory).filter((name) => name.endsWith('.graphql'));
  return files
    .sort()
    .map((name) => readFileSync(new URL(name, directory), 'utf8'))
    .join('\n');
}

export function buildSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readSdl(),
    resolvers,
    // A resolver for a field that the schema lacks is a slip of ours and must not go unseen.
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
