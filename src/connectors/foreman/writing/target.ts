import type { IntentPlace, Progress } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { UserShow } from '../wire.ts';

/** The account that a step is about. */
export interface Target {
  /** Its place in the work. */
  readonly account: number;
  readonly login: string;
  /** The account as it is; absent where an earlier step makes it. */
  readonly show?: UserShow | undefined;
  /** `/api/users/5`; `/api/users/{id}` where an earlier step makes it. */
  readonly path: string;
  /** Whether a directory or another external auth source keeps it. */
  readonly isExternal: boolean;
}

export function placeOf(target: Target, intent: number): IntentPlace {
  return { account: target.account, intent };
}

/** Native id of the account, which an earlier step may have made. */
export function idOf(target: Target, progress: Progress, system: string): string {
  const id = target.show?.id ?? progress.accountIds.get(target.account);
  if (id !== undefined) return id;
  throw new RollcallError('INTERNAL', `${system}: ${target.login} has not been made, so it has no id.`, {
    system,
  });
}

export function pathOf(target: Target, progress: Progress, system: string): string {
  return target.path.replace('{id}', idOf(target, progress, system));
}

/**
 * Path of an account. Where its number is also somebody's login, that other account would be written to as soon as
 * this one is gone (foreman.md 2.5). So more is said then: Foreman reads the digits, and no login may hold the sign.
 */
export function accountPath(id: string, isShadowed: boolean): string {
  return `/api/users/${id}${isShadowed ? '-~' : ''}`;
}
