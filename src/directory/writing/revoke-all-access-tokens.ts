import { decodeIdOf } from '#domain/ids.ts';
import type { Intent } from '#domain/intents.ts';
import { problemOf, RollcallError } from '#domain/errors.ts';
import { unwrap } from '#domain/settled.ts';
import { callFor } from '../landscape.ts';
import { readTokens } from '../read-tokens.ts';
import { toGuard } from './common-input.ts';
import type { CommonInput, GuardInput } from './common-input.ts';
import type { Desk, Target } from './desk.ts';
import type { ChangeModel, MutationRun, SystemWork } from './models.ts';
import { tokensInUse } from './own-tokens.ts';
import { revokedTokenIds } from './revoke-access-tokens.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { WriterContext } from './writer-context.ts';

export interface RevokeAllAccessTokensInput extends CommonInput {
  readonly owner: AccountRef;
  readonly exceptIds: readonly string[];
  readonly guard?: GuardInput | null | undefined;
}

export async function revokeAllAccessTokens(
  input: RevokeAllAccessTokensInput,
  context: WriterContext,
): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }> {
  let prepared: readonly SystemWork[] = [];
  const run = await runMutation(
    {
      mutation: 'revokeAllAccessTokens',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      guard: toGuard(input.guard),
      caller: context.caller,
      systemKeys: systemsOfRefs([input.owner]),
      prepare: async (desk) => {
        const targets = await findTargets(
          [input.owner],
          () => ['input', 'owner'],
          desk,
          context.landscape,
          context.scope,
        );
        const [target] = targets;
        prepared = target === undefined ? [] : [await workOn(target, input, desk, context)];
        return prepared;
      },
    },
    context,
  );
  return { run, deletedIds: revokedTokenIds(run, prepared) };
}

async function workOn(
  target: Target,
  input: RevokeAllAccessTokensInput,
  desk: Desk,
  context: WriterContext,
): Promise<SystemWork> {
  const { system, account } = target;
  const kept = new Set<string>();
  for (const [index, id] of input.exceptIds.entries()) {
    const field = ['input', 'exceptIds', String(index)];
    await desk.attempt(field, async () => {
      const { system: key, user, token } = decodeIdOf('AccessToken', id);
      if (key === system.key && user === account.nativeId) kept.add(token);
      else
        desk.note(
          'INVALID_INPUT',
          `Expected the id of a token of ${account.login}; got one of somebody else.`,
          field,
          system,
        );
    });
  }
  const scope = { ...context.scope, isFresh: true };
  const currentId = async (): Promise<string> =>
    (await system.connector.readCurrentAccount(callFor(system, scope), new Set())).account.nativeId;
  const [listed] = await readTokens(system, scope, [account.nativeId], currentId);
  if (listed?.ok === false && isOutOfReach(listed.error)) {
    return { system, work: [{ account, intents: [] }], kept: [unreachable(target, listed.error)] };
  }
  const owned = listed === undefined ? [] : unwrap(listed);
  const tokens = owned.filter(({ nativeId, state }) => state !== 'REVOKED' && !kept.has(nativeId));
  const { byGateway, byCaller } = await tokensInUse(system, account.nativeId, scope);
  if (byGateway || byCaller) {
    const remedy = byGateway
      ? 'the gateway may sign in with it: revoke it in the server itself, after giving the gateway another'
      : 'this request may sign in with it: name the tokens to revoke by id';
    return {
      system,
      work: [{ account, intents: [] }],
      kept: tokens.map(({ name }) => keptChange(target, name, remedy)),
    };
  }
  const intents = tokens.map(({ nativeId }): Intent => ({ kind: 'revokeToken', tokenId: nativeId }));
  return { system, work: [{ account, intents }] };
}

function isOutOfReach({ code }: RollcallError): boolean {
  return code === 'SELF_ONLY' || code === 'UNSUPPORTED';
}

/** What the system says of the operation beforehand, it says now. */
function unreachable({ system, account }: Target, error: RollcallError): ChangeModel {
  const declared = system.connector.capabilities.find(({ operation }) => operation === 'REVOKE_ALL_TOKENS');
  return {
    system,
    operation: 'REVOKE_ALL_TOKENS',
    summary: `Revoke all tokens of ${account.login}`,
    outcome: 'UNSUPPORTED',
    isDestructive: true,
    replaced: [],
    manualInstruction: declared?.note ?? error.message,
    problem: problemOf(error),
  };
}

function keptChange({ system, account }: Target, name: string, remedy: string): ChangeModel {
  const message = `${system.key}: ${remedy}. No server tells which of an account's tokens is in use.`;
  return {
    system,
    operation: 'REVOKE_TOKEN',
    summary: `Revoke token ${name} of ${account.login}`,
    outcome: 'SKIPPED',
    isDestructive: true,
    replaced: [],
    problem: problemOf(new RollcallError('PROTECTED', message, { system: system.key })),
  };
}
