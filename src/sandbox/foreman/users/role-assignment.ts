import type { Call } from '../call.ts';
import { may } from '../caller.ts';

/** Who is no admin gives on only the roles held directly, unless allowed to escalate (foreman.md 2.6). */
export function mayAssignRoles(call: Call, roleIds: ReadonlySet<number>): boolean {
  const { caller, server } = call;
  return may(server.store, caller, 'escalate_roles') || roleIds.isSubsetOf(caller.user.roleIds);
}
