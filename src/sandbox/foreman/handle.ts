import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import { emptyReply, textReply } from '../kernel/exchange.ts';
import type { RouteHandler, RouteParams, Router } from '../kernel/router.ts';
import { isJson } from './action.ts';
import { emptyBadRequest, htmlNotFound, middlewareReply } from './answers.ts';
import type { OpenCall } from './call.ts';
import { decoded, isRecord, queryParameters, UndecodableQuery } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import type { ForemanServer } from './server.ts';

/** The application server refuses longer query strings (foreman.md 3). */
const longestQuery = 10_240;

/** What happens to a request before an action sees it: length, decoding, routing, parsing (foreman.md 1.1, 1.4, E6, E8). */
export function handle(
  server: ForemanServer,
  router: Router<OpenCall>,
  request: SandboxRequest,
): SandboxReply | Promise<SandboxReply> {
  if (request.rawQuery.length > longestQuery) return emptyReply(400);
  try {
    decoded(request.rawPath);
    const query = queryParameters(request.rawQuery);
    const route = routeOf(router, request);
    return 'status' in route ? route : opened(server, request, route, query);
  } catch (error) {
    if (error instanceof UndecodableQuery) return emptyBadRequest();
    throw error;
  }
}

interface FoundRoute {
  readonly handler: RouteHandler<OpenCall>;
  readonly path: RouteParams;
}

function routeOf(router: Router<OpenCall>, request: SandboxRequest): FoundRoute | SandboxReply {
  const path = apiPath(request.rawPath);
  if (path === undefined) return htmlNotFound();
  const direct = matched(router, request.method, path);
  if (direct !== undefined) return direct;
  // The route exists, the action does not (5).
  if (/^\/auth_sources\/[^/]+$/u.test(path)) return middlewareReply(404, 'Not Found');
  return withExtension(router, request.method, path) ?? htmlNotFound();
}

/** The path below `/api` or `/api/v2`, which is the same; without slashes that say nothing. */
function apiPath(rawPath: string): string | undefined {
  const path = rawPath.replaceAll(/\/{2,}/gu, '/').replace(/(?<=.)\/$/u, '');
  return /^\/api(?:\/v2)?(\/.*)$/u.exec(path)?.[1];
}

function matched(router: Router<OpenCall>, method: string, path: string): FoundRoute | undefined {
  const match = router.match(method === 'HEAD' ? 'GET' : method, path);
  return match.found === 'route' ? { handler: match.handler, path: match.params } : undefined;
}

/** `.json` is honoured; `.xml` finds the action, which then cannot answer (1.1). */
function withExtension(
  router: Router<OpenCall>,
  method: string,
  path: string,
): FoundRoute | SandboxReply | undefined {
  const found = /^(.*)\.(json|xml)$/u.exec(path);
  const route = found === null ? undefined : matched(router, method, found[1] as string);
  return route === undefined || found?.[2] === 'json' ? route : xmlFailure();
}

function xmlFailure(): SandboxReply {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<hash>',
    '  <status type="integer">500</status>',
    '  <error>Internal Server Error</error>',
    '</hash>',
    '',
  ];
  return textReply(500, lines.join('\n'), { 'content-type': 'application/xml; charset=utf-8' });
}

function opened(
  server: ForemanServer,
  request: SandboxRequest,
  route: FoundRoute,
  query: Parameters,
): SandboxReply | Promise<SandboxReply> {
  const body = parsedBody(request);
  if (body === 'broken') {
    return middlewareReply(400, 'There was a problem in the JSON you submitted: unexpected token');
  }
  const given = isRecord(body.value) ? body.value : {};
  const parameters = { ...given, ...query, ...route.path };
  const open = { server, request, path: route.path, parameters, body: body.value };
  return route.handler(open, route.path, request);
}

/** Read whatever the method is; a body of another type is left alone (1.4, 3). */
function parsedBody(request: SandboxRequest): { readonly value: unknown } | 'broken' {
  const text = request.body.toString('utf8');
  if (text.trim() === '' || !isJson(request.headers['content-type'] ?? '')) return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return 'broken';
  }
}
