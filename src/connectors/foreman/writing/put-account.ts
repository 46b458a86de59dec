import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, Progress, Sent, Step } from '#connectors/writing.ts';
import type { Operation } from '#domain/operations.ts';
import { badAnswer, parseAnswer } from '#http/answer.ts';
import type { HttpAnswer } from '#http/http.ts';
import type { ForemanClient } from '../client.ts';
import { userShow } from '../wire.ts';
import type { UserShow } from '../wire.ts';
import type { Planning } from './draft.ts';
import { administratorByGroup } from './instructions.ts';
import { looking, unclear, verdictOf } from './look.ts';
import { accepted } from './rejection.ts';
import { idOf, pathOf } from './target.ts';
import type { Target } from './target.ts';
import type { Wish } from './wishes.ts';

export interface PutPlan {
  readonly operation: Operation;
  readonly summary: string;
  readonly wishes: readonly Wish[];
}

/** One PUT for all the wishes: Foreman takes all of them or none (foreman.md 2.7). */
export function putStep({ client, query }: Planning, target: Target, plan: PutPlan): Step {
  const { wishes } = plan;
  const { show } = target;
  return {
    operation: plan.operation,
    summary: plan.summary,
    isDestructive: false,
    replaced: show === undefined ? [] : wishes.flatMap((wish) => wish.lost?.(show) ?? []),
    places: placesOf(wishes),
    request: { method: 'PUT', path: target.path, query },
    isIdempotent: true,
    send: async (call, progress) => {
      const row = await putAccount(client, call, target, progress, query, attributesOf(wishes));
      return sentOf(client.system, target.login, wishes, row);
    },
    look: async (call, progress) => looking(async () => lookAt(client, call, target, progress, wishes)),
  };
}

/** Sends the PUT; the account as it is then. */
export async function putAccount(
  client: ForemanClient,
  call: Call,
  target: Target,
  progress: Progress,
  query: string | undefined,
  attributes: Readonly<Record<string, unknown>>,
): Promise<UserShow> {
  const { system } = client;
  const id = idOf(target, progress, system);
  const answer = await client.write(call, {
    method: 'PUT',
    path: pathOf(target, progress, system),
    query,
    json: { user: attributes },
  });
  return ownRow(accepted(answer, system, 'account'), system, id);
}

/** The account of an answer, which must be the one that was meant. */
function ownRow(answer: HttpAnswer, system: string, id: string): UserShow {
  const row = parseAnswer(userShow, answer, system);
  if (row.id === id) return row;
  throw badAnswer(answer, system, `it is about account ${row.id}, not ${id}`);
}

/** What Foreman dropped without a word (foreman.md 2.6, 2.7), and what it takes more than this write for. */
export function sentOf(system: string, login: string, wishes: readonly Wish[], row: UserShow): Sent {
  const dropped = wishes
    .filter((wish) => wish.isMet(row) === false)
    .map((wish) => ({
      place: wish.place,
      message: `${system}: Foreman answered yes and left the ${wish.name} of ${login} as it was; the credentials may lack the right to it.`,
    }));
  const inherited = wishes
    .filter((wish) => wish.attributes['admin'] === false && wish.isMet(row) === true)
    .filter(() => row.effective_admin === true)
    .map((wish) => ({ place: wish.place, message: `${system}: ${login}: ${administratorByGroup}` }));
  const missing = [...dropped, ...inherited];
  return missing.length === 0 ? {} : { missing };
}

export function attributesOf(wishes: readonly Wish[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...wishes.map((wish) => wish.attributes)) as Readonly<Record<string, unknown>>;
}

export function placesOf(wishes: readonly Wish[]): readonly IntentPlace[] {
  const byText = new Map(wishes.map(({ place }) => [`${place.account}:${place.intent}`, place]));
  return [...byText.values()];
}

async function lookAt(
  client: ForemanClient,
  call: Call,
  target: Target,
  progress: Progress,
  wishes: readonly Wish[],
): Promise<Look> {
  const row = await client.user({ ...call, isFresh: true }, idOf(target, progress, client.system));
  if (row === undefined) return unclear;
  const seen = wishes.map((wish) => wish.isMet(row)).filter((isMet) => isMet !== undefined);
  return seen.length === 0 ? unclear : verdictOf(seen.every(Boolean));
}
