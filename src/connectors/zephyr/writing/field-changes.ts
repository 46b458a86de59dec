import type { AccountStatus } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import type { DetailsChange, ProfileChange } from '#domain/intents.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import type { Subject, UserChange } from './user-change.ts';
import type { WholeObject } from './whole-object.ts';

/** Our names of what every user must have, and the server's (zephyr.md 2.3). */
const requiredFields = {
  login: { member: 'username', word: 'login' },
  firstName: { member: 'firstName', word: 'first name' },
  lastName: { member: 'lastName', word: 'last name' },
  email: { member: 'email', word: 'e-mail address' },
} as const;
type RequiredField = keyof typeof requiredFields;
const requiredNames = Object.keys(requiredFields) as readonly RequiredField[];

/** The four texts of a new user, as they go on the wire. INVALID_INPUT names the one that is missing. */
export function requiredMembers(system: string, profile: ProfileChange): WholeObject {
  return Object.fromEntries(
    requiredNames.map((name) => [requiredFields[name].member, requireText(system, name, profile[name])]),
  );
}

/** The display name is left to the caller: the server makes it out of first and last name. */
export function profileChanges(profile: ProfileChange, { system, login }: Subject): readonly UserChange[] {
  return requiredNames.flatMap((name) => {
    if (profile[name] === undefined) return [];
    const value = requireText(system, name, profile[name]);
    const { member, word } = requiredFields[name];
    const ignoresCase = name === 'login' || name === 'email';
    const change = fieldChange(member, value, {
      operation: 'UPDATE_USER',
      summary: `Change the ${word} of ${login} to ${value}`,
      replacedWord: word,
      ignoresCase,
    });
    return [name === 'login' ? withLoginName(change, value) : change];
  });
}

/** Older servers repeat the login as `loginName` (zephyr.md 2.1). */
function withLoginName(change: UserChange, login: string): UserChange {
  return {
    ...change,
    apply: (user) => ({
      ...change.apply(user),
      ...(typeof user['loginName'] === 'string' && { loginName: login }),
    }),
  };
}

export function detailChanges(details: DetailsChange, { system, login }: Subject): readonly UserChange[] {
  return Object.entries(detailMembers(system, details)).map(([member, value]) => {
    const isExpiry = member === 'credentialsExpired' && value === true;
    return fieldChange(member, value, {
      operation: 'UPDATE_USER',
      summary: isExpiry ? `Expire the password of ${login}` : `Set ${member} of ${login} to ${shown(value)}`,
      // The password is another one afterwards (zephyr.md 2.5).
      isDestructive: isExpiry,
      replacedWord: member,
    });
  });
}

/** Details by the server's names, those that are to be set. */
export function detailMembers(system: string, details: DetailsChange): WholeObject {
  if (details.kind !== 'zephyr') {
    const message = `${system}: expected details of a Zephyr user, got details of kind ${details.kind}.`;
    throw new RollcallError('INVALID_INPUT', message, { system, field: ['details'] });
  }
  const members = {
    credentialsExpired: details.isCredentialsExpired,
    isCustomizeUsername: details.isUsernameCustomized,
    userType: details.userType,
    type: details.type,
    chargeableFlag: details.isChargeable,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

export function statusChange(
  status: Extract<AccountStatus, 'ACTIVE' | 'DISABLED'>,
  { login }: Subject,
): UserChange {
  return fieldChange('accountEnabled', status === 'ACTIVE', {
    operation: 'SET_USER_STATUS',
    summary: `${status === 'ACTIVE' ? 'Enable' : 'Disable'} ${login}`,
  });
}

interface FieldTraits extends Pick<UserChange, 'operation' | 'summary'> {
  readonly isDestructive?: boolean;
  /** What people call the value that is displaced. */
  readonly replacedWord?: string;
  /** The server compares it so, and may write it in lower case. */
  readonly ignoresCase?: boolean;
}

function fieldChange(member: string, value: unknown, traits: FieldTraits): UserChange {
  const { operation, summary, isDestructive = false, replacedWord, ignoresCase = false } = traits;
  // Texts that are not set may be left out, or null.
  const current = (user: WholeObject): unknown => user[member] ?? (value === '' ? '' : user[member]);
  return {
    operation,
    summary,
    isDestructive,
    replaced: (user) => {
      const old = user[member];
      const isNothing = old === undefined || old === null || old === '';
      return replacedWord === undefined || isNothing ? [] : [`${replacedWord} ${shown(old)}`];
    },
    isSo: (user) => current(user) === value,
    isShown: (user) => {
      const now = current(user);
      if (now === value || !ignoresCase) return now === value;
      return typeof now === 'string' && equalIgnoringCase(now, String(value));
    },
    apply: (user) => ({ ...user, [member]: value }),
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function requireText(system: string, field: RequiredField, value: string | undefined): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new RollcallError(
    'INVALID_INPUT',
    `${system}: expected a ${requiredFields[field].word}: Zephyr has no user without one.`,
    { system, field: ['profile', field] },
  );
}
