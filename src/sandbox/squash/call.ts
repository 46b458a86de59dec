import type { SandboxReply, SandboxRequest } from '../kernel/exchange.ts';
import type { Random } from '../kernel/random.ts';
import type { RouteHandler, Router } from '../kernel/router.ts';
import type { TokenRecord, UserRecord } from './records.ts';
import { accessDenied } from './refusal.ts';
import type { SquashStore } from './store.ts';
import type { SquashSwitches } from './switches.ts';

/** The server as one request finds it. */
export interface SquashServer {
  readonly store: SquashStore;
  readonly switches: SquashSwitches;
  readonly now: () => Date;
  readonly random: Random;
}

export interface Caller {
  readonly user: UserRecord;
  /** The token that let the caller in, if one did. */
  readonly token: TokenRecord | undefined;
}

/** One request of a caller who got in. */
export interface SquashCall extends SquashServer {
  readonly caller: Caller;
  readonly request: SandboxRequest;
  /** Decoded as a servlet container does: `+` is a blank. */
  readonly query: URLSearchParams;
}

export type SquashHandler = RouteHandler<SquashCall>;
export type SquashRouter = Router<SquashCall>;

/** Administration services want the administrator role (squash.md 1.3). */
export function adminOnly(handler: SquashHandler): SquashHandler {
  return (call, params, request): SandboxReply | Promise<SandboxReply> => {
    if (call.caller.user.group !== 'Admin') throw accessDenied();
    return handler(call, params, request);
  };
}

/** The order of things that nobody ordered: another one each time, unless switched off (squash.md 2.2). */
export function arranged<T>(server: SquashServer, list: readonly T[]): readonly T[] {
  return server.switches.unsortedOrder === 'shuffled' ? server.random.shuffled(list) : list;
}
