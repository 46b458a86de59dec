import { callFor } from '../landscape.ts';
import type { ConnectedSystem, RequestScope } from '../landscape.ts';

/**
 * Whether an account's tokens may be what somebody signs in with: the gateway by its configuration, or this request by
 * the caller's header. No upstream tells which of an account's tokens that is, so all of them are meant.
 */
export interface TokensInUse {
  readonly byGateway: boolean;
  readonly byCaller: boolean;
}

export async function tokensInUse(
  system: ConnectedSystem,
  accountId: string,
  scope: RequestScope,
): Promise<TokensInUse> {
  const { writing } = system.connector;
  if (writing === undefined) return { byGateway: false, byCaller: false };
  const signsInAs = async (asked: RequestScope): Promise<boolean> => {
    const call = callFor(system, asked);
    if (!writing.maySignInWithToken(call)) return false;
    const { account } = await system.connector.readCurrentAccount(call, new Set());
    return account.nativeId === accountId;
  };
  const byGateway = await signsInAs({ ...scope, isGatewaysOwn: true });
  const isCallers = callFor(system, scope).identity.isCallers;
  return { byGateway, byCaller: isCallers && (await signsInAs(scope)) };
}
