import { addressOf } from './address.ts';
import type { HttpCall, HttpRequest } from './http.ts';
import type { HttpOptions } from './managed-http.ts';

/** One call on its way, with all its attempts. */
export interface Errand {
  readonly request: HttpRequest;
  readonly call: HttpCall;
  readonly address: string;
  readonly method: NonNullable<HttpRequest['method']>;
  /** Changes nothing upstream, so that it may be asked again and shared. */
  readonly isRead: boolean;
  /** `GET /users`, for messages. */
  readonly asked: string;
  /** Ends when the time of the whole call is up. */
  readonly deadline: AbortSignal;
  /** Ends with the deadline, or when nobody waits any more. */
  readonly signal: AbortSignal;
  /** What is left of the time. */
  leftMs(): number;
}

export function createErrand(
  options: HttpOptions,
  request: HttpRequest,
  call: HttpCall,
  leaving: AbortSignal,
): Errand {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const endsAt = performance.now() + options.timeoutMs;
  return {
    request,
    call,
    address: addressOf(options.url, request, options.system),
    method: request.method ?? 'GET',
    isRead: isRead(request),
    asked: askedText(request),
    deadline,
    signal: AbortSignal.any([deadline, leaving]),
    leftMs: () => endsAt - performance.now(),
  };
}

export function isRead({ method = 'GET' }: HttpRequest): boolean {
  return method === 'GET';
}

/** For messages: without the query, and no longer than people read. */
export function askedText({ method = 'GET', path }: HttpRequest): string {
  return `${method} ${path.length > 200 ? `${path.slice(0, 200)}…` : path}`;
}
