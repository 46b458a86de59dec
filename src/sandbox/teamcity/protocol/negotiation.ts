import type { SandboxRequest } from '../../kernel/exchange.ts';
import type { BodyFormat } from './request-body.ts';

/** The Accept header, or what `overrideAccept` puts in its place; `*` where there is neither (section 1.4). */
export function acceptHeader(request: SandboxRequest, query: URLSearchParams): string {
  const value = query.get('overrideAccept') ?? request.headers['accept'] ?? '';
  return value.trim() === '' ? '*/*' : value;
}

/**
 * The media type of `produced` that the client likes best; what it says more precisely counts before wildcards,
 * and of equals the first of `produced` wins. Undefined: 406.
 */
export function negotiate(accept: string, produced: readonly string[]): string | undefined {
  let best: { readonly type: string; readonly quality: number; readonly precision: number } | undefined;
  for (const type of produced) {
    for (const range of ranges(accept)) {
      if (range.quality === 0 || !covers(range.type, type)) continue;
      const candidate = { type, quality: range.quality, precision: precision(range.type) };
      if (
        best === undefined ||
        candidate.quality > best.quality ||
        (candidate.quality === best.quality && candidate.precision > best.precision)
      ) {
        best = candidate;
      }
    }
  }
  return best?.type;
}

export const entityTypes: readonly string[] = ['application/xml', 'application/json'];
export const textTypes: readonly string[] = ['text/plain'];

/** Whether errors go out as JSON: only where JSON is asked for by name. */
export function prefersJson(accept: string): boolean {
  return negotiate(accept, entityTypes) === 'application/json';
}

/** Format of an entity body; undefined: 415. */
export function entityFormat(request: SandboxRequest): BodyFormat | undefined {
  switch (mediaType(request)) {
    case 'application/json':
      return 'json';
    case 'application/xml':
      return 'xml';
    default:
      return undefined;
  }
}

/** Content type without parameters, lower case; empty if absent. */
export function mediaType(request: SandboxRequest): string {
  return ((request.headers['content-type'] ?? '').split(';')[0] ?? '').trim().toLowerCase();
}

function ranges(accept: string): { readonly type: string; readonly quality: number }[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    return { type, quality: Number.isNaN(quality) ? 1 : quality };
  });
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || range === type || range === `${type.split('/')[0]}/*`;
}

function precision(range: string): number {
  return range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2;
}
