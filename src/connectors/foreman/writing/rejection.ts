import { sentenceForPeople } from '#connectors/sentence-for-people.ts';
import { RollcallError } from '#domain/errors.ts';
import { badAnswer, errorFromStatus, firstSign, isSuccess, tryParseJson } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { errorFromAnswer, isRecordMissing } from '../failures.ts';
import { attributeErrors } from '../wire.ts';

/** Our names for the attributes that Foreman complains about. */
const fieldOf: Readonly<Record<string, string>> = {
  login: 'login',
  firstname: 'firstName',
  lastname: 'lastName',
  mail: 'email',
  password: 'password',
  // Where there is no password, and where it may not be changed (foreman.md 2.6, 2.7).
  password_hash: 'password',
  password_confirmation: 'password',
  current_password: 'password',
  disabled: 'status',
  admin: 'isAdministrator',
  description: 'description',
  locale: 'locale',
  timezone: 'timezone',
  mail_enabled: 'isMailEnabled',
  auth_source: 'authSourceId',
  auth_source_id: 'authSourceId',
  role_ids: 'roles',
  roles: 'roles',
  organization_ids: 'organizationIds',
  organizations: 'organizationIds',
  default_organization: 'organizationIds',
  location_ids: 'locationIds',
  locations: 'locationIds',
  default_location: 'locationIds',
  users: 'groups',
  user_ids: 'groups',
  usergroups: 'groups',
  name: 'name',
  expires_at: 'expiresAt',
};

/** What is written to, for answers that only the path explains. */
export type Written = 'account' | 'group' | 'token';

/** The answer to a write that the server accepted; else a RollcallError that says why not. */
export function accepted(answer: HttpAnswer, system: string, written: Written): HttpAnswer {
  if (isSuccess(answer)) return answer;
  if (answer.status === 422) throw errorFromRefusal(answer, system, written);
  // Foreman says so of a member that is not there or hidden, and names the group (foreman.md 4.1).
  if (written === 'group' && isRecordMissing(answer)) throw unknownMember(answer, system);
  throw errorFromAnswer(answer, system, 'context');
}

/**
 * Whether a DELETE was done, which it is too where there is nothing there any more. The answer is a row of the
 * database with hashes in it (foreman.md 2.8, 6.4): nothing of it is read but whether it can be one.
 */
export function acceptDeletion(answer: HttpAnswer, system: string, written: Written): void {
  if (isRecordMissing(answer)) return;
  const sign = firstSign(accepted(answer, system, written));
  if (sign !== undefined && sign !== '{') throw badAnswer(answer, system, 'expected a JSON object');
}

function errorFromRefusal(answer: HttpAnswer, system: string, written: Written): RollcallError {
  const errors = attributeErrors.safeParse(tryParseJson(answer));
  if (errors.success) return errorOnAttributes(answer, system, errors.data.error.errors);
  // Without attributes an id of the body refers to nothing; on the path of tokens it is the owner's.
  return written === 'token' ? errorFromAnswer(answer, system, 'owner') : errorFromStatus(answer, system);
}

function errorOnAttributes(
  answer: HttpAnswer,
  system: string,
  errors: Readonly<Record<string, readonly string[]>>,
): RollcallError {
  const said = Object.entries(errors).map(([key, messages]) => complaint(key, messages));
  const general = errorFromStatus(answer, system, said.join('; '));
  const field = Object.keys(errors)
    .map((key) => fieldOf[key])
    .find((name) => name !== undefined);
  return new RollcallError('UPSTREAM_REJECTED', general.message, {
    system,
    httpStatus: answer.status,
    field: field === undefined ? undefined : [field],
  });
}

/** What Foreman says of an attribute, where it is for people. */
function complaint(key: string, messages: readonly string[]): string {
  const name = fieldOf[key] ?? (key === 'base' ? 'the whole' : 'something');
  const sentences = messages.map(sentenceForPeople).filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? `${name} is not accepted` : `${name} ${sentences.join(', ')}`;
}

function unknownMember(answer: HttpAnswer, system: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_REJECTED',
    `${system}: ${answer.asked} was answered with 404: the group, or an account among its members, is not there or not to be seen with these credentials.`,
    { system, httpStatus: answer.status, field: ['groups'] },
  );
}
