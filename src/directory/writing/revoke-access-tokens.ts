import { decodeIdOf, encodeId } from '#domain/ids.ts';
import type { Intent } from '#domain/intents.ts';
import { requireSystem } from '../landscape.ts';
import type { ConnectedSystem } from '../landscape.ts';
import { readAccounts } from '../read-accounts.ts';
import type { CommonInput } from './common-input.ts';
import type { Desk } from './desk.ts';
import { firstOfEach } from './first-of-each.ts';
import { isGone } from './gone.ts';
import type { MutationRun, SystemWork } from './models.ts';
import { tokensInUse } from './own-tokens.ts';
import { systemsOfIds } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { bySystem } from './target.ts';
import type { WriterContext } from './writer-context.ts';

export interface RevokeAccessTokensInput extends CommonInput {
  readonly ids: readonly string[];
}

interface NamedToken {
  readonly system: ConnectedSystem;
  readonly user: string;
  readonly token: string;
  readonly field: readonly string[];
}

export async function revokeAccessTokens(
  input: RevokeAccessTokensInput,
  context: WriterContext,
): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }> {
  let prepared: readonly SystemWork[] = [];
  const run = await runMutation(
    {
      mutation: 'revokeAccessTokens',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      caller: context.caller,
      systemKeys: systemsOfIds(input.ids),
      prepare: async (desk) => {
        prepared = await prepare(input, desk, context);
        return prepared;
      },
    },
    context,
  );
  return { run, deletedIds: revokedTokenIds(run, prepared) };
}

async function prepare(
  input: RevokeAccessTokensInput,
  desk: Desk,
  context: WriterContext,
): Promise<SystemWork[]> {
  const named: NamedToken[] = [];
  for (const [index, id] of firstOfEach(input.ids)) {
    const field = ['input', 'ids', String(index)];
    await desk.attempt(field, async () => {
      const { system, user, token } = decodeIdOf('AccessToken', id);
      named.push({ system: requireSystem(context.landscape, system), user, token, field });
    });
  }
  const work: SystemWork[] = [];
  for (const [system, tokens] of bySystem(named, (each) => each.system)) {
    const accounts = [];
    for (const [user, owned] of Map.groupBy(tokens, (each) => each.user)) {
      const account = await ownerOf(system, user, owned, desk, context);
      if (account === undefined) continue;
      const intents = owned.map(({ token }): Intent => ({ kind: 'revokeToken', tokenId: token }));
      accounts.push({ account, intents });
    }
    if (accounts.length > 0) work.push({ system, work: accounts });
  }
  return work;
}

async function ownerOf(
  system: ConnectedSystem,
  user: string,
  owned: readonly NamedToken[],
  desk: Desk,
  context: WriterContext,
) {
  const field = owned[0]?.field ?? ['input', 'ids'];
  return desk.attempt(field, async () => {
    const [outcome] = await readAccounts(
      system,
      { ...context.scope, isFresh: true },
      [{ id: user }],
      new Set(),
    );
    if (outcome instanceof Error) throw outcome;
    if (outcome === undefined) {
      desk.note('NOT_FOUND', `${system.key}: the owner of the token is not there any more.`, field, system);
      return undefined;
    }
    const { byGateway } = await tokensInUse(system, user, context.scope);
    if (byGateway) {
      desk.note(
        'PROTECTED',
        `${system.key}: the gateway may sign in with this token; no server tells which of ${outcome.account.login}'s it is.`,
        field,
        system,
      );
    }
    return outcome.account;
  });
}

/** Global ids of the tokens that are gone now. */
export function revokedTokenIds(run: MutationRun, prepared: readonly SystemWork[]): string[] {
  return prepared.flatMap(({ system, work }) =>
    work.flatMap(({ account, intents }, place) =>
      intents.flatMap((intent, index) => {
        if (intent.kind !== 'revokeToken' || account === undefined) return [];
        if (!isGone(run.outcomeOf(system, { account: place, intent: index }))) return [];
        return [
          encodeId('AccessToken', { system: system.key, user: account.nativeId, token: intent.tokenId }),
        ];
      }),
    ),
  );
}
