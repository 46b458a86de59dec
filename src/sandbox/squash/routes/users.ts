import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay, squashJson } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashRouter } from '../call.ts';
import { readFields } from '../field-selection.ts';
import { listPage } from '../listing.ts';
import { findLogin, findUser, readId, readIds } from '../parameters.ts';
import type { UserRecord } from '../records.ts';
import { readEntity } from '../request-body.ts';
import { requireSeat } from '../seats.ts';
import { sortableUser } from '../sort-properties.ts';
import type { SquashSwitches } from '../switches.ts';
import { readNewUser, readUserChanges } from '../user-fields.ts';
import { changeUser, createUser, deleteUsers } from '../user-writes.ts';
import { toWire } from '../wire-type.ts';
import { listedUserType, userType } from '../wire-user.ts';

/** Accounts: squash.md 2.2 and 2.4 to 2.7. */
export function addUserRoutes(router: SquashRouter, switches: SquashSwitches): void {
  router.on('GET', '/users', adminOnly(listUsers));
  router.on('POST', '/users', adminOnly(postUser));
  if (switches.adminPlugin) router.on('GET', '/users/login/:login', adminOnly(getUserByLogin));
  router.on('GET', '/users/:id', adminOnly(getUser));
  router.on('PATCH', '/users/:id', adminOnly(patchUser));
  router.on('DELETE', '/users/:ids', adminOnly(removeUsers));
}

function listUsers(call: SquashCall): SandboxReply {
  const { users } = call.store;
  const type = listedUserType(call);
  return listPage(call, {
    rows: users,
    type,
    keyOf: () => 'users',
    path: 'users',
    sortable: sortableUser,
    documentsSort: true,
  });
}

function getUser(call: SquashCall, { id }: RouteParams): SandboxReply {
  return userReply(call, 200, findUser(call, readId(id)));
}

function getUserByLogin(call: SquashCall, { login = '' }: RouteParams): SandboxReply {
  // Old servers take the last dot for the start of a file extension (squash.md 2.4).
  const asked = call.switches.dottedLoginCut === 'on' ? login.replace(/\.[^.]*$/u, '') : login;
  return userReply(call, 200, findLogin(call, asked));
}

function postUser(call: SquashCall): SandboxReply {
  const fields = readNewUser(readEntity(call.request, 'user'), call.switches);
  requireSeat(call);
  return userReply(call, 201, createUser(call, fields));
}

function patchUser(call: SquashCall, { id }: RouteParams): SandboxReply {
  const entity = readEntity(call.request, 'user');
  const user = findUser(call, readId(id));
  changeUser(call, user, readUserChanges(entity, call.switches));
  return userReply(call, 200, user);
}

function removeUsers(call: SquashCall, { ids }: RouteParams): SandboxReply {
  deleteUsers(call, readIds(ids));
  return nothingToSay(call.switches);
}

function userReply(call: SquashCall, status: number, user: UserRecord): SandboxReply {
  const selection = readFields(call.query, call.switches);
  return squashJson(call.switches, status, toWire(userType, user, call, userType.full, selection));
}
