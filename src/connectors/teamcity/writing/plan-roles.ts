import { unwrap } from '#domain/settled.ts';
import type { HttpAnswer } from '#http/http.ts';
import { z } from 'zod';
import type { Sent } from '#connectors/writing.ts';
import { rolesOf } from '../lineage.ts';
import { accountStep } from './account-step.ts';
import { roleNotAddressable } from './instructions.ts';
import { alike, ofKind, summaryOf } from './intents.ts';
import type { Alike, IntentOf, Placed } from './intents.ts';
import { lookAtAccount, rolesIn } from './look.ts';
import type { WritingParts } from './parts.ts';
import { canBeSegment, segment } from './path-segment.ts';
import { together, unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { entityOf } from './send-write.ts';
import { isAssignmentOf, scopeOf } from './scope.ts';
import type { WantedRole } from './scope.ts';
import type { Target } from './target.ts';

type RoleIntent = IntentOf<'addRole' | 'removeRole'>;

/**
 * One call for one role in one scope. The lists that replace all roles take them away first and stop at the first bad
 * one, with the account left without the rest (teamcity.md 2.10).
 */
export function planRoles(parts: WritingParts, target: Target, placed: readonly Placed[]): Planned {
  const intents = [...ofKind(placed, 'addRole'), ...ofKind(placed, 'removeRole')];
  const wishes = alike<RoleIntent>(intents, keyOf);
  return together(wishes.map((wish) => planRole(parts, target, wish)));
}

function keyOf(intent: RoleIntent): string {
  return JSON.stringify([intent.kind, intent.role.nativeId, scopeOf(intent)]);
}

function planRole(parts: WritingParts, target: Target, wish: Alike<RoleIntent>): Planned {
  const { intent, all, places } = wish;
  const { login } = target.names;
  const adds = intent.kind === 'addRole';
  const isHeld = unwrap(target.roles).some((held) => isAssignmentOf(held, intent));
  if (isHeld === adds) {
    const because = adds ? '' : throughGroup(target, intent);
    return { steps: [], settled: unchanged(all, login, because) };
  }
  if (!canBeSegment(intent.role.nativeId) || !canBeSegment(scopeOf(intent))) {
    return { steps: [], settled: unsupported(all, login, roleNotAddressable) };
  }
  const step = accountStep(parts, target, {
    stage: adds ? 'add' : 'remove',
    operation: adds ? 'ASSIGN_ROLE' : 'REVOKE_ROLE',
    summary: summaryOf(intent, login),
    places,
    method: adds ? 'PUT' : 'DELETE',
    below: `/roles/${segment(intent.role.nativeId)}/${segment(scopeOf(intent))}`,
    read: (answer) => (adds ? roleShown(answer, wish, parts.system) : {}),
    look: async (call, id) =>
      lookAtAccount(parts, call, id, adds ? 'present' : 'absent', (row) =>
        rolesIn(row, parts.system).some((held) => isAssignmentOf(held, intent)),
      ),
  });
  return { steps: [step], settled: [] };
}

/** A role that is not the account's own may come through a group: said, so that nobody thinks it gone. */
function throughGroup(target: Target, wanted: WantedRole): string {
  const carrier = target.lineage.groups.find((group) =>
    rolesOf(group)?.some((held) => isAssignmentOf(held, wanted)),
  );
  return carrier === undefined ? '' : `held through group ${carrier.name ?? carrier.key} only`;
}

const wireAssigned = z.object({ roleId: z.string(), scope: z.string().nullish() });

function roleShown(answer: HttpAnswer, { intent, places }: Alike<RoleIntent>, system: string): Sent {
  const shown = entityOf(wireAssigned, answer, system);
  if (shown === undefined || isAssignmentOf(shown, intent)) return {};
  const message = 'The answer of the server shows another role or scope than the one asked for.';
  return { missing: places.map((place) => ({ place, message })) };
}
