import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Entity, Incoming } from '../protocol/endpoint.ts';
import {
  requirePermission,
  requireProfileChange,
  requireUserDeletion,
} from '../permissions/permission-checks.ts';
import type { UserRecord } from '../records.ts';
import { objectIn, textIn } from '../protocol/request-body.ts';
import { badRequest } from '../protocol/rest-error.ts';
import { allUsersGroup } from '../state.ts';
import { isAtLeast } from '../switches.ts';
import {
  applyRolesAndGroups,
  refuseUnreadableUser,
  replaceProperties,
  updateUser,
} from '../changes/user-changes.ts';
import { findUser, findUsers } from '../finders/user-finder.ts';
import { insertUser, joinGroup, removeUser } from '../changes/user-store.ts';
import { usersWire, userWire } from '../wire/users-and-groups.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** Sections 2.3 to 2.5, 2.8 and 2.12. */
export function routeUsers(router: Router<Incoming>, serverHasLogout: boolean): void {
  resource(router, '/users', {
    GET: {
      produces: 'entity',
      run: (call) => ({
        element: 'users',
        value: usersWire(call, findUsers(call, call.query.get('locator')), requestedFields(call)),
      }),
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, _params, body) => createUser(call, body.entity),
    },
  });
  resource(router, '/users/:user', {
    GET: { produces: 'entity', run: (call, { user = '' }) => userEntity(call, findUser(call, user)) },
    PUT: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { user: locator = '' }, body) => {
        const user = findUser(call, locator);
        updateUser(call, user, body.entity);
        return userEntity(call, user);
      },
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { user: locator = '' }) => {
        const user = findUser(call, locator);
        requireUserDeletion(call, user);
        removeUser(call.state, user);
        call.sessions.end(user.id);
      },
    },
  });
  resource(router, '/users/:user/debug/rememberMe', {
    DELETE: {
      produces: 'nothing',
      run: (call, { user = '' }) => requireProfileChange(call, findUser(call, user)),
    },
  });
  if (serverHasLogout) routeLogout(router);
}

function routeLogout(router: Router<Incoming>): void {
  resource(router, '/users/:user/logout', {
    POST: {
      produces: 'nothing',
      run: (call, { user: locator = '' }) => {
        const user = findUser(call, locator);
        requireProfileChange(call, user);
        call.sessions.end(user.id);
      },
    },
  });
}

export function hasLogout(switches: Call['switches']): boolean {
  return isAtLeast(switches, '2025.11');
}

/** The account comes first and stays, whatever becomes of its roles and groups (section 2.4). */
function createUser(call: Call, body: BodyObject): Entity {
  refuseUnreadableUser(body);
  requirePermission(call, 'create_user');
  const submitted = textIn(body, 'username') ?? '';
  const user = newAccount(call, submitted, textIn(body, 'password'));
  user.name = textIn(body, 'name');
  user.email = textIn(body, 'email');
  const properties = objectIn(body, 'properties');
  if (properties !== undefined) replaceProperties(user.properties, properties);
  applyRolesAndGroups(call, user, body);
  const shown = call.switches.lowerCasesUsernameOnCreate ? user : { ...user, username: submitted };
  return userEntity(call, shown);
}

function newAccount(call: Call, submitted: string, password: string | undefined): UserRecord {
  const { state, switches } = call;
  const username = submitted.toLowerCase();
  if (username === '') throw badRequest('Username must not be empty when creating user.');
  if (state.usersByName.has(username)) {
    throw badRequest('Cannot create user as user with the same username already exists');
  }
  if (switches.userLimit !== undefined && state.users.size >= switches.userLimit) {
    throw badRequest('Cannot create user as the maximum user limit is reached');
  }
  const user: UserRecord = {
    id: state.nextUserId,
    username,
    password,
    enabled2FA: false,
    properties: new Map(),
    roles: [],
    groups: new Set(),
    tokens: [],
  };
  insertUser(state, user);
  joinGroup(state, user, allUsersGroup);
  return user;
}

function userEntity(call: Call, user: UserRecord): Entity {
  return { element: 'user', value: userWire(call, user, requestedFields(call)) };
}
