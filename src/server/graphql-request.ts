import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '#domain/errors.ts';
import type { FindDocument } from './trusted-documents.ts';

type Members = Readonly<Record<string, unknown>>;

/** The request as Apollo takes it, with the text of the document that it names by an id. */
export function graphqlRequest(request: FastifyRequest, findDocument: FindDocument): HTTPGraphQLRequest {
  const { method, body } = request;
  const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  return {
    method,
    headers: headerMap(request),
    search: method === 'GET' ? withDocumentInSearch(search, findDocument) : search,
    body: withDocument(body, findDocument),
  };
}

function headerMap(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** What is no object, or has members of a wrong type, is Apollo's to refuse. */
function withDocument(body: unknown, findDocument: FindDocument): unknown {
  if (Array.isArray(body))
    throw invalidInput('Expected one operation; got a list. Batches are not executed: send each by itself.');
  if (!isObject(body)) return body;
  const { documentId, query, extensions, ...others } = body;
  const { id, rest } = reference(documentId, extensions);
  const given = typeof query === 'string' ? query : undefined;
  if (id === undefined && given === undefined) return body;
  return {
    ...others,
    query: findDocument({ query: given, documentId: id }),
    ...(rest === undefined ? {} : { extensions: rest }),
  };
}

function withDocumentInSearch(search: string, findDocument: FindDocument): string {
  const parameters = new URLSearchParams(search);
  const [query, another] = parameters.getAll('query');
  if (another !== undefined) return search;
  const { id, rest } = reference(onlyOne(parameters, 'documentId'), parsed(parameters.get('extensions')));
  const text = findDocument({ query, documentId: id });
  if (id === undefined || text === undefined) return search;
  parameters.delete('documentId');
  parameters.set('query', text);
  if (rest === undefined) parameters.delete('extensions');
  else parameters.set('extensions', JSON.stringify(rest));
  return `?${parameters.toString()}`;
}

/** The id of a trusted document: as GraphQL over HTTP proposes it, or as Apollo's clients send it, which is taken out. */
function reference(documentId: unknown, extensions: unknown): { id: string | undefined; rest: unknown } {
  if (documentId !== undefined && documentId !== null && typeof documentId !== 'string')
    throw invalidInput('Expected documentId to be text.', ['documentId']);
  const own = documentId ?? undefined;
  if (!isObject(extensions) || !isObject(extensions['persistedQuery'])) return { id: own, rest: extensions };
  const { persistedQuery, ...rest } = extensions;
  const { sha256Hash } = persistedQuery;
  if (typeof sha256Hash !== 'string' || (own !== undefined && own !== sha256Hash))
    throw invalidInput(
      'Expected extensions.persistedQuery.sha256Hash to be text, and the same as documentId.',
    );
  return { id: sha256Hash, rest: Object.keys(rest).length === 0 ? undefined : rest };
}

function onlyOne(parameters: URLSearchParams, name: string): string | undefined {
  const [value, another] = parameters.getAll(name);
  if (another !== undefined) throw invalidInput(`Expected ${name} once; got it several times.`);
  return value;
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
