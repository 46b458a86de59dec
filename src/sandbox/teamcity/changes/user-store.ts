import type { TokenRecord, UserRecord } from '../records.ts';
import type { TeamCityState } from '../state.ts';

/** Writes that keep the indexes of users right. They check nothing: that is the callers' business. */

/** Registers a user without placing him in the server order; see `insertUser`. */
export function addUser(state: TeamCityState, user: UserRecord): void {
  if (state.users.has(user.id) || state.usersByName.has(user.username)) {
    throw new Error(`TeamCity sandbox: user ${user.id} '${user.username}' exists already.`);
  }
  state.users.set(user.id, user);
  state.usersByName.set(user.username, user);
  state.nextUserId = Math.max(state.nextUserId, user.id + 1);
}

export function insertUser(state: TeamCityState, user: UserRecord): void {
  addUser(state, user);
  state.orderedUsers.splice(placeOf(state, user), 0, user);
}

export function removeUser(state: TeamCityState, user: UserRecord): void {
  state.users.delete(user.id);
  state.usersByName.delete(user.username);
  state.orderedUsers.splice(placeOf(state, user), 1);
  for (const key of user.groups) state.members.get(key)?.delete(user);
  for (const token of user.tokens) state.tokens.delete(token.value);
}

export function renameUser(state: TeamCityState, user: UserRecord, username: string): void {
  state.usersByName.delete(user.username);
  user.username = username;
  state.usersByName.set(username, user);
}

export function joinGroup(state: TeamCityState, user: UserRecord, key: string): void {
  user.groups.add(key);
  state.members.get(key)?.add(user);
}

export function leaveGroup(state: TeamCityState, user: UserRecord, key: string): void {
  user.groups.delete(key);
  state.members.get(key)?.delete(user);
}

export function addToken(state: TeamCityState, user: UserRecord, token: TokenRecord): void {
  user.tokens.push(token);
  state.tokens.set(token.value, { user, token });
}

export function removeToken(state: TeamCityState, user: UserRecord, token: TokenRecord): void {
  user.tokens = user.tokens.filter((each) => each !== token);
  state.tokens.delete(token.value);
}

/** Index of the first user not before this one. */
function placeOf(state: TeamCityState, user: UserRecord): number {
  let low = 0;
  let high = state.orderedUsers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (state.compareUsers(state.orderedUsers[middle] as UserRecord, user) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
