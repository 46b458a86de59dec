import type { Call } from '#connectors/connector.ts';
import type { SettledIntent, Step } from '#connectors/writing.ts';
import { RollcallError } from '#domain/errors.ts';
import { toGroup } from '../mapping.ts';
import { userRow } from '../wire.ts';
import type { UserRow } from '../wire.ts';
import { fieldsStep } from './fields-step.ts';
import { manualInstructions } from './manual-instructions.ts';
import type { WritingParts } from './parts.ts';
import { requirePassword } from './plan-password.ts';
import { namesShown, requireOwnDetails } from './plan-profile.ts';
import { defaultGroup, planUserGroup } from './plan-user-group.ts';
import type { PlannedGroup } from './plan-user-group.ts';
import { unsupported } from './planned.ts';
import type { Planned } from './planned.ts';
import { createStep } from './step.ts';
import { wishesOf } from './subject.ts';
import type { Subject, WishOf } from './subject.ts';

/**
 * Creates the account, in its user group. It is always created active (squash.md 2.5); one that is to be inactive is
 * made so at once, before it is given anything.
 */
export function planCreation(parts: WritingParts, subject: Subject): Planned {
  const [wish] = wishesOf(subject, 'create');
  if (wish === undefined) return { steps: [], settled: [] };
  const group = planUserGroup(subject);
  const names = namesOf(wish, subject.login);
  const displayName = wish.intent.profile.displayName?.trim();
  const settled: SettledIntent[] = [...group.settled];
  if (displayName !== undefined && displayName !== namesShown(names.first_name, names.last_name)) {
    const summary = `Set the display name of ${subject.login}`;
    settled.push(unsupported(wish, summary, manualInstructions.displayName));
  }
  const steps = [creationStep(parts, subject, wish, group, names)];
  if (!wish.intent.isActive) steps.push(deactivation(parts, subject, wish));
  return { steps, settled };
}

/** The display name stands in for names that are not given: it is what they would be shown as. */
function namesOf({ intent: { profile } }: WishOf<'create'>, login: string) {
  const firstName = profile.firstName?.trim();
  const standIn = firstName === undefined ? profile.displayName?.trim() : undefined;
  return {
    ...(firstName === undefined ? {} : { first_name: firstName }),
    // Required since 4.1.0; the product itself falls back to the login (2.5).
    last_name: profile.lastName?.trim() || standIn || login,
  };
}

function creationStep(
  parts: WritingParts,
  subject: Subject,
  wish: WishOf<'create'>,
  group: PlannedGroup,
  names: ReturnType<typeof namesOf>,
): Step {
  const { system, client } = parts;
  const { login } = subject;
  const { profile, password, details } = wish.intent;
  requirePassword(system, password);
  if (details !== undefined) requireOwnDetails(system, details);
  const canDelete = details?.canDeleteFromFront;
  const email = profile.email?.trim();
  const target = group.target ?? defaultGroup;
  const json = {
    _type: 'user',
    login,
    password,
    ...names,
    ...(email === undefined ? {} : { email }),
    group: target,
    ...(canDelete === undefined ? {} : { can_delete_from_front: canDelete }),
  };
  return createStep(parts, undefined, {
    operation: 'CREATE_USER',
    summary: `Create ${login} in user group ${target}`,
    places: [wish.place, ...group.places.filter(({ intent }) => intent !== wish.place.intent)],
    method: 'POST',
    path: '/users',
    json,
    secret: password,
    isIdempotent: false,
    sent: async (_call, _id, answer) => {
      const row = client.parse(userRow, answer);
      return { accountId: row.id, missing: strangeGroup(system, row, target, wish) };
    },
    look: async (call) => {
      const { found, failed } = await parts.locate(call, { ids: [], logins: [login] }, false);
      if (found[0] !== undefined) return { verdict: 'landed', accountId: found[0].row.id };
      return { verdict: failed.length > 0 ? 'unclear' : 'missing' };
    },
  });
}

function strangeGroup(system: string, { login, group }: UserRow, target: string, wish: WishOf<'create'>) {
  if (typeof group !== 'string' || toGroup(group).nativeId === target) return [];
  const message = `${system}: ${login} was created in user group ${group}, although ${target} was asked for.`;
  return [{ place: wish.place, message }];
}

function deactivation(parts: WritingParts, subject: Subject, wish: WishOf<'create'>): Step {
  const places = [wish.place];
  return fieldsStep(parts, subject, [{ field: 'active', value: false, places }], {
    operation: 'SET_USER_STATUS',
    summary: `Disable ${subject.login}`,
  });
}

/** Throws ALREADY_EXISTS where another account has the login, as far as the server tells beforehand. */
export async function requireFreeLogin(
  parts: WritingParts,
  call: Call,
  login: string,
  ownId?: string,
): Promise<void> {
  const { system } = parts;
  const { found, failed } = await parts.locate(call, { ids: [], logins: [login] }, false);
  if (failed[0] !== undefined) throw failed[0].error;
  const taken = found.find(({ row }) => row.id !== ownId);
  if (taken === undefined) return;
  throw new RollcallError('ALREADY_EXISTS', `${system}: there is already an account ${taken.row.login}.`, {
    system,
    field: ['profile', 'login'],
  });
}
