import { notFound } from '../answers.ts';
import type { Call } from '../call.ts';
import { leadingId } from '../record-ids.ts';
import type { UserRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';
import { permittedUsers } from '../visible-users.ts';

/**
 * The user a path names (foreman.md 2.5): whoever has the number it begins with, else the login as spelled. So a
 * login that begins with digits finds somebody else. The caller himself is always found.
 */
export function userInPath(call: Call, permission: string): UserRow {
  const { store } = call.server;
  const text = call.path['id'] ?? '';
  const isPermitted = permittedUsers(call, permission);
  const isFound = (user: UserRow | undefined): user is UserRow =>
    user !== undefined && (user.id === call.caller.user.id || isPermitted === undefined || isPermitted(user));
  const byNumber = store.users.get(leadingId(text) ?? 0);
  if (isFound(byNumber)) return byNumber;
  const byLogin = userBySpelledLogin(store, text);
  if (isFound(byLogin)) return byLogin;
  throw notFound('user', text);
}

/** Whether a path names the caller: by number, or by the login exactly as spelled (1.3). */
export function namesCaller(call: Pick<Call, 'path' | 'caller'>): boolean {
  const text = call.path['id'] ?? '';
  return leadingId(text) === call.caller.user.id || text === call.caller.user.login;
}

export function userBySpelledLogin(store: ForemanStore, login: string): UserRow | undefined {
  const user = store.userByLogin(login);
  return user?.login === login ? user : undefined;
}

/** As a parent in a nested path a user is looked for the other way round: first as a login (2.9). */
export function userAsParent(store: ForemanStore, text: string): UserRow | undefined {
  return userBySpelledLogin(store, text) ?? store.users.get(leadingId(text) ?? 0);
}
