import type { Router } from '../../kernel/router.ts';
import { accessOf } from '../permissions/access.ts';
import type { Call } from '../protocol/call.ts';
import { requestedFields } from '../protocol/call.ts';
import { resource } from '../protocol/endpoint.ts';
import type { Entity, Incoming } from '../protocol/endpoint.ts';
import { findProject } from '../finders/project-finder.ts';
import type { TokenRecord, TokenRestriction, UserRecord } from '../records.ts';
import { dateIn, flagIn, listIn, objectIn, textIn } from '../protocol/request-body.ts';
import { accessDenied, badRequest, notFound, unexpected } from '../protocol/rest-error.ts';
import { newTokenValue } from '../changes/token-value.ts';
import { findUser } from '../finders/user-finder.ts';
import { addToken, removeToken } from '../changes/user-store.ts';
import { newTokenWire, tokensWire } from '../wire/tokens.ts';
import type { BodyObject } from '../protocol/xml-reader.ts';

/** Access tokens (section 2.11). */
export function routeTokens(router: Router<Incoming>): void {
  resource(router, '/users/:user/tokens', {
    GET: {
      produces: 'entity',
      run: (call, { user = '' }) => ({
        element: 'tokens',
        value: tokensWire(call, ownerOf(call, user).tokens, requestedFields(call)),
      }),
    },
    POST: {
      consumes: 'entity',
      produces: 'entity',
      run: (call, { user = '' }, body) => {
        const owner = ownerOf(call, user);
        return createToken(call, owner, textIn(body.entity, 'name') ?? '', body.entity);
      },
    },
  });
  resource(router, '/users/:user/tokens/:name', {
    POST: {
      produces: 'entity',
      run: (call, { user = '', name = '' }) => createToken(call, ownerOf(call, user), name, {}),
    },
    DELETE: {
      produces: 'nothing',
      run: (call, { user = '', name = '' }) => {
        const owner = ownerOf(call, user);
        const token = owner.tokens.find((each) => each.name === name);
        if (token === undefined) throw notFound(`Token with name '${name}' is not found`);
        removeToken(call.state, owner, token);
      },
    },
  });
}

/** The user, who has to be the caller himself; whoever cannot be seen is a 404 first. */
function ownerOf(call: Call, locator: string): UserRecord {
  const user = findUser(call, locator);
  const isAdministrator = call.caller.access.may('change_user');
  const mayManage = call.switches.tokensOfOthers === 'administrators' && isAdministrator;
  if (user.id === call.caller.user.id || mayManage) return user;
  throw accessDenied('Access tokens can be managed for own account only');
}

function createToken(call: Call, owner: UserRecord, name: string, body: BodyObject): Entity {
  if (name === '') throw badRequest('Token name should not be empty.');
  const expiresAt = dateIn(body, 'expirationTime', call.bodyFormat);
  if (expiresAt !== undefined && expiresAt <= call.now().getTime()) {
    throw badRequest('Token expiration time should be in the future.');
  }
  const restrictions = restrictionsIn(call, owner, objectIn(body, 'permissionRestrictions'));
  if (owner.tokens.some((each) => each.name === name)) throw badRequest('Token already exists');
  const token: TokenRecord = {
    name,
    value: newTokenValue(call.random),
    createdAt: call.now().getTime(),
    expiresAt,
    restrictions,
  };
  addToken(call.state, owner, token);
  return { element: 'token', value: newTokenWire(call, token, requestedFields(call)) };
}

/** Each malformed restriction has its own answer, several of them the server's 500. */
function restrictionsIn(
  call: Call,
  owner: UserRecord,
  body: BodyObject | undefined,
): TokenRestriction[] | undefined {
  if (body === undefined) return undefined;
  const entries = listIn(body, 'permissionRestriction');
  if (entries === undefined) throw unexpected('Cannot invoke "java.util.List.stream()" because it is null');
  if (entries.length === 0) throw badRequest('Permission restrictions should not be empty.');
  return entries.map((entry) => restrictionIn(call, owner, entry));
}

function restrictionIn(call: Call, owner: UserRecord, entry: BodyObject): TokenRestriction {
  const project = textIn(objectIn(entry, 'project') ?? {}, 'id');
  const permission = textIn(objectIn(entry, 'permission') ?? {}, 'id');
  const isGlobal = flagIn(entry, 'isGlobalScope');
  if (permission === undefined || (!isGlobal && project === undefined)) {
    throw unexpected('Cannot invoke "String.toUpperCase()" because it is null');
  }
  const permissionId = permission.toLowerCase();
  if (!call.state.permissions.has(permissionId)) throw badRequest(`Unknown permission '${permission}'`);
  const projectId = isGlobal ? undefined : findProject(call.state, `id:${project}`).id;
  if (!accessOf(call.state, owner, undefined).may(permissionId, projectId)) {
    throw accessDenied(`User does not have permission '${permissionId}' in the scope of the restriction`);
  }
  return { permissionId, projectId };
}
