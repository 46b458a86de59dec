import type { WritingAbility } from '#connectors/writing.ts';
import { endsAdministration } from './administration.ts';
import { maySignInWithToken } from './own-token.ts';
import { planWork } from './plan.ts';
import type { PlanOptions } from './plan.ts';

/**
 * Writes to Foreman. A plan reads live: an account and a group each with a call of its own, roles, logins, auth sources
 * together. The sets that an array replaces, roles of an account and members of a group, are read once more as they are sent.
 */
export function createWritingAbility(options: PlanOptions): WritingAbility {
  const { client } = options;
  return {
    plan: async (call, work) => planWork(options, call, work),
    endsAdministration: async (call, account, intents) => endsAdministration(client, call, account, intents),
    maySignInWithToken,
  };
}
