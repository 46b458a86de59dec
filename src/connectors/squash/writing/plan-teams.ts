import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, SettledIntent, Step } from '#connectors/writing.ts';
import { noSuch } from '#connectors/no-such.ts';
import { unwrap } from '#domain/settled.ts';
import { inChunks } from './in-chunks.ts';
import type { WritingParts } from './parts.ts';
import { listed, unchanged } from './planned.ts';
import type { Planned } from './planned.ts';
import { createStep, readBack } from './step.ts';
import type { StepDraft } from './step.ts';
import { idIn, wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';
import type { TeamNames } from './team-names.ts';

type Direction = 'add' | 'remove';

/** A team that an account is to be in, or out of. */
interface TeamChange {
  readonly id: string;
  readonly name: string;
  readonly places: readonly IntentPlace[];
}

/** How the teams of one account are written. */
export interface TeamWays {
  readonly names: TeamNames;
  /** Undefined where the account's login may not be used. */
  readonly byLogin: string | undefined;
}

/** A query holds some eight thousand characters; names have up to fifty, thrice as long when encoded. */
const mostNames = 40;

/**
 * Teams go by name through the account's login, several in one call (squash.md 2.8). Names that this would split, or
 * that are not one team's alone, and accounts that have no path by login, go by id through the team, one call each.
 */
export function planTeams(
  parts: WritingParts,
  subject: Subject,
  ways: TeamWays | undefined,
  direction: Direction,
): Planned {
  const held = new Set(subject.teams.map(({ team }) => team.nativeId));
  const open = new Map<string, TeamChange>();
  const settled: SettledIntent[] = [];
  for (const wish of wishesOf(subject, direction === 'add' ? 'addTeam' : 'removeTeam')) {
    const { nativeId: id } = wish.intent.team;
    const name = ways?.names.get(id) ?? wish.intent.team.name ?? id;
    if (held.has(id) === (direction === 'add')) {
      settled.push(unchanged(wish, summaryOf(subject, [name], direction)));
      continue;
    }
    if (ways?.names.get(id) === undefined) throw noSuch(parts.system, 'team', id);
    open.set(id, { id, name, places: [...(open.get(id)?.places ?? []), wish.place] });
  }
  if (ways === undefined || open.size === 0) return { steps: [], settled };
  return { steps: stepsFor(parts, subject, [...open.values()], ways, direction), settled };
}

function stepsFor(
  parts: WritingParts,
  subject: Subject,
  changes: readonly TeamChange[],
  { names, byLogin }: TeamWays,
  direction: Direction,
): readonly Step[] {
  const named = byLogin === undefined ? [] : changes.filter(({ id }) => names.isSendable(id));
  const others = changes.filter((change) => !named.includes(change));
  return [
    ...inChunks(named, mostNames).map((chunk) =>
      teamStep(parts, subject, chunk, direction, {
        path: byLogin ?? '',
        query: `teamNames=${chunk.map(({ name }) => encodeURIComponent(name)).join(',')}`,
      }),
    ),
    ...others.map((change) =>
      teamStep(parts, subject, [change], direction, {
        path: `/teams/${change.id}/members`,
        query: `userIds=${idIn(subject)}`,
      }),
    ),
  ];
}

function teamStep(
  parts: WritingParts,
  subject: Subject,
  changes: readonly TeamChange[],
  direction: Direction,
  request: Pick<StepDraft, 'path' | 'query'>,
): Step {
  const { system } = parts;
  const { login } = subject;
  const isAdding = direction === 'add';
  const unmet = async (call: Call, id: string): Promise<readonly TeamChange[]> => {
    const held = await teamIdsOf(parts, call, id);
    return changes.filter((change) => held.has(change.id) !== isAdding);
  };
  return createStep(parts, subject, {
    operation: isAdding ? 'ADD_TO_TEAM' : 'REMOVE_FROM_TEAM',
    summary: summaryOf(
      subject,
      changes.map(({ name }) => name),
      direction,
    ),
    places: changes.flatMap(({ places }) => places),
    method: isAdding ? 'POST' : 'DELETE',
    ...request,
    isIdempotent: true,
    // What the server does not know it may ignore without a word (squash.md 2.8, 3.1).
    sent: async (call, id) => ({
      missing: (await readBack(system, unmet(call, id))).flatMap(({ name, places }) =>
        places.map((place) => ({
          place,
          message: `${system}: the server said yes, but ${login} is ${isAdding ? 'not' : 'still'} in team ${name}.`,
        })),
      ),
    }),
    look: async (call, id): Promise<Look> => ({
      verdict: (await unmet(call, id)).length === 0 ? 'landed' : 'missing',
    }),
  });
}

/** Teams an account is in now. */
async function teamIdsOf(parts: WritingParts, call: Call, id: string): Promise<ReadonlySet<string>> {
  const row = await parts.userRows.one(call, id);
  if (row === undefined) throw noSuch(parts.system, 'account', id);
  const held = (await parts.readHeldTeams(call, [{ row, isWhole: true }])).get(id);
  return new Set((held === undefined ? [] : unwrap(held)).map(({ team }) => team.nativeId));
}

function summaryOf({ login }: Subject, names: readonly string[], direction: Direction): string {
  const teams = `${names.length === 1 ? 'team' : 'teams'} ${listed(names)}`;
  return direction === 'add' ? `Add ${login} to ${teams}` : `Remove ${login} from ${teams}`;
}
