import type { Router } from '../../kernel/router.ts';
import { action } from '../action.ts';
import { danglingReference, invalid, notFound } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { attributesOf, textAttribute } from '../attributes.ts';
import type { Call, OpenCall } from '../call.ts';
import { listAnswer, recordAnswer } from '../listing.ts';
import { parseMoment } from '../moments.ts';
import { permittedTest } from '../permitted.ts';
import { leadingId } from '../record-ids.ts';
import type { TokenRow, UserRow } from '../rows.ts';
import { userBySpelledLogin } from '../users/find.ts';
import { tokenOwners } from '../visible-users.ts';
import { rawToken, shownToken } from '../wire/tokens.ts';

const collection = '/users/:user_id/personal_access_tokens';

/** Personal access tokens (foreman.md 6): own ones, named by number, need no permission. */
export function tokenRoutes(router: Router<OpenCall>): void {
  const isOwnRecord = namesOwnNumber;
  const view = 'view_personal_access_tokens';
  const create = 'create_personal_access_tokens';
  const revoke = 'revoke_personal_access_tokens';
  router
    .on('GET', collection, action({ permission: view, isOwnRecord, run: listTokens }))
    .on('POST', collection, action({ permission: create, isOwnRecord, run: createToken }))
    .on('GET', `${collection}/:id`, action({ permission: view, isOwnRecord, run: showToken }))
    .on('DELETE', `${collection}/:id`, action({ permission: revoke, isOwnRecord, run: revokeToken }));
}

function namesOwnNumber(call: Pick<Call, 'path' | 'caller'>): boolean {
  return leadingId(call.path['user_id'] ?? '') === call.caller.user.id;
}

/** A user that is not there, not reachable or not named by number is a 422 (6.1). */
function ownerInPath(call: Call, permission: string | undefined): UserRow {
  const text = call.path['user_id'] ?? '';
  const user = call.server.store.users.get(leadingId(text) ?? 0);
  const isOwn = user?.id === call.caller.user.id;
  if (user === undefined || (!isOwn && tokenOwners(call, permission)?.(user) === false)) {
    throw danglingReference('User', text);
  }
  return user;
}

/**
 * The tokens under a path. Where somebody else's login is that very number, the server looks among his tokens for
 * those of the numbered user and finds none (6.1).
 */
function tokensUnderPath(call: Call, owner: UserRow): readonly TokenRow[] {
  const { store, fields } = call.server;
  const isOwn = owner.id === call.caller.user.id;
  const namesake = userBySpelledLogin(store, call.path['user_id'] ?? '');
  if (!isOwn && namesake !== undefined && namesake.id !== owner.id) return [];
  const permitted = isOwn ? undefined : permittedTest(call, 'view_personal_access_tokens', fields.tokens);
  return store.tokensOf(owner.id).filter((token) => permitted?.(token) !== false);
}

/** Without a default order: rows move (6.2). */
function listTokens(call: Call): Answer {
  const { server, caller } = call;
  const now = server.now().getTime();
  return listAnswer(call, {
    rows: tokensUnderPath(call, ownerInPath(call, 'view_users')),
    fields: server.fields.tokens,
    defaultOrder: () => undefined,
    resource: 'personal_access_tokens',
    shown: (token) => shownToken(token, now, caller.zone),
  });
}

function tokenInPath(call: Call, owner: UserRow): TokenRow {
  const text = call.path['id'] ?? '';
  const token = tokensUnderPath(call, owner).find((row) => row.id === leadingId(text));
  if (token === undefined) throw notFound('personal_access_token', text);
  return token;
}

function showToken(call: Call): Answer {
  const token = tokenInPath(call, ownerInPath(call, 'view_users'));
  return recordAnswer(call, 200, shownToken(token, call.server.now().getTime(), call.caller.zone));
}

/** 201 with the value, here and never again (6.2). */
function createToken(call: Call): Answer {
  const { store, now, random } = call.server;
  const owner = ownerInPath(call, undefined);
  const attributes = attributesOf(call, 'personal_access_token');
  const name = textAttribute(attributes, 'name') ?? '';
  const expiry = expiryOf(call, attributes['expires_at']);
  const errors = { ...nameErrors(call, owner, name), ...expiry.errors };
  if (Object.keys(errors).length > 0) throw invalid(undefined, errors);
  const at = now().getTime();
  const token: TokenRow = {
    id: store.nextId('tokens'),
    userId: owner.id,
    name,
    value: random.base64url(22),
    expiresAt: expiry.at,
    lastUsedAt: undefined,
    revoked: false,
    createdAt: at,
    updatedAt: at,
  };
  store.addToken(token);
  return recordAnswer(call, 201, { token_value: token.value, ...shownToken(token, at, call.caller.zone) });
}

/** Revoked and expired tokens keep their names (6.3). */
function nameErrors(call: Call, owner: UserRow, name: string): Record<string, string[]> {
  if (name.trim() === '') return { name: ["can't be blank"] };
  const isTaken = call.server.store.tokensOf(owner.id).some((token) => token.name === name);
  return isTaken ? { name: ['has already been taken'] } : {};
}

interface Expiry {
  readonly at: number | undefined;
  readonly errors: Record<string, string[]>;
}

/** Before 3.9 what could not be read meant "never", and the past was accepted (6.3). */
function expiryOf(call: Call, value: unknown): Expiry {
  const { now, release } = call.server;
  if (value === undefined || value === null) return { at: undefined, errors: {} };
  const moment = typeof value === 'string' ? parseMoment(value, now(), call.caller.zone) : undefined;
  if (!release.checksExpiry) return { at: moment?.at, errors: {} };
  if (moment === undefined) {
    return {
      at: undefined,
      errors: { expires_at: [`Could not parse timestamp '${JSON.stringify(value)}'`] },
    };
  }
  const isPast = moment.at < now().getTime();
  return { at: moment.at, errors: isPast ? { expires_at: ['cannot be in the past'] } : {} };
}

/** 200 with the raw row, also the second time; the token stays (6.4). */
function revokeToken(call: Call): Answer {
  const token = tokenInPath(call, ownerInPath(call, 'edit_users'));
  if (!token.revoked) {
    token.revoked = true;
    token.updatedAt = call.server.now().getTime();
  }
  return { status: 200, body: rawToken(token) };
}
