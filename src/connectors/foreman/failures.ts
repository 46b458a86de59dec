import type { ZodType } from 'zod';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer, errorFromStatus, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { failureBody } from './wire.ts';

/**
 * What failures mean (foreman.md 1.5 and 10). Decided by status and shape of the body; texts are translated and
 * some hold SQL, so they are neither read nor passed on.
 */

/**
 * A search or an order names a field that this server does not know (E5): before 3.2 that is `id`.
 */
export class UnknownSearchField extends RollcallError {}

/** What a 404 without `error` (E4), or a 422 without `errors` (E1), is about on the path asked. */
export type PathParent = 'context' | 'group' | 'owner';

type FailureShape = 'record' | 'parent' | 'search' | 'other';

/** Whether a 404 says that the record is not there, or is hidden: not that the path or the context is wrong. */
export function isRecordMissing(answer: HttpAnswer): boolean {
  return answer.status === 404 && shapeOf(answer) === 'record';
}

export function errorFromAnswer(answer: HttpAnswer, system: string, parent: PathParent): RollcallError {
  const { status } = answer;
  const shape = shapeOf(answer);
  if (status === 400 && shape === 'search') return unknownField(answer, system);
  if (status === 403) return errorFromStatus(answer, system, missingPermissions(answer));
  if (status === 404 && shape === 'parent' && parent === 'group') return notFound(answer, system, 'group');
  if (status === 404 && shape !== 'record') return wrongPlace(answer, system, shape);
  // Foreman says 422 for an owner that does not exist and for one the caller may not see (foreman.md 6.1).
  if (status === 422 && parent === 'owner') return notFound(answer, system, 'account');
  return errorFromStatus(answer, system);
}

/** Whether every further call would fail alike: credentials refused, too many calls, or nobody there. */
export function isEveryCallsProblem(error: RollcallError): boolean {
  if (error.httpStatus === 401 || error.httpStatus === 429) return true;
  const isUnreached = error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT';
  return isUnreached && error.httpStatus === undefined;
}

function shapeOf(answer: HttpAnswer): FailureShape {
  const body = parseFailure(answer);
  if (typeof body?.error === 'object' && body.error !== null) {
    return typeof body.error.class === 'string' ? 'search' : 'record';
  }
  return typeof body?.message === 'string' && body.error === undefined ? 'parent' : 'other';
}

function parseFailure(answer: HttpAnswer): ReturnType<typeof failureBody.parse> | undefined {
  const result = (failureBody satisfies ZodType).safeParse(tryParseJson(answer));
  return result.success ? result.data : undefined;
}

function unknownField(answer: HttpAnswer, system: string): RollcallError {
  return new UnknownSearchField(
    'UPSTREAM_REJECTED',
    `${system}: ${answer.asked} was answered with 400: this server does not know a field it was searched or ordered by.`,
    { system, httpStatus: answer.status },
  );
}

function notFound(answer: HttpAnswer, system: string, what: string): RollcallError {
  return new RollcallError(
    'NOT_FOUND',
    `${system}: ${answer.asked} was answered with ${answer.status}: the ${what} is not there, or not to be seen with these credentials.`,
    { system, httpStatus: answer.status },
  );
}

function wrongPlace(answer: HttpAnswer, system: string, shape: FailureShape): RollcallError {
  const advice =
    shape === 'parent'
      ? 'the organization or location in the settings does not exist or is not to be seen with these credentials'
      : 'this server has no such path; the configured url may be wrong, or its version too old';
  return badAnswer(answer, system, `404, ${advice}`);
}

const permissionName = /^[a-z0-9_]{1,80}$/u;

function missingPermissions(answer: HttpAnswer): string | undefined {
  const error = parseFailure(answer)?.error;
  if (typeof error !== 'object' || error === null) return undefined;
  const names = (error.missing_permissions ?? []).filter((name) => permissionName.test(name)).slice(0, 5);
  return names.length === 0 ? undefined : `missing permission ${names.join(', ')}.`;
}
