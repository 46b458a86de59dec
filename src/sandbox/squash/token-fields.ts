import type { TokenPermissions } from './records.ts';
import { invalidField } from './refusal.ts';
import type { JsonObject } from './request-body.ts';
import type { SquashSwitches } from './switches.ts';
import { endOfValidity } from './tokens.ts';

export interface TokenFields {
  readonly name: string;
  readonly permissions: TokenPermissions;
  /** `YYYY-MM-DD`. */
  readonly expiryDate: string;
}

const LONGEST_NAME = 255;

/** Reads a new token: a name, what it may do, and a day to come (squash.md 4). */
export function readNewToken(body: JsonObject, now: Date, switches: SquashSwitches): TokenFields {
  const refuse = (key: string): Error => invalidField(key, String(body[key]), switches.invalidFieldStatus);
  const { name, permissions, expiry_date: expiryDate } = body;
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) throw refuse('name');
  if (permissions !== 'READ' && permissions !== 'READ_WRITE') throw refuse('permissions');
  if (typeof expiryDate !== 'string' || !isFutureDay(expiryDate, now)) throw refuse('expiry_date');
  return { name: name.trim(), permissions, expiryDate };
}

function isFutureDay(text: string, now: Date): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && endOfValidity(text) > now.getTime();
}
