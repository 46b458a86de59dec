import { z } from 'zod';
import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { errorFromStatus, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { refusal } from '../refusal.ts';

/** Shapes (a), (b) and (c) of squash.md 1.6, as far as they are for machines: a class name, the names of fields. */
const body = z.object({
  exception: z.string().nullish().catch(undefined),
  actionValidationError: z.object({ exception: z.string() }).nullish().catch(undefined),
  fieldValidationErrors: z
    .array(z.object({ fieldName: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

/** The server's names of fields, in either spelling, and ours. */
const fieldNames: Readonly<Record<string, string>> = {
  login: 'login',
  first_name: 'firstName',
  firstname: 'firstName',
  last_name: 'lastName',
  lastname: 'lastName',
  email: 'email',
  password: 'password',
  initialpassword: 'password',
  newpassword: 'password',
  group: 'userGroup',
  active: 'status',
  can_delete_from_front: 'canDeleteFromFront',
  candeletefromfront: 'canDeleteFromFront',
  name: 'name',
  expiry_date: 'expiresAt',
  expirydate: 'expiresAt',
};

/**
 * What a write that was not accepted means. The status decides; the body adds the field it is about, and that a login
 * is taken, which it says by the name of a class. `secret` is what must not come back in a sentence.
 */
export function writeRefusal(
  answer: HttpAnswer,
  system: string,
  call: Call,
  secret: string | undefined,
): RollcallError {
  const told = refusal(answer, system, call.identity.authorization);
  const isTelling = secret !== undefined && told.message.includes(secret);
  const error = isTelling ? errorFromStatus(answer, system) : told;
  const parsed = body.safeParse(tryParseJson(answer)).data;
  const exception = parsed?.actionValidationError?.exception ?? parsed?.exception ?? '';
  if (answer.status < 500 && /(?:^|\.)LoginAlreadyExistsException$/u.test(exception)) {
    return restated(error, { code: 'ALREADY_EXISTS', field: ['login'] });
  }
  const named = parsed?.fieldValidationErrors?.[0]?.fieldName ?? undefined;
  const field = named === undefined ? undefined : fieldNames[named.toLowerCase()];
  if (field !== undefined) return restated(error, { field: [field] });
  if (answer.status === 401 && /^bearer /iu.test(call.identity.authorization)) {
    return restated(error, { advice: 'A token that was made with READ only may read, and is refused so.' });
  }
  return error;
}

interface Restatement {
  readonly code?: ErrorCode;
  readonly field?: readonly string[];
  readonly advice?: string;
}

/** The same failure, told more exactly. */
export function restated(error: RollcallError, { code, field, advice }: Restatement): RollcallError {
  const message = advice === undefined ? error.message : `${error.message} ${advice}`;
  const { system, httpStatus, retryAfterSeconds } = error;
  return new RollcallError(code ?? error.code, message, {
    system,
    httpStatus,
    retryAfterSeconds,
    field: field ?? error.field,
    cause: error.cause,
  });
}
