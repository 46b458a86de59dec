import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, Kind } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { errorCodes, RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';

/** Longer messages lose their middle: where it is stands at the beginning, what was expected at the end. */
const longestMessage = 1000;

const known: ReadonlySet<string> = new Set(errorCodes);

/** Whether an error, as the executor hands it over, is a defect of the gateway rather than somebody's to mend. */
export function isDefect(error: unknown): boolean {
  const original = unwrapResolverError(error);
  if (original instanceof RollcallError) return original.code === 'INTERNAL';
  return !isCallersFault(error);
}

/**
 * The one way out for errors. What is not known to be fit for clients is masked; `code` and, where it is about one
 * system, `system` are always there.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const place = {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
  if (original instanceof RollcallError && original.code !== 'INTERNAL') {
    return { message: original.message, ...place, extensions: factsOf(original) };
  }
  if (isCallersFault(error)) {
    const message = isTooDeep(error)
      ? 'The document is nested too deeply to be read.'
      : clip(formatted.message);
    const { retryAfterSeconds } = formatted.extensions ?? {};
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { message, ...place, extensions: { code: callersCode(formatted, error), ...wait } };
  }
  const system = original instanceof RollcallError ? original.system : undefined;
  return {
    message:
      'Something went wrong inside the gateway; its log has the details under the x-request-id of this answer.',
    ...place,
    extensions: { code: 'INTERNAL' satisfies ErrorCode, ...(system === undefined ? {} : { system }) },
  };
}

/** graphql-js repeats the value that does not fit, all of it, in each of up to 50 mistakes. */
function clip(message: string): string {
  if (message.length <= longestMessage) return message;
  return `${message.slice(0, longestMessage / 2)}…${message.slice(-longestMessage / 2)}`;
}

function factsOf(error: RollcallError): Record<string, unknown> {
  const { code, system, httpStatus, retryAfterSeconds, field } = error;
  const facts = { code, system, httpStatus, isRetryable: error.isRetryable, retryAfterSeconds, field };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/**
 * graphql-js throws GraphQLErrors of its own for documents, variables and arguments that do not fit. A null variable
 * inside a oneOf object is found only at run time: its error is about a value of the document. Errors about what a
 * resolver gave are about no node or about a field; what resolvers throw is wrapped.
 */
function isCallersFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError } = error;
  if (originalError === undefined) return true;
  if (!(originalError instanceof GraphQLError)) return false;
  return error.path === undefined || isAboutDocument(originalError);
}

/** The parser calls itself at every level, and what ends that is no message for people. */
function isTooDeep(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  return error.originalError instanceof RangeError || isTooDeep(error.originalError);
}

function isAboutDocument({ nodes = [] }: GraphQLError): boolean {
  return nodes.length > 0 && nodes.every(({ kind }) => kind !== Kind.FIELD);
}

/** Apollo gives one code to all that validation finds; a rule of ours says its own. */
function callersCode(formatted: GraphQLFormattedError, error: unknown): string {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  const own = original instanceof GraphQLError ? original.extensions['code'] : undefined;
  const code = own ?? formatted.extensions?.['code'];
  return typeof code === 'string' && known.has(code) ? code : 'INVALID_INPUT';
}
