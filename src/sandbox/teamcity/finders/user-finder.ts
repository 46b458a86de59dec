import type { Call } from '../protocol/call.ts';
import { findAll, supportedDimensions } from './finder.ts';
import type { Finder } from './finder.ts';
import { parseLocator, refuseUnknownDimensions, valuesOf } from './locator.ts';
import type { Locator } from './locator.ts';
import { maySeeUser, requireViewAll } from '../permissions/permission-checks.ts';
import type { UserRecord } from '../records.ts';
import { badLocator, notAuthorized, notFound, RestError } from '../protocol/rest-error.ts';
import { isAtLeast } from '../switches.ts';
import { parseUserId, userCondition, userDimensions } from './user-conditions.ts';

/**
 * Users of a list locator (sections 2.1 and 2.3): 400 for a bad one, 404 for an unknown id or user name, 403
 * without the view-all right where that is needed.
 */
export function findUsers(call: Call, text: string | null): readonly UserRecord[] {
  if (text === null) {
    requireViewAll(call);
    return call.state.orderedUsers;
  }
  const locator = parseLocator(text);
  if (locator.single === '$help') throw badLocator(help());
  if (locator.single !== undefined) return [bySingleValue(call, locator.single)];
  // Looked at before the gate: a malformed locator is a 400 for everybody.
  refuseUnknownDimensions(locator, supportedDimensions(userDimensions));
  const named = namedUsers(call, locator);
  if (needsViewAll(locator)) requireViewAll(call);
  for (const user of named) requireVisible(call, user);
  return findAll(userFinder(call), locator);
}

/**
 * The user of a path: the first one the locator finds. Whatever is wrong with it, the answer is `User not found`
 * (section 1.6); servers before 2023.05 told the invisible from the missing.
 */
export function findUser(call: Call, text: string): UserRecord {
  let user: UserRecord | undefined;
  try {
    user = findUsers(call, text)[0];
  } catch (error) {
    if (!(error instanceof RestError) || !isMasked(call, error)) throw error;
  }
  if (user === undefined) throw notFound('User not found');
  requireVisible(call, user);
  return user;
}

function bySingleValue(call: Call, text: string): UserRecord {
  if (text === 'current') return call.caller.user;
  // No view check here: the list shows id, user name and name of anybody asked for in this way (section 5).
  return byUsername(call, text);
}

/** What `id` and `username` name; unknown ones are a 404 even in a list. */
function namedUsers(call: Call, locator: Locator): UserRecord[] {
  const byId = valuesOf(locator, 'id').map((value) => {
    const id = parseUserId(value);
    const user = id === call.caller.user.id ? call.caller.user : call.state.users.get(id);
    if (user === undefined) throw notFound('User not found');
    return user;
  });
  return [...byId, ...valuesOf(locator, 'username').map((value) => byUsername(call, value))];
}

function byUsername(call: Call, username: string): UserRecord {
  const user = call.state.usersByName.get(username.toLowerCase());
  if (user === undefined) throw notFound(`No user can be found by username '${username}'.`);
  return user;
}

function needsViewAll(locator: Locator): boolean {
  const names = new Set(locator.dimensions.map(({ name }) => name));
  if (names.has('or')) return true;
  return !names.has('id') && !names.has('username') && !names.has('item');
}

function requireVisible(call: Call, user: UserRecord): void {
  if (maySeeUser(call, user)) return;
  throw isAtLeast(call.switches, '2023.05')
    ? notFound('User not found')
    : notAuthorized('No permission to view user');
}

function isMasked(call: Call, error: RestError): boolean {
  return error.status !== 403 || isAtLeast(call.switches, '2023.05');
}

function userFinder(call: Call): Finder<UserRecord> {
  return {
    dimensions: userDimensions,
    condition: (dimension) => userCondition(call, dimension),
    all: () => call.state.orderedUsers,
    compare: call.state.compareUsers,
    items: (locator) => findUsers(call, locator),
  };
}

function help(): string {
  const dimensions = supportedDimensions(userDimensions).join(', ');
  return `Locator help requested: supported dimensions are: [${dimensions}]. Single value: user name or 'current'.`;
}
