import type { SandboxReply } from '../../kernel/exchange.ts';
import type { RouteParams } from '../../kernel/router.ts';
import { nothingToSay, squashJson } from '../answers.ts';
import { adminOnly } from '../call.ts';
import type { SquashCall, SquashRouter } from '../call.ts';
import { listPage } from '../listing.ts';
import { findUser, readId } from '../parameters.ts';
import type { TokenRecord, UserRecord } from '../records.ts';
import { badRequest, business, unhandled } from '../refusal.ts';
import { readJson } from '../request-body.ts';
import { isAtLeast } from '../switches.ts';
import type { SquashSwitches } from '../switches.ts';
import { listedOnce } from '../table.ts';
import { readNewToken } from '../token-fields.ts';
import { mintToken } from '../tokens.ts';
import { tokenType } from '../wire-token.ts';

/** Tokens: squash.md 4. Nobody can list or revoke somebody else's. */
export function addTokenRoutes(router: SquashRouter, switches: SquashSwitches): void {
  if (isAtLeast(switches, 8) && switches.adminPlugin) {
    router.on('POST', '/users/:id/tokens', adminOnly(postTokenOfTechnicalAccount));
  }
  if (isAtLeast(switches, 7) && switches.ownTokens) {
    router.on('GET', '/tokens', listOwnTokens);
    router.on('POST', '/tokens', postOwnToken);
    router.on('DELETE', '/tokens/self', deleteTokenInUse);
  }
}

function postTokenOfTechnicalAccount(call: SquashCall, { id }: RouteParams): SandboxReply {
  const user = findUser(call, readId(id));
  if (user.group !== 'TestAutomationServer') throw business('NotTestAutomationServerException');
  return createToken(call, user);
}

function listOwnTokens(call: SquashCall): SandboxReply {
  return listPage(call, {
    rows: listedOnce(call.store.tokens.ofUser(call.caller.user.id)),
    type: tokenType,
    keyOf: () => 'api-tokens',
    path: 'tokens',
    sortable: { id: (token: TokenRecord) => token.id, name: (token: TokenRecord) => token.name },
    documentsSort: false,
  });
}

function postOwnToken(call: SquashCall): SandboxReply {
  return createToken(call, call.caller.user);
}

/** The secret is shown here and never again. */
function createToken(call: SquashCall, owner: UserRecord): SandboxReply {
  const { store, switches, random, caller } = call;
  const createdOn = call.now();
  const fields = readNewToken(readJson(call.request), createdOn, switches);
  if (!switches.tokenSecretSet) throw unhandled();
  const id = store.tokens.nextId();
  const order = { ...fields, id, userId: owner.id, createdBy: caller.user.login, createdOn };
  const token = mintToken(order, random);
  store.tokens.add(token);
  return squashJson(switches, switches.tokenCreatedStatus, { token: token.value });
}

function deleteTokenInUse(call: SquashCall): SandboxReply {
  const { token } = call.caller;
  if (token === undefined) {
    throw badRequest('java.lang.IllegalStateException', 'The request was not authenticated by a token');
  }
  call.store.tokens.remove(token);
  return nothingToSay(call.switches);
}
