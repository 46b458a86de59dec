import { unwrap } from '#domain/settled.ts';
import type { HttpAnswer } from '#http/http.ts';
import { z } from 'zod';
import type { Sent } from '#connectors/writing.ts';
import { accountStep } from './account-step.ts';
import { addByWholeList } from './add-by-whole-list.ts';
import { everybodyIsInAllUsers, groupNotAddressable } from './instructions.ts';
import { alike, ofKind, summaryOf } from './intents.ts';
import type { Alike, IntentOf, Placed } from './intents.ts';
import { groupsIn, lookAtAccount } from './look.ts';
import type { WritingParts } from './parts.ts';
import { canBeSegment, segment } from './path-segment.ts';
import { together, unchanged, unsupported } from './planned.ts';
import type { Planned, StagedStep } from './planned.ts';
import { entityOf } from './send-write.ts';
import { allUsersGroup } from '../all-users-group.ts';
import type { Target } from './target.ts';

type GroupIntent = IntentOf<'addGroup' | 'removeGroup'>;
type GroupWish = Alike<GroupIntent>;

/** One call for one membership. Only direct ones can be given and taken. */
export function planGroups(parts: WritingParts, target: Target, placed: readonly Placed[]): Planned {
  const intents = [...ofKind(placed, 'addGroup'), ...ofKind(placed, 'removeGroup')];
  const wishes = alike<GroupIntent>(intents, ({ kind, group }) => `${kind} ${group.nativeId}`);
  return together(wishes.map((wish) => planGroup(parts, target, wish)));
}

function planGroup(parts: WritingParts, target: Target, wish: GroupWish): Planned {
  const { login } = target.names;
  const key = wish.intent.group.nativeId;
  const adds = wish.intent.kind === 'addGroup';
  const isMember = unwrap(target.groups).some((group) => group.key === key);
  if (isMember === adds) return { steps: [], settled: unchanged(wish.all, login) };
  if (adds) return { steps: [addStep(parts, target, wish)], settled: [] };
  if (key === allUsersGroup) {
    return { steps: [], settled: unsupported(wish.all, login, everybodyIsInAllUsers) };
  }
  if (!canBeSegment(key)) return { steps: [], settled: unsupported(wish.all, login, groupNotAddressable) };
  return { steps: [removeStep(parts, target, wish)], settled: [] };
}

const wireMembership = z.object({ key: z.string() });

/** POST adds one group: no document names it, but the vendor's own Terraform provider uses it (teamcity.md 2.9). */
function addStep(parts: WritingParts, target: Target, wish: GroupWish): StagedStep {
  const { intent, places } = wish;
  const key = intent.group.nativeId;
  return accountStep(parts, target, {
    stage: 'add',
    operation: 'ADD_TO_GROUP',
    summary: summaryOf(intent, target.names.login),
    places,
    method: 'POST',
    below: '/groups',
    query: 'fields=key',
    content: { kind: 'json', value: { key } },
    read: (answer) => groupShown(answer, wish, parts.system),
    afterRefusal: async (error, call, id) => addByWholeList(parts, error, call, id, key, places),
    look: async (call, id) =>
      lookAtAccount(parts, call, id, 'present', (row) =>
        groupsIn(row, parts.system).some((group) => group.key === key),
      ),
  });
}

function groupShown(answer: HttpAnswer, { intent, places }: GroupWish, system: string): Sent {
  const shown = entityOf(wireMembership, answer, system);
  if (shown === undefined || shown.key === intent.group.nativeId) return {};
  const message = 'The answer of the server shows another group than the one asked for.';
  return { missing: places.map((place) => ({ place, message })) };
}

function removeStep(parts: WritingParts, target: Target, { intent, places }: GroupWish): StagedStep {
  const key = intent.group.nativeId;
  return accountStep(parts, target, {
    stage: 'remove',
    operation: 'REMOVE_FROM_GROUP',
    summary: summaryOf(intent, target.names.login),
    places,
    method: 'DELETE',
    below: `/groups/key:${segment(key)}`,
    look: async (call, id) =>
      lookAtAccount(parts, call, id, 'absent', (row) =>
        groupsIn(row, parts.system).some((group) => group.key === key),
      ),
  });
}
