import type { SquashCall } from './call.ts';
import type { Audit } from './records.ts';

/** The audit of something the caller makes now. */
export function auditOfCreation({ caller, now }: SquashCall): Audit {
  const { login } = caller.user;
  const time = now().toISOString();
  return { createdBy: login, createdOn: time, modifiedBy: login, modifiedOn: time };
}

export function auditChange({ caller, now }: SquashCall, audit: Audit): void {
  audit.modifiedBy = caller.user.login;
  audit.modifiedOn = now().toISOString();
}
