import { encodeId } from '#domain/ids.ts';
import { toGuard } from './common-input.ts';
import type { CommonInput, GuardInput } from './common-input.ts';
import type { Target } from './desk.ts';
import { isGone } from './gone.ts';
import type { MutationRun } from './models.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { bySystem, findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { WriterContext } from './writer-context.ts';

export interface DeleteUsersInput extends CommonInput {
  readonly users: readonly AccountRef[];
  readonly guard?: GuardInput | null | undefined;
}

export async function deleteUsers(
  input: DeleteUsersInput,
  context: WriterContext,
): Promise<{ readonly run: MutationRun; readonly deletedIds: readonly string[] }> {
  let groups = new Map<Target['system'], Target[]>();
  const run = await runMutation(
    {
      mutation: 'deleteUsers',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      guard: toGuard(input.guard),
      caller: context.caller,
      systemKeys: systemsOfRefs(input.users),
      prepare: async (desk) => {
        const fieldOf = (index: number): string[] => ['input', 'users', String(index)];
        const targets = await findTargets(input.users, fieldOf, desk, context.landscape, context.scope);
        groups = bySystem(targets, (target) => target.system);
        return [...groups].map(([system, accounts]) => ({
          system,
          work: accounts.map(({ account }) => ({ account, intents: [{ kind: 'delete' as const }] })),
        }));
      },
    },
    context,
  );
  const deletedIds = [...groups].flatMap(([system, accounts]) =>
    accounts
      .filter((_, account) => isGone(run.outcomeOf(system, { account, intent: 0 })))
      .map(({ account }) => encodeId('User', { system: system.key, user: account.nativeId })),
  );
  return { run, deletedIds };
}
