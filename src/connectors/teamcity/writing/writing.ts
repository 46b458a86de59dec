import type { WritingAbility } from '#connectors/writing.ts';
import { endsAdministration } from './ends-administration.ts';
import { maySignInWithToken } from './may-sign-in-with-token.ts';
import type { WritingParts } from './parts.ts';
import { plan } from './plan.ts';

export function writingAbility(parts: WritingParts): WritingAbility {
  return {
    plan: async (call, work) => plan(parts, call, work),
    endsAdministration: async (call, account, intents) =>
      endsAdministration(parts, call, account.nativeId, intents),
    maySignInWithToken,
  };
}
