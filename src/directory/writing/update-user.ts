import type { Intent, ProfileChange } from '#domain/intents.ts';
import type { CommonInput } from './common-input.ts';
import type { Desk, Target } from './desk.ts';
import { detailsChange, withoutNulls } from './details-intent.ts';
import type { DetailsInput } from './details-intent.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { RunOnAccounts, WriterContext } from './writer-context.ts';

type Nullable<T> = { readonly [M in keyof T]?: T[M] | null };

export interface UpdateUserInput extends CommonInput {
  readonly user: AccountRef;
  readonly profile?: Nullable<ProfileChange> | null | undefined;
  readonly password?: string | null | undefined;
  readonly details?: DetailsInput | null | undefined;
}

export async function updateUser(input: UpdateUserInput, context: WriterContext): Promise<RunOnAccounts> {
  let targets: readonly Target[] = [];
  const run = await runMutation(
    {
      mutation: 'updateUser',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      caller: context.caller,
      systemKeys: systemsOfRefs([input.user]),
      prepare: async (desk) => {
        targets = await findTargets(
          [input.user],
          () => ['input', 'user'],
          desk,
          context.landscape,
          context.scope,
        );
        return targets.map((target) => ({
          system: target.system,
          work: [{ account: target.account, intents: intentsOf(input, target, desk) }],
        }));
      },
    },
    context,
  );
  return { run, targets };
}

function intentsOf(input: UpdateUserInput, { system }: Target, desk: Desk): Intent[] {
  const intents: Intent[] = [];
  const profile: ProfileChange = withoutNulls(input.profile ?? {});
  if (Object.keys(profile).length > 0) intents.push({ kind: 'updateProfile', profile });
  const details = detailsChange(input.details, system, ['input', 'details'], desk);
  if (details !== undefined) intents.push({ kind: 'updateDetails', details });
  if (typeof input.password === 'string') intents.push({ kind: 'setPassword', password: input.password });
  return intents;
}
