import { filled } from '#connectors/known.ts';
import type { IntentPlace, Step } from '#connectors/writing.ts';
import type { AccessToken } from '#domain/access-token.ts';
import { invalidInput, RollcallError } from '#domain/errors.ts';
import { formatInstant } from '#domain/instant.ts';
import type { Intent } from '#domain/intents.ts';
import { unwrap } from '#domain/settled.ts';
import { badAnswer, parseAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { toAccessToken } from '../mapping.ts';
import { isNativeId } from '../search.ts';
import { createTokensAbility } from '../tokens.ts';
import { createdToken } from '../wire.ts';
import { addStep, settleUnchanged } from './draft.ts';
import type { Planning } from './draft.ts';
import { looking, missing, verdictOf } from './look.ts';
import { acceptDeletion, accepted } from './rejection.ts';
import { idOf, pathOf, placeOf } from './target.ts';
import type { Target } from './target.ts';

type CreateToken = Extract<Intent, { kind: 'createToken' }>;

/** Personal access tokens of an account (foreman.md 6). */
export function planTokens(
  planning: Planning,
  target: Target,
  intents: readonly (readonly [number, Intent])[],
): void {
  const names = new Set<string>();
  for (const [index, intent] of intents) {
    const place = placeOf(target, index);
    if (intent.kind === 'createToken') {
      checkWish(planning, target, intent, names);
      addStep(planning, 'give', createStep(planning, target, intent, place));
    } else if (intent.kind === 'revokeToken') planRevocation(planning, target, intent.tokenId, place);
  }
}

/** A name is taken for good, by revoked and expired tokens too (foreman.md 6.3). */
function checkWish(
  { client, facts, now }: Planning,
  target: Target,
  { name, expiresAt }: CreateToken,
  names: Set<string>,
): void {
  if (filled(name) === undefined) throw invalidInput('A token needs a name.', ['name']);
  if (expiresAt !== undefined && expiresAt <= now()) {
    throw invalidInput(`Expected an expiry in the future; got ${formatInstant(expiresAt)}.`, ['expiresAt']);
  }
  const holder = tokensOf(facts.tokens, target).find((token) => token.name === name);
  if (holder === undefined && !names.has(name)) {
    names.add(name);
    return;
  }
  const state = holder === undefined ? 'wanted twice' : `there already (${holder.state.toLowerCase()})`;
  throw new RollcallError(
    'ALREADY_EXISTS',
    `${client.system}: a token named ${JSON.stringify(name)} of ${target.login} is ${state}; Foreman keeps names of revoked tokens too.`,
    { system: client.system, field: ['name'] },
  );
}

function createStep(
  { client, query, now }: Planning,
  target: Target,
  { name, expiresAt }: CreateToken,
  place: IntentPlace,
): Step {
  const { system } = client;
  const expiry = expiresAt === undefined ? {} : { expires_at: formatInstant(expiresAt) };
  const until = expiresAt === undefined ? '' : ` until ${formatInstant(expiresAt)}`;
  return {
    operation: 'CREATE_TOKEN',
    summary: `Create token ${name} of ${target.login}${until}`,
    isDestructive: false,
    replaced: [],
    places: [place],
    request: { method: 'POST', path: `${target.path}/personal_access_tokens`, query },
    isIdempotent: false,
    send: async (call, progress) => {
      const ownerId = idOf(target, progress, system);
      const answer = await client.write(call, {
        method: 'POST',
        path: `${pathOf(target, progress, system)}/personal_access_tokens`,
        query,
        json: { personal_access_token: { name, ...expiry } },
      });
      const row = parseAnswer(createdToken, accepted(answer, system, 'token'), system);
      refuseOtherOwner(answer, system, row.user_id, ownerId);
      const token = toAccessToken(row, ownerId, now());
      const isEternal = expiresAt !== undefined && token.expiry === 'NEVER';
      return {
        token,
        secret: row.token_value,
        ...(isEternal ? { missing: [{ place, message: eternal(system, name) }] } : {}),
      };
    },
    look: async (call, progress) =>
      looking(async () => {
        const ownerId = idOf(target, progress, system);
        const lists = await createTokensAbility(client, now).list({ ...call, isFresh: true }, [ownerId]);
        const token = listOf(lists, ownerId).find((each) => each.name === name);
        return token === undefined ? missing : { verdict: 'landed', token };
      }),
  };
}

function refuseOtherOwner(
  answer: HttpAnswer,
  system: string,
  userId: string | null | undefined,
  ownerId: string,
): void {
  if (typeof userId !== 'string' || userId === ownerId) return;
  throw badAnswer(answer, system, `the token was made for account ${userId}, not ${ownerId}`);
}

/** Before 3.9 an expiry that was not understood meant none (foreman.md 6.3). */
function eternal(system: string, name: string): string {
  return `${system}: Foreman made the token ${name} without its expiry: it never expires. Revoke it if that is not wanted.`;
}

function planRevocation(planning: Planning, target: Target, tokenId: string, place: IntentPlace): void {
  const token = tokensOf(planning.facts.tokens, target).find((each) => each.nativeId === tokenId);
  const summary = `Revoke token ${token?.name ?? tokenId} of ${target.login}`;
  const isListed = planning.facts.tokens.has(target.show?.id ?? '');
  const isGone = target.show === undefined || !isNativeId(tokenId) || (isListed && token === undefined);
  if (isGone || token?.state === 'REVOKED') settleUnchanged(planning, place, 'REVOKE_TOKEN', summary);
  else addStep(planning, 'take', revokeStep(planning, target, tokenId, summary, place));
}

function revokeStep(
  { client, query, now }: Planning,
  target: Target,
  tokenId: string,
  summary: string,
  place: IntentPlace,
): Step {
  const { system } = client;
  const path = `${target.path}/personal_access_tokens/${tokenId}`;
  return {
    operation: 'REVOKE_TOKEN',
    summary,
    isDestructive: true,
    replaced: [],
    places: [place],
    request: { method: 'DELETE', path, query },
    isIdempotent: true,
    send: async (call) => {
      const request = { method: 'DELETE' as const, path, query };
      acceptDeletion(await client.write(call, request), system, 'token');
      return {};
    },
    look: async (call, progress) =>
      looking(async () => {
        const ownerId = idOf(target, progress, system);
        const lists = await createTokensAbility(client, now).list({ ...call, isFresh: true }, [ownerId]);
        const token = listOf(lists, ownerId).find((each) => each.nativeId === tokenId);
        return verdictOf(token === undefined || token.state === 'REVOKED');
      }),
  };
}

type Lists = Awaited<ReturnType<ReturnType<typeof createTokensAbility>['list']>>;

function listOf(lists: Lists, ownerId: string): readonly AccessToken[] {
  const list = lists.get(ownerId);
  return list === undefined ? [] : unwrap(list);
}

function tokensOf(
  tokens: ReadonlyMap<string, readonly AccessToken[]>,
  target: Target,
): readonly AccessToken[] {
  return tokens.get(target.show?.id ?? '') ?? [];
}
