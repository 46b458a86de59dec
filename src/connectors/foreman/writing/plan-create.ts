import type { IntentPlace, Step } from '#connectors/writing.ts';
import { filled } from '#connectors/known.ts';
import { invalidInput } from '#domain/errors.ts';
import type { Intent } from '#domain/intents.ts';
import { fold } from '#domain/text.ts';
import { parseAnswer } from '#http/answer.ts';
import { findAccounts } from '../find-accounts.ts';
import { userShow } from '../wire.ts';
import { authSourceFor } from './auth-sources.ts';
import { addStep } from './draft.ts';
import type { Planning } from './draft.ts';
import { settleDisplayName } from './display-name.ts';
import { looking, missing, unclear } from './look.ts';
import { attributesOf, sentOf } from './put-account.ts';
import { accepted } from './rejection.ts';
import { refuseTaken } from './taken-login.ts';
import type { Target } from './target.ts';
import { authSourceWish, detailsWishes, passwordWish, profileWishes, statusWish } from './wishes.ts';
import type { Wish } from './wishes.ts';

type Create = Extract<Intent, { kind: 'create' }>;

/** Plans the making of an account; whom the rest of its work is about. */
export function planCreate(planning: Planning, create: Create, place: IntentPlace): Target {
  const login = filled(create.profile.login);
  if (login === undefined) throw invalidInput('A new account needs a login.', ['profile', 'login']);
  refuseTaken(planning, login);
  const source = authSourceFor(planning, create.details);
  if (source.isInternal === true && filled(create.password) === undefined) {
    throw invalidInput("A new account of Foreman's internal auth source needs a password.", ['password']);
  }
  addStep(planning, 'create', createStep(planning, login, wishesOf(create, source.id, place), place));
  settleDisplayName(planning, place, 'CREATE_USER', login, create.profile, undefined);
  return {
    account: place.account,
    login,
    path: '/api/users/{id}',
    isExternal: source.isInternal === false,
  };
}

function createStep(
  { client, query }: Planning,
  login: string,
  wishes: readonly Wish[],
  place: IntentPlace,
): Step {
  const { system } = client;
  return {
    operation: 'CREATE_USER',
    summary: `Create ${login}`,
    isDestructive: false,
    replaced: [],
    places: [place],
    request: { method: 'POST', path: '/api/users', query },
    isIdempotent: false,
    send: async (call) => {
      const answer = await client.write(call, {
        method: 'POST',
        path: '/api/users',
        query,
        json: { user: attributesOf(wishes) },
      });
      const row = parseAnswer(userShow, accepted(answer, system, 'account'), system);
      return { accountId: row.id, ...sentOf(system, login, wishes, row) };
    },
    look: async (call) =>
      looking(async () => {
        const wanted = { ids: [], logins: [login] };
        const { rows, failed } = await findAccounts(client, { ...call, isFresh: true }, wanted);
        const row = rows.find((each) => fold(each.login) === fold(login));
        if (row !== undefined) return { verdict: 'landed', accountId: row.id };
        return failed.length > 0 ? unclear : missing;
      }),
  };
}

function wishesOf(create: Create, authSourceId: string, place: IntentPlace): readonly Wish[] {
  return [
    ...profileWishes(create.profile, place),
    ...authSourceWish(place, authSourceId),
    ...(create.password === undefined ? [] : [passwordWish(place, create.password)]),
    ...(create.isActive ? [] : [statusWish(place, false)]),
    ...detailsWishes(create.details, place, true),
  ];
}
