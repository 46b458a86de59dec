import type { GroupName, UserRecord } from './records.ts';
import { badRequest, invalidField, unhandled } from './refusal.ts';
import { unreadable } from './request-body.ts';
import type { JsonObject } from './request-body.ts';
import { isAtLeast } from './switches.ts';
import type { SquashSwitches } from './switches.ts';

/** The fields of a user that a request body may set. */
export type UserFields = Partial<
  Pick<
    UserRecord,
    'login' | 'firstName' | 'lastName' | 'email' | 'password' | 'active' | 'group' | 'canDeleteFromFront'
  >
>;

interface TextRule {
  readonly key: string;
  readonly field: 'login' | 'firstName' | 'lastName' | 'email' | 'password';
  readonly min: number;
  readonly max: number;
  readonly trimmed: boolean;
}

/** The e-mail's format is not looked at (squash.md 2.1). */
const textRules: readonly TextRule[] = [
  { key: 'login', field: 'login', min: 1, max: 50, trimmed: true },
  { key: 'first_name', field: 'firstName', min: 0, max: 50, trimmed: true },
  { key: 'last_name', field: 'lastName', min: 1, max: 50, trimmed: true },
  { key: 'email', field: 'email', min: 0, max: 255, trimmed: true },
  { key: 'password', field: 'password', min: 6, max: 256, trimmed: false },
];
const LONGER_LOGIN = 100;

const groups: ReadonlyMap<string, GroupName> = new Map([
  ['admin', 'Admin'],
  ['user', 'User'],
  ['testautomationserver', 'TestAutomationServer'],
]);

const requiredAtCreation = ['login', 'last_name', 'password', 'group'];

/** Reads a new user; a null is as good as an absent field here. */
export function readNewUser(entity: JsonObject, switches: SquashSwitches): UserFields {
  for (const key of requiredAtCreation) {
    if (entity[key] === undefined || entity[key] === null) {
      throw invalidField(key, '', switches.invalidFieldStatus);
    }
  }
  const given = Object.entries(entity).filter(([, value]) => value !== null);
  return readUserFields(Object.fromEntries(given), switches);
}

/** Reads the changes of a PATCH. The setters trim, so a null crashes the server (squash.md 2.6). */
export function readUserChanges(entity: JsonObject, switches: SquashSwitches): UserFields {
  if (writableKeys.some((key) => entity[key] === null)) throw unhandled();
  return readUserFields(entity, switches);
}

const writableKeys = [...textRules.map((rule) => rule.key), 'active', 'group', 'can_delete_from_front'];

function readUserFields(entity: JsonObject, switches: SquashSwitches): UserFields {
  const fields: UserFields = {};
  for (const rule of textRules) {
    if (entity[rule.key] !== undefined) fields[rule.field] = readText(entity[rule.key], rule, switches);
  }
  if (entity['active'] !== undefined) fields.active = readBoolean(entity['active']);
  if (entity['group'] !== undefined) fields.group = readGroup(entity['group']);
  if (entity['can_delete_from_front'] !== undefined) {
    fields.canDeleteFromFront = readBoolean(entity['can_delete_from_front']);
  }
  return fields;
}

function readText(value: unknown, rule: TextRule, switches: SquashSwitches): string {
  if (typeof value !== 'string') throw unreadable();
  const text = rule.trimmed ? value.trim() : value;
  const max = rule.field === 'login' && isAtLeast(switches, 9) ? LONGER_LOGIN : rule.max;
  if (text.length < rule.min || text.length > max) {
    throw invalidField(rule.key, text, switches.invalidFieldStatus);
  }
  return text;
}

function readBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw unreadable();
  return value;
}

/** Any spelling of upper and lower case will do (squash.md 2.9). */
function readGroup(value: unknown): GroupName {
  const group = typeof value === 'string' ? groups.get(value.toLowerCase()) : undefined;
  if (group === undefined) {
    throw badRequest('java.lang.IllegalArgumentException', 'The group is not one of the known groups');
  }
  return group;
}
