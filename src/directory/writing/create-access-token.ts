import type { AccessToken } from '#domain/access-token.ts';
import type { Instant } from '#domain/instant.ts';
import type { ConnectedSystem } from '../landscape.ts';
import type { CommonInput } from './common-input.ts';
import type { Target } from './desk.ts';
import { onceByKey } from './idempotent.ts';
import type { MutationModel, MutationRun } from './models.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { WriterContext } from './writer-context.ts';

export interface CreateAccessTokenInput extends CommonInput {
  readonly owner: AccountRef;
  readonly name: string;
  readonly expiresAt?: Instant | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export interface CreatedToken {
  readonly run: MutationModel;
  readonly system?: ConnectedSystem | undefined;
  readonly token?: AccessToken | undefined;
  /** The token itself: for the payload only. */
  readonly secret?: string | undefined;
  /** Where an earlier call made the token: which one it is. */
  readonly made?:
    { readonly system: ConnectedSystem; readonly ownerId: string; readonly tokenId: string } | undefined;
}

export async function createAccessToken(
  input: CreateAccessTokenInput,
  context: WriterContext,
): Promise<CreatedToken> {
  let made: MutationRun | undefined;
  const { answer } = await onceByKey('createAccessToken', input, input.idempotencyKey, context, async () => {
    made = await runMutation(
      {
        mutation: 'createAccessToken',
        dryRun: input.dryRun,
        reason: input.reason ?? undefined,
        idempotencyKey: input.idempotencyKey,
        caller: context.caller,
        systemKeys: systemsOfRefs([input.owner]),
        prepare: async (desk) => {
          if (input.name.trim() === '') desk.note('INVALID_INPUT', 'Expected a name.', ['input', 'name']);
          const expiresAt = input.expiresAt ?? undefined;
          if (expiresAt !== undefined && expiresAt <= context.now()) {
            desk.note('INVALID_INPUT', 'Expected an expiry in the future.', ['input', 'expiresAt']);
          }
          const targets = await findTargets(
            [input.owner],
            () => ['input', 'owner'],
            desk,
            context.landscape,
            context.scope,
          );
          return targets.map(({ system, account }: Target) => ({
            system,
            work: [{ account, intents: [{ kind: 'createToken' as const, name: input.name, expiresAt }] }],
          }));
        },
      },
      context,
    );
    const { madeToken } = made;
    const reference = madeToken && [madeToken.system.key, madeToken.token.ownerId, madeToken.token.nativeId];
    return { run: made, subject: reference && JSON.stringify(reference) };
  });
  return {
    run: answer.run,
    system: made?.madeToken?.system,
    token: made?.madeToken?.token,
    secret: made?.secret,
    made: made === undefined ? referenced(answer.subject, context) : undefined,
  };
}

function referenced(subject: string | undefined, { landscape }: WriterContext): CreatedToken['made'] {
  if (subject === undefined) return undefined;
  const [key, ownerId, tokenId] = JSON.parse(subject) as [string, string, string];
  const system = landscape.find(key);
  return system === undefined ? undefined : { system, ownerId, tokenId };
}
