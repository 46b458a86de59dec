import { flagField, numberField, objectsField, textField } from './body.ts';
import type { JsonObject } from './body.ts';
import type { ZephyrContext } from './context.ts';
import type { ZephyrUser } from './entities.ts';
import { invalid, missing } from './refusal.ts';

/** What a client may write about a user: the body of create and update, names turned into ids (zephyr.md 2.3, 2.4). */
export interface UserForm {
  readonly username: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly email: string | undefined;
  readonly type: string | undefined;
  readonly accountEnabled: boolean;
  readonly credentialsExpired: boolean;
  readonly isCustomizeUsername: boolean | undefined;
  readonly userType: number;
  readonly chargeableFlag: boolean;
  readonly roleIds: readonly number[];
  readonly groupIds: readonly number[];
  readonly profile: Readonly<Record<string, string>>;
}

/** The form with the four texts nobody can do without. */
export type CompleteUserForm = UserForm & Record<'username' | 'firstName' | 'lastName' | 'email', string>;

const profileFields = [
  'title',
  'location',
  'address1',
  'address2',
  'city',
  'state',
  'country',
  'postalCode',
  'workPhoneNumber',
  'mobilePhoneNumber',
  'homePhoneNumber',
  'website',
  'picture',
];

/** What fields left out become when they are "cleared": no text, no number, no entry, and false. */
export const clearedForm: UserForm = {
  username: undefined,
  firstName: undefined,
  lastName: undefined,
  email: undefined,
  type: undefined,
  accountEnabled: false,
  credentialsExpired: false,
  isCustomizeUsername: undefined,
  userType: 0,
  chargeableFlag: false,
  roleIds: [],
  groupIds: [],
  profile: {},
};

export const newUserForm: UserForm = { ...clearedForm, accountEnabled: true, chargeableFlag: true };

export function formOf(user: ZephyrUser): UserForm {
  return {
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    type: user.type,
    accountEnabled: user.accountEnabled,
    credentialsExpired: user.credentialsExpired,
    isCustomizeUsername: user.isCustomizeUsername,
    userType: user.userType,
    chargeableFlag: user.chargeableFlag,
    roleIds: user.roleIds,
    groupIds: user.groupIds,
    profile: user.profile,
  };
}

/** The body over `base`, which stands where the body is silent. Throws 400 for what does not exist or is missing. */
export function readUserForm(context: ZephyrContext, body: JsonObject, base: UserForm): CompleteUserForm {
  const { state, switches } = context;
  return {
    username: needed('username', textField(body, 'username', base.username)),
    firstName: needed('firstName', textField(body, 'firstName', base.firstName)),
    lastName: needed('lastName', textField(body, 'lastName', base.lastName)),
    email: needed('email', textField(body, 'email', base.email)),
    type: textField(body, 'type', base.type),
    accountEnabled: flagField(body, 'accountEnabled', base.accountEnabled),
    credentialsExpired: flagField(body, 'credentialsExpired', base.credentialsExpired),
    isCustomizeUsername:
      body['isCustomizeUsername'] === null
        ? undefined
        : flagField(body, 'isCustomizeUsername', base.isCustomizeUsername),
    userType: numberField(body, 'userType', base.userType),
    chargeableFlag: flagField(body, 'chargeableFlag', base.chargeableFlag),
    roleIds: readIds(body, 'roles', base.roleIds, (id) => state.roles.has(id)),
    groupIds: readIds(body, switches.groupsKey, base.groupIds, (id) => state.groups.has(id)),
    profile: readProfile(body, base.profile),
  };
}

/** Fields in which two forms differ; the order of ids, and nothing against empty text, make no difference. */
export function changedFields(before: UserForm, after: UserForm): (keyof UserForm)[] {
  return (Object.keys(clearedForm) as (keyof UserForm)[]).filter(
    (field) => comparable(before[field]) !== comparable(after[field]),
  );
}

function comparable(value: UserForm[keyof UserForm]): string {
  if (value === undefined) return JSON.stringify('');
  return JSON.stringify(Array.isArray(value) ? value.toSorted((a: number, b: number) => a - b) : value);
}

function needed(field: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw missing(field);
  return value;
}

/** Roles and groups are known by id; the name beside it may be anything. */
function readIds(
  body: JsonObject,
  field: string,
  fallback: readonly number[],
  exists: (id: number) => boolean,
): readonly number[] {
  const entries = objectsField(body, field, undefined);
  if (entries === undefined) return fallback;
  const ids = entries.map((entry) => numberField(entry, 'id', undefined));
  for (const id of ids) {
    if (id === undefined) throw missing(`${field}.id`);
    if (!exists(id)) throw invalid(`There is no entry of ${field} with the id ${id}.`);
  }
  return [...new Set(ids.flatMap((id) => id ?? []))];
}

function readProfile(body: JsonObject, base: UserForm['profile']): UserForm['profile'] {
  const entries = profileFields.flatMap((field) => {
    const value = textField(body, field, base[field]);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
