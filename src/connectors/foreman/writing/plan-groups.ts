import type { Call } from '#connectors/connector.ts';
import { filled } from '#connectors/known.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { IntentPlace, Look, Progress, Sent, Step } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { badAnswer, parseAnswer } from '#http/answer.ts';
import type { ForemanClient } from '../client.ts';
import { groupShow } from '../wire.ts';
import type { GroupShow } from '../wire.ts';
import { addStep, settleUnchanged, settleUnsupported } from './draft.ts';
import type { Planning } from './draft.ts';
import { memberByDirectory } from './instructions.ts';
import { looking, unclear, verdictOf } from './look.ts';
import { accepted } from './rejection.ts';
import { idOf, placeOf } from './target.ts';
import type { Target } from './target.ts';

interface MemberChange {
  readonly place: IntentPlace;
  readonly kind: 'addGroup' | 'removeGroup';
  readonly target: Target;
}

interface GroupChanges {
  readonly id: string;
  readonly name: string;
  /** Names of groups of a directory that it is linked to. */
  readonly linkedTo: string;
  readonly members: MemberChange[];
}

type Indexed = readonly (readonly [number, Intent])[];

/**
 * Memberships are an array of the group that replaces the one before (foreman.md 4.1): one PUT for each group,
 * however many accounts come or go.
 */
export function planGroups(
  planning: Planning,
  work: readonly { readonly target: Target; readonly intents: Indexed }[],
): void {
  const byGroup = new Map<string, GroupChanges>();
  for (const { target, intents } of work) {
    for (const [index, intent] of intents) {
      if (intent.kind !== 'addGroup' && intent.kind !== 'removeGroup') continue;
      const { nativeId: id } = intent.group;
      const changes = byGroup.get(id) ?? changesOf(planning, id, intent.group.name);
      byGroup.set(id, changes);
      const change = { place: placeOf(target, index), kind: intent.kind, target };
      if (!settleAtOnce(planning, changes, change)) changes.members.push(change);
    }
  }
  for (const changes of byGroup.values()) {
    if (changes.members.length === 0) continue;
    const isAdding = changes.members.some((change) => change.kind === 'addGroup');
    addStep(planning, isAdding ? 'give' : 'take', groupStep(planning.client, changes));
  }
}

function changesOf({ facts }: Planning, id: string, name: string | undefined): GroupChanges {
  const show = facts.groups.get(id);
  const links = show?.external_usergroups ?? [];
  return {
    id,
    name: filled(show?.name) ?? filled(name) ?? id,
    linkedTo: links.map((link) => filled(link.name) ?? 'an external group').join(', '),
    members: [],
  };
}

function settleAtOnce(planning: Planning, changes: GroupChanges, change: MemberChange): boolean {
  const { kind, target, place } = change;
  const isAdding = kind === 'addGroup';
  const operation = isAdding ? 'ADD_TO_GROUP' : 'REMOVE_FROM_GROUP';
  const summary = summaryOf({ ...changes, members: [change] });
  const show = planning.facts.groups.get(changes.id);
  if (show === undefined && isAdding) throw noSuch(planning.client.system, 'group', changes.id);
  const isMember = show?.users.some((user) => user.id === target.show?.id) === true;
  if (isMember === isAdding) {
    settleUnchanged(planning, place, operation, summary);
    return true;
  }
  if (changes.linkedTo === '' || !target.isExternal) return false;
  settleUnsupported(planning, place, operation, summary, memberByDirectory(changes.linkedTo));
  return true;
}

function groupStep(client: ForemanClient, changes: GroupChanges): Step {
  const path = `/api/usergroups/${changes.id}`;
  const isAdding = changes.members.some((change) => change.kind === 'addGroup');
  return {
    operation: isAdding ? 'ADD_TO_GROUP' : 'REMOVE_FROM_GROUP',
    summary: summaryOf(changes),
    isDestructive: false,
    replaced: [],
    places: changes.members.map((change) => change.place),
    request: { method: 'PUT', path },
    isIdempotent: true,
    send: async (call, progress) => {
      // There is no check of versions: members that came or went since the plan was made are kept only this way.
      const group = await readGroup(client, call, changes.id);
      const json = { usergroup: { user_ids: applied(group, changes, progress, client.system) } };
      const answer = await client.write(call, { method: 'PUT', path, json });
      const after = parseAnswer(groupShow, accepted(answer, client.system, 'group'), client.system);
      if (after.id !== changes.id) throw badAnswer(answer, client.system, `it is about group ${after.id}`);
      return sentOf(client.system, changes, progress, after);
    },
    look: async (call, progress) => looking(async () => lookAt(client, call, changes, progress)),
  };
}

async function readGroup(client: ForemanClient, call: Call, id: string): Promise<GroupShow> {
  const group = await client.group({ ...call, isFresh: true }, id);
  if (group === undefined) throw noSuch(client.system, 'group', id);
  return group;
}

function applied(
  group: GroupShow,
  changes: GroupChanges,
  progress: Progress,
  system: string,
): readonly number[] {
  const wanted = new Set(group.users.map((user) => user.id));
  for (const { kind, target } of changes.members) {
    const id = idOf(target, progress, system);
    if (kind === 'addGroup') wanted.add(id);
    else wanted.delete(id);
  }
  return [...wanted].map(Number);
}

function sentOf(system: string, changes: GroupChanges, progress: Progress, after: GroupShow): Sent {
  const missing = changes.members
    .filter((change) => !isDone(change, progress, after, system))
    .map(({ kind, place, target }) => ({
      place,
      message: `${system}: Foreman answered yes, and ${target.login} is ${kind === 'addGroup' ? 'not' : 'still'} in the group ${changes.name}.`,
    }));
  return missing.length === 0 ? {} : { missing };
}

async function lookAt(
  client: ForemanClient,
  call: Call,
  changes: GroupChanges,
  progress: Progress,
): Promise<Look> {
  const group = await client.group({ ...call, isFresh: true }, changes.id);
  if (group === undefined) return unclear;
  return verdictOf(changes.members.every((change) => isDone(change, progress, group, client.system)));
}

function isDone(
  { kind, target }: MemberChange,
  progress: Progress,
  group: GroupShow,
  system: string,
): boolean {
  const id = idOf(target, progress, system);
  return group.users.some((user) => user.id === id) === (kind === 'addGroup');
}

function summaryOf({ name, linkedTo, members }: GroupChanges): string {
  const logins = (kind: MemberChange['kind']): string =>
    members
      .filter((change) => change.kind === kind)
      .map((change) => change.target.login)
      .join(', ');
  const [added, removed] = [logins('addGroup'), logins('removeGroup')];
  // A linked group is synchronised again by any change of it (foreman.md 4.1).
  const hint = linkedTo === '' ? '' : `, which is synchronised with ${linkedTo} again`;
  if (added === '') return `Remove ${removed} from group ${name}${hint}`;
  return `Add ${added} to group ${name}${removed === '' ? '' : ` and remove ${removed}`}${hint}`;
}
