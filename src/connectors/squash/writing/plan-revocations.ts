import type { Call } from '#connectors/connector.ts';
import type { IntentPlace, Look, SettledIntent, Step } from '#connectors/writing.ts';
import type { Project } from '#domain/entities.ts';
import { heldOn, permissionsOf, projectName } from './held-on.ts';
import type { WritingParts } from './parts.ts';
import { listed, unchanged } from './planned.ts';
import type { Planned } from './planned.ts';
import { createStep, readBack } from './step.ts';
import { idIn, wishesOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** Taking back goes by project, whatever is held there, all projects in one call. */
export function planRevocations(parts: WritingParts, subject: Subject): Planned {
  const granted = new Set(wishesOf(subject, 'grantPermission').map(({ intent }) => intent.project.nativeId));
  const open = new Map<string, { readonly project: Project; readonly places: IntentPlace[] }>();
  const settled: SettledIntent[] = [];
  for (const wish of wishesOf(subject, 'revokePermission')) {
    const { project } = wish.intent;
    // Where another is given, the giving displaces it, and this would take that back.
    if (granted.has(project.nativeId)) continue;
    const held = heldOn(subject.permissions, project);
    if (held.length === 0) {
      settled.push(unchanged(wish, revokeSummary(subject, [`its permission on ${projectName(project)}`])));
      continue;
    }
    const revocation = open.get(project.nativeId) ?? { project, places: [] };
    revocation.places.push(wish.place);
    open.set(project.nativeId, revocation);
  }
  if (open.size === 0) return { steps: [], settled };
  return { steps: [revocationStep(parts, subject, [...open.values()])], settled };
}

function revocationStep(
  parts: WritingParts,
  subject: Subject,
  open: readonly { readonly project: Project; readonly places: readonly IntentPlace[] }[],
): Step {
  const { system } = parts;
  const unmet = async (call: Call, id: string) => {
    const held = await permissionsOf(parts, call, id);
    return open.filter(({ project }) => heldOn(held, project).length > 0);
  };
  const taken = open.flatMap(({ project }) =>
    heldOn(subject.permissions, project).map((permission) => `${permission} on ${projectName(project)}`),
  );
  return createStep(parts, subject, {
    operation: 'REVOKE_PROJECT_PERMISSION',
    summary: revokeSummary(subject, taken),
    places: open.flatMap(({ places }) => places),
    method: 'DELETE',
    path: `/users/${idIn(subject)}/permissions`,
    query: `ids=${open.map(({ project }) => project.nativeId).join(',')}`,
    isIdempotent: true,
    sent: async (call, id) => ({
      missing: (await readBack(system, unmet(call, id))).flatMap(({ project, places }) =>
        places.map((place) => ({
          place,
          message: `${system}: the server said yes, but ${subject.login} still holds a permission on ${projectName(project)}.`,
        })),
      ),
    }),
    look: async (call, id): Promise<Look> => ({
      verdict: (await unmet(call, id)).length === 0 ? 'landed' : 'missing',
    }),
  });
}

export function revokeSummary({ login }: Subject, taken: readonly string[]): string {
  return `Take ${listed(taken)} from ${login}`;
}
