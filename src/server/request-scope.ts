import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { LimitsConfig } from '#config/config.ts';
import type { CallersScope } from '#directory/landscape.ts';
import { createCallBudget } from '#domain/call-budget.ts';
import { createRowBudget } from '#domain/row-budget.ts';
import { invalidInput } from '#domain/errors.ts';

/** A caller's request id is taken over where it is harmless in logs and headers. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/u.test(given) ? given : randomUUID();
}

export function createRequestScope(
  headers: IncomingHttpHeaders,
  requestId: string,
  signal: AbortSignal,
  limits: Pick<LimitsConfig, 'maxUpstreamCalls' | 'maxAnswerRows'>,
): CallersScope {
  return {
    requestId,
    signal,
    isFresh: (headers['cache-control'] ?? '').split(',').some((part) => /^\s*no-cache\b/iu.test(part)),
    isGatewaysOwn: false,
    budget: createCallBudget(limits.maxUpstreamCalls),
    rowBudget: createRowBudget(limits.maxAnswerRows),
    callerAuthorization: (systemKey) => {
      const value = headers[`upstream-authorization-${systemKey}`];
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
  };
}

const prefix = 'upstream-authorization-';

/**
 * Credentials for a system that is not there, or empty ones, are a slip of the caller: going on with the gateway's own
 * would show them more than they asked for. Throws INVALID_INPUT.
 */
export function refuseStrayCredentials(headers: IncomingHttpHeaders, systemKeys: readonly string[]): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    if (!systemKeys.includes(key)) {
      throw invalidInput(
        `The header ${name} names no configured system; expected one of ${systemKeys.join(', ')}.`,
      );
    }
    if (typeof value !== 'string' || value.trim() === '') {
      throw invalidInput(`The header ${name} is empty; expected the value of an Authorization header.`);
    }
  }
}
