import type { FastifyReply, FastifyRequest } from 'fastify';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { HttpFailure } from './http-failure.ts';

/** Status of an answer that is a failure as a whole. Codes that only fields of an answer have are not here. */
const statusOf: Readonly<Partial<Record<ErrorCode, number>>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 503,
};

/** Answers what was thrown before, or instead of, the execution of an operation. */
export async function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = error instanceof RollcallError ? statusOfOurs(error) : undefined;
  if (error instanceof RollcallError && status !== undefined) {
    return reply.code(status).headers(headersOf(error)).send(failureBody(error));
  }
  const theirs = (error as { readonly statusCode?: unknown }).statusCode;
  if (typeof theirs === 'number' && theirs >= 400 && theirs < 500) {
    const message = error instanceof Error ? error.message : 'The request is not well formed.';
    return reply.code(theirs).send(failureBody({ code: 'INVALID_INPUT', message }));
  }
  request.log.error({ err: error }, 'defect');
  return reply
    .code(500)
    .send(failureBody({ code: 'INTERNAL', message: 'Something went wrong inside the gateway.' }));
}

/** Undefined for what must not reach a client as it is. */
function statusOfOurs(error: RollcallError): number | undefined {
  return (error instanceof HttpFailure ? error.status : undefined) ?? statusOf[error.code];
}

function headersOf(error: RollcallError): Record<string, string> {
  const { code, retryAfterSeconds } = error;
  return {
    // RFC 9110: whoever is not let in is told by which scheme one is.
    ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {}),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(error instanceof HttpFailure ? error.headers : {}),
  };
}

/** The shape that every failure has, whatever comes of the rest of an answer. */
export function failureBody(failure: Pick<RollcallError, 'code' | 'message'> & Partial<RollcallError>) {
  const { code, message, retryAfterSeconds } = failure;
  const extensions = { code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  return { errors: [{ message, extensions }] };
}
