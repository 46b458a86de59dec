import { emptyReply } from '../../kernel/exchange.ts';
import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { readObject, textField } from '../body.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrToken } from '../entities.ts';
import { jacksonReply } from '../jackson.ts';
import { readInteger } from '../query.ts';
import { forbidden, invalid, missing } from '../refusal.ts';
import { addToken, dropToken } from '../store.ts';

/** The caller's own tokens; nobody can name another user here (zephyr.md 4). */
export function tokenRoutes(router: Router<ZephyrContext>): void {
  router
    .on('GET', '/usertoken', listTokens)
    .on('POST', '/usertoken', createToken)
    .on('DELETE', '/usertoken/all', (context) => remove(context, ownTokens(context)))
    .on('DELETE', '/usertoken/:id', deleteToken);
}

function listTokens(context: ZephyrContext): SandboxReply {
  return jacksonReply(
    200,
    // A number here, a login where a token is created.
    ownTokens(context).map(({ id, label, userId }) => ({ id, label, createdBy: userId })),
  );
}

/** The only answer that holds the value. */
function createToken(
  { state, caller, random }: ZephyrContext,
  _: RouteParams,
  request: SandboxRequest,
): SandboxReply {
  const label = textField(readObject(request), 'label', undefined);
  if (label === undefined || label.trim() === '') throw missing('label');
  const { id, value } = addToken(state, caller.id, label, random.hex(40));
  return jacksonReply(200, { id, label, token: value, createdBy: caller.username });
}

function deleteToken(context: ZephyrContext, { id }: RouteParams): SandboxReply {
  const { state, switches, caller } = context;
  const tokenId = readInteger(id ?? '', switches);
  const token = state.tokens.get(tokenId);
  if (token === undefined) throw invalid(`There is no user token ${tokenId}.`);
  if (token.userId !== caller.id) throw forbidden();
  return remove(context, [token]);
}

function ownTokens({ state, caller }: ZephyrContext): ZephyrToken[] {
  return [...state.tokens.values()].filter((token) => token.userId === caller.id);
}

/** A 200 that says false has deleted nothing. */
function remove({ state, switches }: ZephyrContext, tokens: readonly ZephyrToken[]): SandboxReply {
  if (switches.tokenDeleteBody === 'false') return jacksonReply(200, false);
  for (const token of tokens) dropToken(state, token);
  if (switches.tokenDeleteBody === 'empty') return emptyReply(200);
  return { ...jacksonReply(200, true), body: switches.tokenDeleteBody };
}
