import type { CommonInput } from './common-input.ts';
import type { Target } from './desk.ts';
import { systemsOfRefs } from './named-systems.ts';
import { runMutation } from './run-mutation.ts';
import { bySystem, findTargets } from './target.ts';
import type { AccountRef } from './target.ts';
import type { RunOnAccounts, WriterContext } from './writer-context.ts';

export interface SetUserStatusInput extends CommonInput {
  readonly users: readonly AccountRef[];
  readonly status: 'ACTIVE' | 'DISABLED';
}

export async function setUserStatus(
  input: SetUserStatusInput,
  context: WriterContext,
): Promise<RunOnAccounts> {
  let targets: readonly Target[] = [];
  const run = await runMutation(
    {
      mutation: 'setUserStatus',
      dryRun: input.dryRun,
      reason: input.reason ?? undefined,
      caller: context.caller,
      systemKeys: systemsOfRefs(input.users),
      prepare: async (desk) => {
        const fieldOf = (index: number): string[] => ['input', 'users', String(index)];
        targets = await findTargets(input.users, fieldOf, desk, context.landscape, context.scope);
        return [...bySystem(targets, (target) => target.system)].map(([system, accounts]) => ({
          system,
          work: accounts.map(({ account }) => ({
            account,
            intents: [{ kind: 'setStatus' as const, status: input.status }],
          })),
        }));
      },
    },
    context,
  );
  return { run, targets };
}
