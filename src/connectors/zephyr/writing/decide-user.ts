import type { IntentPlace, SettledIntent } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import { detailChanges, profileChanges, statusChange } from './field-changes.ts';
import { addGroup, addRole, removeGroup, removeRole } from './holding-changes.ts';
import { joinSummaries, unsupported } from './plan-part.ts';
import { instead, refusedEverywhere } from './unsupported.ts';
import { applyAll } from './user-change.ts';
import type { PlacedChange, Subject, UserChange } from './user-change.ts';
import type { WholeObject } from './whole-object.ts';

/** What is left to write of a user once all that is so already, or cannot be, is set aside. */
export interface UserDecision {
  readonly changes: readonly PlacedChange[];
  readonly settled: readonly SettledIntent[];
  /** The user as it is to become. */
  readonly becomes: WholeObject;
}

/** Whether an intent goes into the one write of the whole user. */
export function isOfUser(intent: Intent): boolean {
  return userIntents.has(intent.kind);
}

const userIntents: ReadonlySet<Intent['kind']> = new Set([
  'updateProfile',
  'updateDetails',
  'setStatus',
  'addRole',
  'removeRole',
  'addGroup',
  'removeGroup',
]);

/** Goes through the intents in order, each on top of what those before it make of the user. */
export function decideUser(
  user: WholeObject,
  intents: readonly Intent[],
  account: number,
  subject: Subject,
): UserDecision {
  const changes: PlacedChange[] = [];
  const settled: SettledIntent[] = [];
  let becomes = user;
  for (const [index, intent] of intents.entries()) {
    const place = { account, intent: index };
    if (refusedEverywhere(intent, subject.login) !== undefined) continue;
    const wished = changesOf(intent, subject);
    const lacking = wished.filter((change) => !change.isSo(becomes));
    const refusal = refusalOf(becomes, intent, lacking);
    if (refusal === undefined) {
      becomes = applyAll(becomes, lacking);
      changes.push(...lacking.map((change) => ({ change, place })));
    } else {
      const about = lacking.length > 0 ? lacking : wished;
      settled.push(unsupported(place, { ...headOf(about), manualInstruction: refusal }));
    }
    const unnamed = refusedDisplayName(place, intent, becomes, subject);
    settled.push(...unnamed);
    const isSo = refusal === undefined && lacking.length === 0 && (wished.length > 0 || unnamed.length === 0);
    if (isSo && isOfUser(intent)) settled.push({ place, outcome: 'UNCHANGED', ...headOf(wished) });
  }
  return { changes, settled, becomes };
}

function changesOf(intent: Intent, subject: Subject): readonly UserChange[] {
  switch (intent.kind) {
    case 'updateProfile':
      return profileChanges(intent.profile, subject);
    case 'updateDetails':
      return detailChanges(intent.details, subject);
    case 'setStatus':
      return [statusChange(intent.status, subject)];
    case 'addRole':
      return [addRole(intent.role, subject)];
    case 'removeRole':
      return [removeRole(intent.role, subject)];
    case 'addGroup':
      return [addGroup(intent.group, subject)];
    case 'removeGroup':
      return [removeGroup(intent.group, subject)];
    default:
      return [];
  }
}

/** Why this user cannot be changed so (zephyr.md 2.4). */
function refusalOf(user: WholeObject, intent: Intent, lacking: readonly UserChange[]): string | undefined {
  const isExpired = user['accountExpired'] === true;
  if (intent.kind === 'setStatus' && intent.status === 'ACTIVE' && isExpired) return instead.EXPIRED_USER;
  const isOfRoles = intent.kind === 'addRole' || intent.kind === 'removeRole';
  return user['isInternal'] === false && !isOfRoles && lacking.length > 0
    ? instead.DIRECTORY_USER
    : undefined;
}

/** The display name asked for, unless first and last name give it anyway. */
function refusedDisplayName(
  place: IntentPlace,
  intent: Intent,
  user: WholeObject,
  { login }: Subject,
): readonly SettledIntent[] {
  const wished = 'profile' in intent ? intent.profile.displayName : undefined;
  const given = [user['firstName'], user['lastName']].filter((part) => typeof part === 'string').join(' ');
  if (wished === undefined || wished === given) return [];
  const summary = `Change the display name of ${login}`;
  return [unsupported(place, { operation: 'UPDATE_USER', summary, manualInstruction: instead.DISPLAY_NAME })];
}

function headOf(changes: readonly UserChange[]): Pick<SettledIntent, 'operation' | 'summary'> {
  return {
    operation: changes[0]?.operation ?? 'UPDATE_USER',
    summary: joinSummaries(changes) || 'Change nothing',
  };
}
