import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError, ValidationRule } from 'graphql';
import type { DocumentsConfig, ServerConfig } from '#config/config.ts';

export interface SchemaSettings {
  readonly server: Pick<ServerConfig, 'introspection'>;
  readonly documents: Pick<DocumentsConfig, 'only'>;
}

/** Whoever may execute only what is known beforehand has no use for the schema. */
export function allowsIntrospection({ server, documents }: SchemaSettings): boolean {
  return server.introspection && !documents.only;
}

/** Apollo's own rule tells how its option is called; callers have no use for that. */
export const noIntrospection: ValidationRule = (context) => ({
  Field: (node) => {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    const message =
      'Expected a query without __schema and __type: this gateway does not show its schema (server.introspection). ' +
      'It is published as text: rollcall schema.';
    context.reportError(
      new GraphQLError(message, {
        nodes: node,
        extensions: { code: 'FORBIDDEN', http: { status: 403 } },
      }),
    );
  },
});

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Without the names that graphql-js suggests for mistaken ones: with them the schema can be guessed piece by piece. Here
 * rather than by Apollo's option, which leaves them in what is wrong with variables.
 */
export function withoutSuggestions(format: FormatError): FormatError {
  return (formatted, error) => {
    const { message, ...rest } = format(formatted, error);
    return { message: message.replaceAll(/ ?Did you mean [^?]*\?/gu, ''), ...rest };
  };
}
