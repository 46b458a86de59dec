import type { GatewayContext } from '#context.ts';
import type { ConnectedSystem } from '#directory/landscape.ts';
import type { AccountModel } from '#directory/models.ts';
import type { PayloadModel, UserPayloadModel } from '#directory/writing/models.ts';
import type { RunOnAccounts } from '#directory/writing/writer-context.ts';
import { findAccount } from './find-node.ts';

/** The fields that every payload has. */
export const payloadResolvers = {
  outcome: ({ run }: PayloadModel) => run.outcome,
  changes: ({ run }: PayloadModel) => run.changes,
  userErrors: ({ run }: PayloadModel) => run.userErrors,
  planHash: ({ run }: PayloadModel) => run.planHash,
};

/** The account as it is now; nothing where it is gone or cannot be read: the write is what the payload is about. */
export async function accountNow(
  system: ConnectedSystem,
  nativeId: string,
  context: GatewayContext,
): Promise<AccountModel | undefined> {
  try {
    return await findAccount(system, nativeId, context);
  } catch (error) {
    context.log.warn({ err: error, system: system.key }, 'cannot read back what was written');
    return undefined;
  }
}

/** Payload of a mutation on one account. What was read before it is forgotten: people read what they wrote. */
export async function userPayload(
  { run, targets }: RunOnAccounts,
  context: GatewayContext,
): Promise<UserPayloadModel> {
  context.renew();
  const [target] = targets;
  const user =
    target === undefined ? undefined : await accountNow(target.system, target.account.nativeId, context);
  return { run, user };
}
