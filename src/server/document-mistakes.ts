import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { DocumentsConfig } from '#config/config.ts';
import { invalidInput } from '#domain/errors.ts';
import { buildSchema } from './build-schema.ts';
import { allowsIntrospection, noIntrospection } from './introspection.ts';
import type { SchemaSettings } from './introspection.ts';

/** Throws INVALID_INPUT where a trusted document could never be executed: better told at the start than to a caller. */
export function refuseUnfitDocuments(config: SchemaSettings & { readonly documents: DocumentsConfig }): void {
  const { byId } = config.documents;
  if (byId.size === 0) return;
  const schema = buildSchema();
  const rules = allowsIntrospection(config) ? [] : [noIntrospection];
  const mistakes = [...byId].flatMap(([id, text]) =>
    mistakesIn(text, schema, rules).map((mistake) => `documents.file: document "${id}": ${mistake}`),
  );
  if (mistakes.length > 0) throw invalidInput(mistakes.join('\n'));
}

function mistakesIn(
  text: string,
  schema: GraphQLSchema,
  rules: readonly (typeof noIntrospection)[],
): string[] {
  try {
    return validate(schema, parse(text), [...specifiedRules, ...rules]).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}
