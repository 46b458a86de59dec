import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { AccountWork, IntentPlace, SettledIntent } from '#connectors/writing.ts';
import type { Project } from '#domain/entities.ts';
import { fewAtOnce } from '../zephyr.ts';
import { readProject } from './live.ts';
import type { LiveProject, TeamRow, WritableZephyr } from './live.ts';
import { readPermissionRoles } from './permission-roles.ts';
import type { PlanPart } from './plan-part.ts';
import { projectStep } from './project-step.ts';
import { loginIn } from './subject.ts';
import { applyTo, isSo } from './team-changes.ts';
import type { TeamChange, TeamRole } from './team-changes.ts';

interface Wish {
  readonly place: IntentPlace;
  readonly project: Project;
  readonly login: string;
  readonly userId: string | undefined;
  /** Absent: off the team. */
  readonly permission?: string | undefined;
}

/** Permissions on projects: one write for each project, whoever and however many it is about. */
export async function planProjects(
  zephyr: WritableZephyr,
  call: Call,
  work: readonly AccountWork[],
): Promise<PlanPart> {
  const wishes = Map.groupBy(wishesIn(work), ({ project }) => project.nativeId);
  const projects = await pMap(wishes.keys(), async (id) => readProject(zephyr, call, id), fewAtOnce);
  const isGranting = [...wishes.values()].flat().some(({ permission }) => permission !== undefined);
  const roleOf = isGranting ? await readPermissionRoles(zephyr, call, projects) : undefined;
  const parts = projects.map((project) =>
    planProject(
      zephyr,
      project,
      (wishes.get(project.id) ?? []).map((wish) => changeOf(wish, roleOf)),
    ),
  );
  return {
    steps: parts.flatMap(({ steps }) => steps),
    settled: parts.flatMap(({ settled }) => settled),
    state: parts.map(({ state }) => state),
  };
}

function wishesIn(work: readonly AccountWork[]): readonly Wish[] {
  return work.flatMap((each, account) =>
    each.intents.flatMap((intent, index): readonly Wish[] => {
      if (intent.kind !== 'grantPermission' && intent.kind !== 'revokePermission') return [];
      return [
        {
          place: { account, intent: index },
          project: intent.project,
          login: loginIn(each),
          userId: each.account?.nativeId,
          permission: intent.kind === 'grantPermission' ? intent.permission : undefined,
        },
      ];
    }),
  );
}

function changeOf(
  { place, project, login, userId, permission }: Wish,
  roleOf: ((permission: string) => TeamRole) | undefined,
): TeamChange {
  const role = permission === undefined ? undefined : roleOf?.(permission);
  const projectName = project.name ?? project.nativeId;
  return {
    place,
    account: place.account,
    userId,
    role,
    operation: role === undefined ? 'REVOKE_PROJECT_PERMISSION' : 'GRANT_PROJECT_PERMISSION',
    summary:
      role === undefined
        ? `Take ${login} off project ${projectName}`
        : `Make ${login} ${role.name ?? role.id} on project ${projectName}`,
  };
}

function planProject(zephyr: WritableZephyr, project: LiveProject, wished: readonly TeamChange[]): PlanPart {
  const changes: TeamChange[] = [];
  const settled: SettledIntent[] = [];
  let rows: readonly TeamRow[] = project.members;
  for (const change of wished) {
    const { place, operation, summary, userId } = change;
    if (isSo(rows, userId, change)) settled.push({ place, outcome: 'UNCHANGED', operation, summary });
    else {
      changes.push(change);
      if (userId !== undefined) rows = applyTo(rows, userId, change);
    }
  }
  return {
    steps: changes.length === 0 ? [] : [projectStep(zephyr, project, changes)],
    settled,
    state: stateOf(project, wished),
  };
}

/** Only what the plan depends on: others come and go on a project all the time. */
function stateOf({ id, members }: LiveProject, wished: readonly TeamChange[]): unknown {
  const concerned = new Set(wished.map(({ userId }) => userId));
  const rows = members.filter(({ userId }) => concerned.has(userId));
  return {
    id,
    members: rows.map(({ userId, roleId }) => `${userId} ${roleId}`).toSorted(),
    roles: wished.map(({ role }) => role?.id ?? null),
  };
}
