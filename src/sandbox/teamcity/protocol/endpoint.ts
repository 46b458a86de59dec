import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import { emptyReply, jsonReply } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import type { Call, Caller, ServerSide } from './call.ts';
import { acceptHeader, entityFormat, entityTypes, mediaType, negotiate, textTypes } from './negotiation.ts';
import { parseBody } from './request-body.ts';
import type { BodyFormat } from './request-body.ts';
import { routingError } from './rest-error.ts';
import type { WireObject } from '../wire/wire-value.ts';
import { writeXml } from './xml-writer.ts';
import type { BodyObject } from './xml-reader.ts';

/** What one method of one path takes and gives. */
export type Endpoint = {
  /** What the body must be; nothing is asked of it where absent. */
  readonly consumes?: 'entity' | 'text';
} & (
  | { readonly produces: 'entity'; readonly run: Run<Entity> }
  /** An undefined text is a 204. */
  | { readonly produces: 'text'; readonly run: Run<string | undefined> }
  | { readonly produces: 'nothing'; readonly run: Run<void> }
);

type Run<Result> = (call: Call, params: RouteParams, body: RequestBody) => Result;

export interface Entity {
  /** Name of the element in XML. */
  readonly element: string;
  readonly value: WireObject;
}

interface RequestBody {
  /** Empty unless the endpoint consumes text. */
  readonly text: string;
  /** Without properties unless the endpoint consumes an entity. */
  readonly entity: BodyObject;
}

/** An authenticated request that has not been read yet. */
export interface Incoming extends ServerSide {
  readonly caller: Caller;
  readonly prefix: string;
  readonly query: URLSearchParams;
}

/**
 * Puts the methods of one path on the router. The path alone decides which endpoints are looked at, as in the
 * original: a method missing here is a 405 even where a later, wider pattern has it.
 */
export function resource(
  router: Router<Incoming>,
  pattern: string,
  methods: Readonly<Record<string, Endpoint>>,
): void {
  router.on('*', pattern, (incoming, params, request) => {
    const endpoint = methods[request.method === 'HEAD' ? 'GET' : request.method];
    if (endpoint === undefined) throw routingError(405);
    return answer(endpoint, incoming, params, request);
  });
}

function answer(
  endpoint: Endpoint,
  incoming: Incoming,
  params: RouteParams,
  request: SandboxRequest,
): SandboxReply {
  const bodyFormat = bodyFormatOf(endpoint, request);
  const answerType = answerTypeOf(endpoint, request, incoming.query);
  const answerFormat = answerType === 'application/json' ? 'json' : 'xml';
  const call: Call = { ...incoming, answerFormat, bodyFormat };
  const body = readBody(endpoint, bodyFormat, request);
  if (endpoint.produces === 'entity') return entityReply(endpoint.run(call, params, body), answerFormat);
  if (endpoint.produces === 'text') return plainReply(endpoint.run(call, params, body));
  endpoint.run(call, params, body);
  return emptyReply(204);
}

function bodyFormatOf(endpoint: Endpoint, request: SandboxRequest): BodyFormat {
  if (endpoint.consumes === 'entity') {
    const format = entityFormat(request);
    if (format === undefined) throw routingError(415);
    return format;
  }
  if (endpoint.consumes === 'text' && mediaType(request) !== 'text/plain') throw routingError(415);
  return 'json';
}

function answerTypeOf(endpoint: Endpoint, request: SandboxRequest, query: URLSearchParams): string {
  if (endpoint.produces === 'nothing') return '';
  const type = negotiate(
    acceptHeader(request, query),
    endpoint.produces === 'entity' ? entityTypes : textTypes,
  );
  if (type === undefined) throw routingError(406);
  return type;
}

function readBody(endpoint: Endpoint, format: BodyFormat, request: SandboxRequest): RequestBody {
  const text = request.body.toString('utf8');
  if (endpoint.consumes === 'entity') return { text: '', entity: parseBody(text, format) };
  return { text: endpoint.consumes === 'text' ? text : '', entity: {} };
}

function entityReply({ element, value }: Entity, format: BodyFormat): SandboxReply {
  if (format === 'json') return jsonReply(200, value, { 'content-type': 'application/json' });
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: writeXml(element, value) };
}

function plainReply(text: string | undefined): SandboxReply {
  if (text === undefined) return emptyReply(204);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: text };
}
