import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Sent, Step } from '#connectors/writing.ts';
import { equalIgnoringCase } from '#domain/text.ts';
import { badAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import { wireAccount } from '../wire.ts';
import { summaryOf } from './intents.ts';
import type { IntentOf, Placed } from './intents.ts';
import { unlessUnreadable } from './look.ts';
import { findByLogin, freeLogin, seesEverybody } from './login-lookup.ts';
import type { WritingParts } from './parts.ts';
import type { StagedStep } from './planned.ts';
import { secretEntityOf, sendWrite } from './send-write.ts';
import type { Names } from './target.ts';
import { differences, wantedName } from './wanted-names.ts';

export interface PlannedCreate {
  readonly step: StagedStep;
  readonly names: Names;
}

const path = '/app/rest/users';
const query = 'fields=id,username,name,email';

/**
 * The account alone: roles, groups and properties inline would be applied after it was made, and the first bad one
 * would leave it behind half-done under an error (teamcity.md 2.4). Throws ALREADY_EXISTS.
 */
export async function planCreate(
  parts: WritingParts,
  call: Call,
  { intent, place }: Placed<IntentOf<'create'>>,
): Promise<PlannedCreate> {
  const login = await freeLogin(parts, call, intent.profile.login);
  const names = { login, name: wantedName(intent.profile).name ?? '', email: intent.profile.email ?? '' };
  const { password } = intent;
  const step: Step = {
    operation: 'CREATE_USER',
    summary: summaryOf(intent, login),
    isDestructive: false,
    replaced: [],
    places: [place],
    request: { method: 'POST', path, query },
    isIdempotent: false,
    send: async (sendCall) => {
      const value = bodyOf(names, password);
      const secrets = password === undefined ? [] : [password];
      const request = { method: 'POST', path, query, content: { kind: 'json', value }, secrets } as const;
      return accountMade(await sendWrite(parts, request, sendCall), names, place, parts.system);
    },
    look: async (lookCall) => unlessUnreadable(async () => lookForLogin(parts, lookCall, login)),
  };
  return { step: { stage: 'create', step }, names };
}

function bodyOf({ login, name, email }: Names, password: string | undefined): Record<string, string> {
  return {
    username: login,
    ...(name === '' ? {} : { name }),
    ...(email === undefined || email === '' ? {} : { email }),
    ...(password === undefined ? {} : { password }),
  };
}

function accountMade(answer: HttpAnswer, names: Names, place: IntentPlace, system: string): Sent {
  const row = secretEntityOf(wireAccount, answer, system);
  if (!equalIgnoringCase(row.username, names.login)) {
    throw badAnswer(answer, system, 'it is about another account than the one to be made');
  }
  const missing = differences({ name: names.name, email: names.email }, row).map((message) => ({
    place,
    message,
  }));
  return { accountId: row.id, ...(missing.length === 0 ? {} : { missing }) };
}

async function lookForLogin(parts: WritingParts, call: Call, login: string): Promise<Look> {
  const row = await findByLogin(parts, call, login);
  if (row !== undefined) return { verdict: 'landed', accountId: row.id };
  return { verdict: (await seesEverybody(parts, call)) ? 'missing' : 'unclear' };
}
