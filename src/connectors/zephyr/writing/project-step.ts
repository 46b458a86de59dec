import type { Call } from '#connectors/connector.ts';
import type { Progress, Sent, Step } from '#connectors/writing.ts';
import { settle } from '#domain/settled.ts';
import { readProject, teamRows } from './live.ts';
import type { LiveProject, TeamRow, WritableZephyr } from './live.ts';
import { joinSummaries, turns } from './plan-part.ts';
import type { PlannedStep } from './plan-part.ts';
import { applyTo, displacedBy, isSo } from './team-changes.ts';
import type { TeamChange } from './team-changes.ts';
import { accountIdOf, notCreated } from './update-step.ts';
import { orUnclear, verdictOf } from './verdict.ts';
import { requests } from './writes.ts';

/** All that changes in the team of one project, in one write of the whole project with its version (zephyr.md 3.3). */
export function projectStep(
  zephyr: WritableZephyr,
  project: LiveProject,
  changes: readonly TeamChange[],
): PlannedStep {
  const { system, writes } = zephyr;
  const gives = changes.some(({ role }) => role !== undefined);
  const step: Step = {
    operation: gives ? 'GRANT_PROJECT_PERMISSION' : 'REVOKE_PROJECT_PERMISSION',
    summary: joinSummaries(changes),
    isDestructive: false,
    replaced: changes.flatMap((change) => displacedText(project, change)),
    places: changes.map(({ place }) => place),
    request: requests.updateProject,
    // It is built anew each time from the team that is there.
    isIdempotent: true,
    send: async (call, progress) => {
      const known = changes.map((change) => ({ change, userId: userIdOf(change, progress) }));
      if (known.every(({ userId }) => userId === undefined)) throw notCreated(system);
      const now = await readProject(zephyr, call, project.id);
      const members = known.reduce(
        (rows, { change, userId }) => (userId === undefined ? rows : applyTo(rows, userId, change)),
        now.members,
      );
      const body = { ...now.object, members: members.map(({ object }) => object) };
      const answer = await writes.updateProject(call, project.id, body);
      const rows = await rowsAfter(zephyr, call, project.id, known, teamRows(answer['members']));
      return { missing: missingIn(system, rows, known) };
    },
    look: async (call, progress) => {
      const looked = readProject(zephyr, call, project.id).then(({ members }) =>
        verdictOf(changes.map((change) => isThere(members, { change, userId: userIdOf(change, progress) }))),
      );
      return orUnclear(looked);
    },
  };
  return { turn: gives ? turns.grant : turns.revokeGrant, step };
}

interface KnownChange {
  readonly change: TeamChange;
  /** Undefined where the user has not come into being. */
  readonly userId: string | undefined;
}

/** The team that the answer shows, or the one read once more where the answer does not show all that was asked for. */
async function rowsAfter(
  zephyr: WritableZephyr,
  call: Call,
  projectId: string,
  known: readonly KnownChange[],
  shown: readonly TeamRow[] | undefined,
): Promise<readonly TeamRow[] | undefined> {
  const isWhole =
    shown !== undefined && known.every((each) => each.userId === undefined || isThere(shown, each));
  if (isWhole) return shown;
  const read = await settle(readProject(zephyr, call, projectId), zephyr.system);
  return read.ok ? read.value.members : shown;
}

function missingIn(
  system: string,
  rows: readonly TeamRow[] | undefined,
  known: readonly KnownChange[],
): Sent['missing'] {
  const missing = known.filter((each) => rows === undefined || !isThere(rows, each));
  if (missing.length === 0) return undefined;
  return missing.map(({ change, userId }) => ({
    place: change.place,
    message:
      userId === undefined
        ? `${system}: left out, for the account has not been created: ${change.summary}.`
        : `${system}: the server accepted the write but does not show this done: ${change.summary}.`,
  }));
}

function isThere(rows: readonly TeamRow[], { change, userId }: KnownChange): boolean {
  return userId !== undefined && isSo(rows, userId, change);
}

function userIdOf({ account, userId }: TeamChange, progress: Progress): string | undefined {
  return accountIdOf({ account, id: userId }, progress);
}

function displacedText({ name, members }: LiveProject, change: TeamChange): readonly string[] {
  const row = displacedBy(members, change.userId, change);
  return row === undefined ? [] : [`${row.roleName ?? row.roleId ?? 'no role'} on ${name}`];
}
