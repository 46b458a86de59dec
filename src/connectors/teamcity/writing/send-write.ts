import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer, contentType, isSuccess, parseAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { ZodType } from 'zod';
import { explainRefusal } from '../refusal.ts';
import type { WritingParts } from './parts.ts';

/** What goes with a write; text is for single fields and properties (teamcity.md 2.6, 2.7). */
export type Content =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'text'; readonly value: string };

export interface WriteRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: string | undefined;
  readonly content?: Content | undefined;
  /** Neither quoted in errors nor looked for anywhere else. */
  readonly secrets?: readonly string[] | undefined;
}

/** Sends one write once. What is not a success is thrown. */
export async function sendWrite(
  { http, system }: WritingParts,
  request: WriteRequest,
  call: Call,
): Promise<HttpAnswer> {
  const { method, path, query, content } = request;
  const answer = await http.send(
    {
      method,
      path,
      ...(query === undefined ? {} : { query }),
      headers: { accept: acceptFor(request), ...contentTypeOf(content) },
      ...(content?.kind === 'json' ? { json: content.value } : {}),
      ...(content?.kind === 'text' ? { body: content.value } : {}),
    },
    call,
  );
  // A page, whatever its status, is a proxy's, a login form or the container's: the write may not have got there.
  if (contentType(answer) === 'text/html') {
    throw badAnswer(answer, system, `a page of HTML (${answer.status}) where the REST API was asked`);
  }
  if (!isSuccess(answer)) throw explainRefusal(answer, system, request.secrets);
  return answer;
}

/** Text endpoints answer JSON seekers with 406; deletions answer with nothing (teamcity.md 1.4). */
function acceptFor({ method, content }: WriteRequest): string {
  if (content?.kind === 'text') return 'text/plain';
  return method === 'DELETE' ? '*/*' : 'application/json';
}

function contentTypeOf(content: Content | undefined): Readonly<Record<string, string>> {
  return content?.kind === 'text' ? { 'content-type': 'text/plain; charset=utf-8' } : {};
}

/** The entity answered; undefined where a success says nothing more. */
export function entityOf<T>(schema: ZodType<T>, answer: HttpAnswer, system: string): T | undefined {
  return answer.status === 204 ? undefined : parseAnswer(schema, answer, system);
}

/**
 * The entity of an answer that holds a secret. What a parser says of a body it could not read may quote it, so the
 * error goes on without its cause.
 */
export function secretEntityOf<T>(schema: ZodType<T>, answer: HttpAnswer, system: string): T {
  try {
    return parseAnswer(schema, answer, system);
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    throw new RollcallError(error.code, error.message, { system, httpStatus: answer.status });
  }
}
