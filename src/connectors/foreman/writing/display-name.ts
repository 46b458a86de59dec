import { filled } from '#connectors/known.ts';
import type { IntentPlace } from '#connectors/writing.ts';
import type { ProfileChange } from '#domain/intents.ts';
import type { Operation } from '#domain/operations.ts';
import type { UserRow } from '../wire.ts';
import { settleUnchanged, settleUnsupported } from './draft.ts';
import type { Planning } from './draft.ts';
import { noDisplayName } from './instructions.ts';

/**
 * Foreman keeps no display name. One that the first and the last name give, after the change, is no wish at all; any
 * other cannot be had, which is said beside what else is done.
 */
export function settleDisplayName(
  planning: Planning,
  place: IntentPlace,
  operation: Operation,
  login: string,
  profile: ProfileChange,
  row: UserRow | undefined,
): void {
  const wanted = filled(profile.displayName);
  if (wanted === undefined || wanted === displayNameAfter(login, profile, row)) return;
  settleUnsupported(planning, place, operation, `Change the display name of ${login}`, noDisplayName);
}

/** Says that a profile needs no write where that is all there is to say. */
export function settleProfileAsItIs(planning: Planning, place: IntentPlace, login: string): void {
  const isSaid = planning.draft.settled.some(
    (each) => each.place.account === place.account && each.place.intent === place.intent,
  );
  if (!isSaid) settleUnchanged(planning, place, 'UPDATE_USER', `Change the profile of ${login}`);
}

function displayNameAfter(login: string, profile: ProfileChange, row: UserRow | undefined): string {
  const names = [profile.firstName ?? row?.firstname, profile.lastName ?? row?.lastname].map(filled);
  return names.filter((name) => name !== undefined).join(' ') || (profile.login ?? login);
}
