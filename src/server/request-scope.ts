import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestScope } from '#directory/landscape.ts';

/** A caller's request id is taken over where it is harmless in logs and headers. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/u.test(given) ? given : randomUUID();
}

export function createRequestScope(
  headers: IncomingHttpHeaders,
  requestId: string,
  signal: AbortSignal,
): RequestScope {
  return {
    requestId,
    signal,
    isFresh: (headers['cache-control'] ?? '').split(',').some((part) => /^\s*no-cache\b/iu.test(part)),
    isGatewaysOwn: false,
    callerAuthorization: (systemKey) => {
      const value = headers[`upstream-authorization-${systemKey}`];
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
  };
}
