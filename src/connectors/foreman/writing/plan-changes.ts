import type { IntentPlace } from '#connectors/writing.ts';
import type { Intent } from '#domain/intents.ts';
import type { UserShow } from '../wire.ts';
import { refuseUnknownAuthSource } from './auth-sources.ts';
import { addStep, settleUnchanged, settleUnsupported } from './draft.ts';
import type { Planning } from './draft.ts';
import { settleDisplayName, settleProfileAsItIs } from './display-name.ts';
import { administratorByGroup, ownPassword, passwordElsewhere } from './instructions.ts';
import { placesOf, putStep } from './put-account.ts';
import { refuseTaken } from './taken-login.ts';
import { placeOf } from './target.ts';
import type { Target } from './target.ts';
import { detailsWishes, foremanDetails, passwordWish, profileWishes, statusWish } from './wishes.ts';
import type { Wish } from './wishes.ts';

type Indexed = readonly (readonly [number, Intent])[];

/** Profile, details and password of an account in one PUT, which is all or nothing. */
export function planChanges(planning: Planning, target: Target, intents: Indexed): void {
  const wishes = intents.flatMap(([index, intent]) =>
    wishesOf(planning, target, intent, placeOf(target, index)),
  );
  if (wishes.length === 0) return;
  const isPasswordOnly = wishes.every((wish) => wish.name === 'password');
  const names = [...new Set(wishes.map((wish) => wish.name))].join(', ');
  const step = putStep(planning, target, {
    operation: isPasswordOnly ? 'SET_PASSWORD' : 'UPDATE_USER',
    summary: `${isPasswordOnly ? 'Set' : 'Change'} the ${names} of ${target.login}`,
    wishes,
  });
  addStep(planning, 'change', step);
}

/** Whether the account can be used. */
export function planStatus(planning: Planning, target: Target, intents: Indexed): void {
  for (const [index, intent] of intents) {
    if (intent.kind !== 'setStatus') continue;
    const isActive = intent.status === 'ACTIVE';
    const wish = statusWish(placeOf(target, index), isActive);
    const summary = `${isActive ? 'Enable' : 'Disable'} ${target.login}`;
    if (isMetNow(wish, target.show)) {
      settleUnchanged(planning, wish.place, 'SET_USER_STATUS', summary);
    } else {
      const step = putStep(planning, target, { operation: 'SET_USER_STATUS', summary, wishes: [wish] });
      addStep(planning, 'status', step);
    }
  }
}

function wishesOf(planning: Planning, target: Target, intent: Intent, place: IntentPlace): readonly Wish[] {
  if (intent.kind === 'updateProfile') {
    if (intent.profile.login !== undefined) refuseTaken(planning, intent.profile.login, target.show?.id);
    const wishes = unmet(profileWishes(intent.profile, place), target.show);
    settleDisplayName(planning, place, 'UPDATE_USER', target.login, intent.profile, target.show);
    if (wishes.length === 0) settleProfileAsItIs(planning, place, target.login);
    return wishes;
  }
  if (intent.kind === 'updateDetails') {
    const { authSourceId } = foremanDetails(intent.details);
    if (authSourceId !== undefined) refuseUnknownAuthSource(planning, authSourceId);
    const wishes = unmet(detailsWishes(intent.details, place), target.show);
    settleDetails(planning, target, intent, place, wishes);
    return wishes;
  }
  if (intent.kind === 'setPassword') return passwordWishes(planning, target, intent.password, place);
  return [];
}

function settleDetails(
  planning: Planning,
  target: Target,
  intent: Extract<Intent, { kind: 'updateDetails' }>,
  place: IntentPlace,
  wishes: readonly Wish[],
): void {
  const { show, login } = target;
  const isByGroup = show?.admin === false && show.effective_admin === true;
  if (foremanDetails(intent.details).isAdministrator === false && isByGroup) {
    const summary = `Make ${login} no administrator any more`;
    settleUnsupported(planning, place, 'UPDATE_USER', summary, administratorByGroup);
  } else if (placesOf(wishes).length === 0) {
    settleUnchanged(planning, place, 'UPDATE_USER', `Change the details of ${login}`);
  }
}

function passwordWishes(
  planning: Planning,
  target: Target,
  password: string,
  place: IntentPlace,
): readonly Wish[] {
  const isOwn = target.show !== undefined && planning.facts.caller?.id === target.show.id;
  if (!isOwn && !target.isExternal) return [passwordWish(place, password)];
  const instruction = target.isExternal ? passwordElsewhere : ownPassword;
  const summary = `Set the password of ${target.login}`;
  settleUnsupported(planning, place, 'SET_PASSWORD', summary, instruction);
  return [];
}

function unmet(wishes: readonly Wish[], show: UserShow | undefined): readonly Wish[] {
  return wishes.filter((wish) => !isMetNow(wish, show));
}

function isMetNow(wish: Wish, show: UserShow | undefined): boolean {
  return show !== undefined && wish.isMet(show) === true;
}
