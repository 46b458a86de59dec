import { RollcallError } from '#domain/errors.ts';
import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, SettledIntent, Step } from '#connectors/writing.ts';
import type { Project } from '#domain/entities.ts';
import { heldOn, isSamePermission, permissionsOf, projectName } from './held-on.ts';
import { manualInstructions } from './manual-instructions.ts';
import type { WritingParts } from './parts.ts';
import { findPermissionWay } from './permission-ways.ts';
import type { PermissionWay } from './permission-ways.ts';
import { revokeSummary } from './plan-revocations.ts';
import { listed, unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { createStep, readBack } from './step.ts';
import { restated } from './write-refusal.ts';
import type { StepDraft } from './step.ts';
import { idIn, wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** A permission to be given on one project. */
interface Grant extends PermissionWay {
  readonly project: Project;
  readonly places: IntentPlace[];
  /** What the account holds there now, to be displaced. */
  readonly displaced: readonly string[];
}

/**
 * One call gives a permission on several projects and displaces what was held there: there is one permission per
 * project (squash.md 2.10). Taking one back where another is given is done by the giving, and would undo it if sent.
 */
export async function planGrants(parts: WritingParts, subject: Subject, call: Call): Promise<Planned> {
  const grants = new Map<string, Grant>();
  const settled: SettledIntent[] = [];
  const granted = new Map<string, string>();
  for (const wish of wishesOf(subject, 'grantPermission')) {
    const { project } = wish.intent;
    const way = await findPermissionWay(parts, call, wish.intent.permission, project.nativeId);
    const summary = grantSummary(subject, way.permission, [project]);
    const first = granted.get(project.nativeId) ?? way.permission;
    granted.set(project.nativeId, first);
    const held = heldOn(subject.permissions, project);
    if (!isSamePermission(first, way.permission)) {
      settled.push(unsupported(wish, summary, manualInstructions.secondPermission));
    } else if (held.length === 1 && held.every((each) => isSamePermission(each, first))) {
      settled.push(unchanged(wish, summary));
    } else {
      const displaced = held.map((each) => `${each} on ${projectName(project)}`);
      const grant = grants.get(project.nativeId) ?? { ...way, project, places: [], displaced };
      grant.places.push(wish.place);
      grants.set(project.nativeId, grant);
    }
  }
  for (const wish of wishesOf(subject, 'revokePermission')) {
    const { project } = wish.intent;
    if (!granted.has(project.nativeId)) continue;
    const grant = grants.get(project.nativeId);
    if (grant !== undefined && grant.displaced.length > 0) grant.places.push(wish.place);
    else
      settled.push(
        unchanged(wish, revokeSummary(subject, [`what else it holds on ${projectName(project)}`])),
      );
  }
  return { steps: grantSteps(parts, subject, [...grants.values()]), settled };
}

function grantSteps(parts: WritingParts, subject: Subject, grants: readonly Grant[]): readonly Step[] {
  const byName = Map.groupBy(
    grants.filter(({ profileId }) => profileId === undefined),
    ({ permission }) => permission,
  );
  const named = [...byName].map(([permission, together]) =>
    grantStep(parts, subject, together, {
      path: `/users/${idIn(subject)}/permissions/${encodeURIComponent(permission)}`,
      query: `ids=${together.map(({ project }) => project.nativeId).join(',')}`,
    }),
  );
  const byProfile = grants.filter(({ profileId }) => profileId !== undefined);
  const cleared = byProfile.map((grant) => {
    const profile = encodeURIComponent(grant.profileId ?? '');
    const path = `/projects/${grant.project.nativeId}/clearances/${profile}/users/${idIn(subject)}`;
    return grantStep(parts, subject, [grant], { path });
  });
  return [...named, ...cleared];
}

function grantStep(
  parts: WritingParts,
  subject: Subject,
  grants: readonly Grant[],
  request: Pick<StepDraft, 'path' | 'query'>,
): Step {
  const { system } = parts;
  const permission = grants[0]?.permission ?? '';
  const unmet = async (call: Call, id: string): Promise<readonly Grant[]> => {
    const held = await permissionsOf(parts, call, id);
    return grants.filter(
      ({ project }) => !heldOn(held, project).some((each) => isSamePermission(each, permission)),
    );
  };
  const step = createStep(parts, subject, {
    operation: 'GRANT_PROJECT_PERMISSION',
    summary: grantSummary(
      subject,
      permission,
      grants.map(({ project }) => project),
    ),
    places: grants.flatMap(({ places }) => places),
    replaced: grants.flatMap(({ displaced }) => displaced),
    method: 'POST',
    ...request,
    isIdempotent: true,
    // The answer shows the permission just given only, if that (2.10).
    sent: async (call, id) => ({
      missing: (await readBack(system, unmet(call, id))).flatMap(({ project, places }) =>
        places.map((place) => ({
          place,
          message: `${system}: the server said yes, but ${subject.login} does not hold ${permission} on ${projectName(project)}.`,
        })),
      ),
    }),
    look: async (call, id): Promise<Look> => ({
      verdict: (await unmet(call, id)).length === 0 ? 'landed' : 'missing',
    }),
  });
  return { ...step, send: (call, progress) => atPermission(step.send(call, progress)) };
}

/** The projects were just read: what a bad request is about is the permission. */
async function atPermission<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (!(error instanceof RollcallError) || error.httpStatus !== 400 || error.field !== undefined)
      throw error;
    throw restated(error, { field: ['permission'] });
  }
}

function grantSummary({ login }: Subject, permission: string, projects: readonly Project[]): string {
  return `Give ${login} the permission ${permission} on ${listed(projects.map(projectName))}`;
}
