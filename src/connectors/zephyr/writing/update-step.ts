import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Progress, Sent, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Operation } from '#domain/operations.ts';
import { settle } from '#domain/settled.ts';
import { readUser } from './live.ts';
import type { WritableZephyr } from './live.ts';
import { joinSummaries, turns } from './plan-part.ts';
import type { PlannedStep } from './plan-part.ts';
import { mergedBody } from './user-change.ts';
import type { PlacedChange } from './user-change.ts';
import { orUnclear, verdictOf } from './verdict.ts';
import type { WholeObject } from './whole-object.ts';
import { requests } from './writes.ts';

/** Which account: one that is there, or the one that the plan makes at this place of the work. */
export interface Target {
  readonly account: number;
  readonly id?: string | undefined;
}

/** Everything that is to become of one user, in the one write there is for it (zephyr.md 2.4). */
export function updateStep(
  zephyr: WritableZephyr,
  target: Target,
  user: WholeObject,
  placed: readonly PlacedChange[],
): PlannedStep {
  const changes = placed.map(({ change }) => change);
  const request = target.id === undefined ? requests.updateNewUser : requests.updateUser(target.id);
  /** What the user was right before the write: what was so then tells nothing of whether it landed. */
  let before: WholeObject | undefined;
  const step: Step = {
    operation: leading(changes.map(({ operation }) => operation)),
    summary: joinSummaries(changes),
    isDestructive: changes.some((change) => change.isDestructive),
    replaced: changes.flatMap((change) => change.replaced(user)),
    places: onceEachPlace(placed),
    request,
    // It is built anew each time from what is there.
    isIdempotent: true,
    send: async (call, progress) => {
      const id = requireAccountId(zephyr.system, target, progress);
      const now = await readUser(zephyr, call, id);
      before = now;
      const answer = await zephyr.writes.updateUser(call, id, mergedBody(now, changes));
      return { missing: await missingFrom(zephyr, call, id, answer, placed) };
    },
    look: async (call, progress) => {
      const id = accountIdOf(target, progress);
      // Without an id nothing can have been sent.
      if (id === undefined) return { verdict: 'missing' };
      const telling = changes.filter((change) => before === undefined || !change.isShown(before));
      const looked = readUser(zephyr, call, id).then((now) =>
        verdictOf((telling.length > 0 ? telling : changes).map((change) => change.isShown(now))),
      );
      return orUnclear(looked);
    },
  };
  const givesSomething = changes.some(({ operation }) => additions.has(operation));
  return { turn: givesSomething ? turns.addToUser : turns.takeFromUser, step };
}

/**
 * What the answer does not show, unless the user read once more does: an answer is the only evidence, and the
 * documented ones leave things out (zephyr.md 2.3). A read that fails does not make the write a failure (6.22).
 */
export async function missingFrom(
  { writes, system }: WritableZephyr,
  call: Call,
  id: string,
  answer: WholeObject,
  placed: readonly PlacedChange[],
): Promise<Sent['missing']> {
  const unseen = placed.filter(({ change }) => !change.isShown(answer));
  if (unseen.length === 0) return undefined;
  const read = await settle(writes.user({ ...call, isFresh: true }, id), system);
  const shown = read.ok && read.value.isTold ? read.value.row.object : answer;
  const missing = unseen.filter(({ change }) => !change.isShown(shown));
  if (missing.length === 0) return undefined;
  return missing.map(({ change, place }) => ({
    place,
    message: `${system}: the server accepted the write but does not show this done: ${change.summary}.`,
  }));
}

export function accountIdOf(target: Target, progress: Progress): string | undefined {
  return target.id ?? progress.accountIds.get(target.account);
}

function requireAccountId(system: string, target: Target, progress: Progress): string {
  const id = accountIdOf(target, progress);
  if (id === undefined) throw notCreated(system);
  return id;
}

export function notCreated(system: string): RollcallError {
  const message = `${system}: the account that this is about has not been created.`;
  return new RollcallError('CONFLICT', message, { system });
}

const additions: ReadonlySet<Operation> = new Set(['ASSIGN_ROLE', 'ADD_TO_GROUP', 'UPDATE_USER']);

/** From the most telling on. */
const byWeight: readonly Operation[] = [
  'SET_USER_STATUS',
  'ASSIGN_ROLE',
  'REVOKE_ROLE',
  'ADD_TO_GROUP',
  'REMOVE_FROM_GROUP',
];

function leading(operations: readonly Operation[]): Operation {
  return byWeight.find((operation) => operations.includes(operation)) ?? 'UPDATE_USER';
}

function onceEachPlace(placed: readonly PlacedChange[]): readonly IntentPlace[] {
  return [...new Set(placed.map(({ place }) => place))];
}
