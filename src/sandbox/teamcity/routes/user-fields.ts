import type { Router } from '../../kernel/router.ts';
import type { Call } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Incoming } from '../protocol/endpoint.ts';
import { maySeeUser, requireProfileChange } from '../permissions/permission-checks.ts';
import type { UserRecord } from '../records.ts';
import { badRequest } from '../protocol/rest-error.ts';
import { changeUsername } from '../changes/user-changes.ts';
import { findUser } from '../finders/user-finder.ts';

/**
 * Single fields as text (section 2.6). The pattern takes every one-segment path that no other route has, which is
 * why a misspelt one is a 406 for whoever asks for JSON (section 1.4): this goes last.
 */
export function routeUserFields(router: Router<Incoming>): void {
  resource(router, '/users/:user/:field', {
    GET: {
      produces: 'text',
      run: (call, { user = '', field = '' }) => readField(call, findUser(call, user), field),
    },
    PUT: {
      consumes: 'text',
      produces: 'text',
      run: (call, { user = '', field = '' }, body) => {
        const found = findUser(call, user);
        requireProfileChange(call, found);
        return writeField(call, found, field, body.text);
      },
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { user = '', field = '' }) => {
        const found = findUser(call, user);
        requireProfileChange(call, found);
        if (field !== 'name' && field !== 'email' && field !== 'password') throw unknownField(field);
        found[field] = undefined;
      },
    },
  });
}

function readField(call: Call, user: UserRecord, field: string): string | undefined {
  const value = fieldValue(call, user, field);
  if (value !== undefined && value !== '') return value;
  return call.switches.emptyFieldStatus === 204 ? undefined : '';
}

function fieldValue(call: Call, user: UserRecord, field: string): string | undefined {
  switch (field) {
    case 'id':
      return String(user.id);
    case 'username':
      return user.username;
    case 'name':
      return user.name;
    case 'email':
      return maySeeUser(call, user) ? user.email : undefined;
    default:
      throw unknownField(field);
  }
}

/** The stored value, which for a user name is the lower-cased one; nothing for a password. */
function writeField(call: Call, user: UserRecord, field: string, value: string): string | undefined {
  switch (field) {
    case 'username':
      changeUsername(call, user, value);
      return user.username;
    case 'name':
    case 'email':
      user[field] = value;
      return value;
    case 'password':
      user.password = value;
      return undefined;
    default:
      throw unknownField(field);
  }
}

function unknownField(field: string): ReturnType<typeof badRequest> {
  return badRequest(`Unknown field '${field}'. Supported fields are: id, name, username, email.`);
}
