import type { IntentPlace, SettledIntent } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import type { DetailsChange, ProfileChange } from '#domain/intents.ts';
import { groupOf } from '../mapping.ts';
import type { UserRow } from '../wire.ts';
import { fieldLabels, fieldsStep, isMet } from './fields-step.ts';
import type { Field, FieldWish } from './fields-step.ts';
import { manualInstructions } from './manual-instructions.ts';
import type { WritingParts } from './parts.ts';
import { listed, unchanged, unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { planUserGroup } from './plan-user-group.ts';
import { wishesOf } from './subject.ts';
import type { Subject, WishOf } from './subject.ts';

/**
 * Names, details and user group of an account that is there: one PATCH of what changes. For one that the plan makes,
 * creation sees to its group.
 */
export function planProfile(parts: WritingParts, subject: Subject): Planned {
  const { system } = parts;
  const { row, login } = subject;
  const wishes = wishesOf(subject, 'updateProfile', 'updateDetails');
  const wanted = new Map<Field, FieldWish>();
  for (const { intent, place } of wishes) {
    const values =
      intent.kind === 'updateProfile'
        ? profileFields(system, intent.profile)
        : detailsFields(system, intent.details);
    for (const [field, value] of values) {
      wanted.set(field, { field, value, places: [...(wanted.get(field)?.places ?? []), place] });
    }
  }
  const changed = [...wanted.values()].filter((wish) => row === undefined || !isMet(wish, row));

  const group = row === undefined ? noGroup : planUserGroup(subject);
  const all: readonly FieldWish[] =
    group.target === undefined
      ? changed
      : [...changed, { field: 'group', value: group.target, places: group.places }];

  const settled: SettledIntent[] = [...group.settled];
  const isCovered = (place: IntentPlace): boolean =>
    all.some(({ places }) => places.some(({ intent }) => intent === place.intent)) ||
    settled.some((each) => each.place.intent === place.intent);
  for (const wish of wishes) {
    const strange = displayNameNotMet(subject, wish, wanted);
    if (strange !== undefined) settled.push(unsupported(wish, strange, manualInstructions.displayName));
    else if (!isCovered(wish.place)) settled.push(unchanged(wish, `Change ${login}`));
  }
  if (all.length === 0) return { steps: [], settled };
  return { steps: [fieldsStep(parts, subject, all, texts(subject, changed, group.target))], settled };
}

const noGroup = { target: undefined, places: [], settled: [] } as const;

function texts(
  { login, row }: Subject,
  changed: readonly FieldWish[],
  group: string | undefined,
): Parameters<typeof fieldsStep>[3] {
  const current = row === undefined ? undefined : groupOf(row)?.nativeId;
  const renamed = changed.find(({ field }) => field === 'login')?.value;
  const labels = changed.map(({ field }) => fieldLabels[field]);
  const rename = renamed === undefined ? '' : ` (login from now on: ${String(renamed)})`;
  const change = labels.length === 0 ? undefined : `Change the ${listed(labels)} of ${login}${rename}`;
  const move =
    group === undefined ? undefined : `Move ${login} from user group ${current ?? 'unknown'} to ${group}`;
  return {
    operation: change === undefined ? 'ADD_TO_GROUP' : 'UPDATE_USER',
    summary: [change, move].filter((part) => part !== undefined).join('; '),
    replaced: group === undefined || current === undefined ? [] : [`user group ${current}`],
  };
}

function profileFields(system: string, profile: ProfileChange): readonly (readonly [Field, string])[] {
  const fields = [
    ['login', profile.login],
    ['first_name', profile.firstName],
    ['last_name', profile.lastName],
    ['email', profile.email],
  ] as const;
  // The server trims, so that a blank name is none; login and last name cannot be cleared (squash.md 2.6).
  if (profile.login?.trim() === '') throw cannotBeEmpty(system, 'login');
  if (profile.lastName?.trim() === '') throw cannotBeEmpty(system, 'lastName');
  return fields.flatMap(([field, value]) => (value === undefined ? [] : [[field, value.trim()] as const]));
}

function detailsFields(system: string, details: DetailsChange): readonly (readonly [Field, boolean])[] {
  requireOwnDetails(system, details);
  const { canDeleteFromFront } = details;
  return canDeleteFromFront === undefined ? [] : [['can_delete_from_front', canDeleteFromFront]];
}

export function requireOwnDetails(
  system: string,
  details: DetailsChange,
): asserts details is Extract<DetailsChange, { readonly kind: 'squash' }> {
  if (details.kind === 'squash') return;
  throw new RollcallError(
    'INVALID_INPUT',
    `${system}: expected details of Squash TM, got those of ${details.kind}.`,
    { system, field: ['details', details.kind] },
  );
}

export function cannotBeEmpty(system: string, name: 'login' | 'lastName'): RollcallError {
  const label = name === 'login' ? 'a login' : 'a last name';
  return new RollcallError('INVALID_INPUT', `${system}: every account has ${label}; it cannot be empty.`, {
    system,
    field: ['profile', name],
  });
}

/** What was wanted as display name and is not what the names will give; undefined where nothing is amiss. */
function displayNameNotMet(
  { login, row }: Subject,
  { intent }: WishOf<'updateProfile' | 'updateDetails'>,
  wanted: ReadonlyMap<Field, FieldWish>,
): string | undefined {
  const displayName = intent.kind === 'updateProfile' ? intent.profile.displayName?.trim() : undefined;
  if (displayName === undefined) return undefined;
  const nameAfter = (field: 'first_name' | 'last_name'): string | undefined =>
    wanted.get(field)?.value.toString() ?? row?.[field] ?? undefined;
  return namesShown(nameAfter('first_name'), nameAfter('last_name')) === displayName
    ? undefined
    : `Set the display name of ${login}`;
}

export function namesShown(firstName: UserRow['first_name'], lastName: UserRow['last_name']): string {
  return [firstName, lastName]
    .map((name) => name?.trim())
    .filter(Boolean)
    .join(' ');
}
