import type { SandboxReply, SandboxRequest } from './exchange.ts';

export type RouteParams = Readonly<Record<string, string>>;
export type RouteHandler<Context> = (
  context: Context,
  params: RouteParams,
  request: SandboxRequest,
) => SandboxReply | Promise<SandboxReply>;

interface Route<Context> {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: RouteHandler<Context>;
}

export type RouteMatch<Context> =
  | { readonly found: 'route'; readonly handler: RouteHandler<Context>; readonly params: RouteParams }
  /** The path is known, the method is not. */
  | { readonly found: 'path'; readonly methods: readonly string[] }
  | { readonly found: 'nothing' };

/**
 * Matches percent-encoded paths segment by segment; `:name` takes one segment and hands it over decoded (the raw
 * text where it does not decode). Earlier routes win. What "no such path" and "no such method" answer differs
 * between servers, so the match is returned instead of a reply.
 */
export class Router<Context> {
  readonly #routes: Route<Context>[] = [];

  on(method: string, pattern: string, handler: RouteHandler<Context>): this {
    this.#routes.push({ method, segments: split(pattern), handler });
    return this;
  }

  match(method: string, rawPath: string): RouteMatch<Context> {
    const path = split(rawPath);
    const methods: string[] = [];
    for (const route of this.#routes) {
      const params = fit(route.segments, path);
      if (params === undefined) continue;
      if (route.method === method) return { found: 'route', handler: route.handler, params };
      methods.push(route.method);
    }
    return methods.length > 0 ? { found: 'path', methods } : { found: 'nothing' };
  }
}

function split(path: string): string[] {
  const trimmed = path.startsWith('/') ? path.slice(1) : path;
  return trimmed.split('/');
}

function fit(pattern: readonly string[], path: readonly string[]): RouteParams | undefined {
  if (pattern.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const actual = path[index] as string;
    if (part.startsWith(':')) params[part.slice(1)] = decode(actual);
    else if (part !== actual) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
