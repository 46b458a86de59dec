import type { Call } from '#connectors/connector.ts';
import type { Http } from '#http/http.ts';
import type { AccountRowsParts } from '../account-rows.ts';
import { accountFields } from '../fields.ts';

export interface WritingParts extends AccountRowsParts {
  readonly http: Http;
  readonly now: () => number;
  readonly administratorRoles: ReadonlySet<string>;
}

/** Everything a plan may depend on, in the one call it takes anyway. */
export const plannedFields = accountFields(new Set(['roles', 'groups', 'details'] as const));

/** What writes are built from is read now, not shared with a read that began before. */
export function fresh(call: Call): Call {
  return { ...call, isFresh: true };
}

/** What goes with one plan. */
export interface PlanParts extends WritingParts {
  /** Id of the account whose credentials the call uses, asked for once at most. */
  readonly ownId: () => Promise<string | undefined>;
}

export function planParts(parts: WritingParts, call: Call): PlanParts {
  let asked: Promise<string | undefined> | undefined;
  const ask = async (): Promise<string | undefined> =>
    (await parts.client.currentAccount(fresh(call), 'id,username'))?.id;
  return { ...parts, ownId: async () => (asked ??= ask()) };
}
