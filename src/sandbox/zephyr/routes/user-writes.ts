import type { SandboxReply, SandboxRequest } from '../../kernel/exchange.ts';
import type { RouteParams, Router } from '../../kernel/router.ts';
import { userSetup } from '../applications.ts';
import { numberField, readObject } from '../body.ts';
import { dashboardRole } from '../built-in-roles.ts';
import type { ZephyrContext } from '../context.ts';
import type { ZephyrUser } from '../entities.ts';
import { jacksonReply } from '../jackson.ts';
import { readInteger } from '../query.ts';
import { Refusal, invalid, unknownTarget } from '../refusal.ts';
import { requireApplication } from '../rights.ts';
import { nextUserId } from '../store.ts';
import type { ZephyrState } from '../store.ts';
import { changedFields, clearedForm, formOf, newUserForm, readUserForm } from '../user-form.ts';
import type { CompleteUserForm, UserForm } from '../user-form.ts';
import { userWire } from '../user-wire.ts';

/** Create and update; there is no delete (zephyr.md 2.3, 2.4). */
export function userWriteRoutes(router: Router<ZephyrContext>): void {
  router.on('POST', '/user', createUser).on('PUT', '/user/:id', updateUser);
}

function createUser(context: ZephyrContext, _: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, userSetup);
  const form = readUserForm(context, readObject(request), newUserForm);
  refuseDuplicate(context, form, undefined);
  if (switches.licence === 'refuse') throw licenceExceeded();
  const user: ZephyrUser = {
    ...form,
    id: nextUserId(state),
    roleIds: switches.createGrantsRoles === 'yes' ? form.roleIds : [],
    accountExpired: false,
    isInternal: true,
    // The first password is the login (zephyr.md 2.3).
    password: form.username,
    countAttempts: 0,
    lastFailureAt: undefined,
    lastSuccessfulLogin: undefined,
  };
  state.users.set(user.id, user);
  state.userIdByLogin.set(user.username.toLowerCase(), user.id);
  return jacksonReply(switches.createStatus, userWire(state, switches)(user));
}

function updateUser(context: ZephyrContext, { id }: RouteParams, request: SandboxRequest): SandboxReply {
  const { state, switches, caller } = context;
  requireApplication(state, caller, userSetup);
  const userId = readInteger(id ?? '', switches);
  const body = readObject(request);
  const user = state.users.get(userId);
  if (user === undefined) throw unknownTarget(switches, 'User', userId);
  const before = formOf(user);
  const base = switches.putOmittedFields === 'kept' ? before : clearedForm;
  if (numberField(body, 'id', base === before ? userId : undefined) !== userId) {
    throw invalid('The id of the user does not match the one in the path.');
  }
  const form = readUserForm(context, body, base);
  refuseDuplicate(context, form, user);
  refuseDirectoryEdit(user, before, form);
  if (switches.licence === 'refuse' && isCharged(form) && !isCharged(before)) throw licenceExceeded();
  applyForm(state, user, form);
  return jacksonReply(200, userWire(state, switches)(user));
}

function applyForm(state: ZephyrState, user: ZephyrUser, form: CompleteUserForm): void {
  // Expiring the credentials is the password reset; what it is reset to is the login (zephyr.md 2.5).
  if (form.credentialsExpired && !user.credentialsExpired) user.password = form.username;
  state.userIdByLogin.delete(user.username.toLowerCase());
  Object.assign(user, form);
  state.userIdByLogin.set(user.username.toLowerCase(), user.id);
}

/** Logins are one whatever the case; so are e-mail addresses, which come in lower case from the product's own page. */
function refuseDuplicate(
  { state, switches }: ZephyrContext,
  form: CompleteUserForm,
  self: ZephyrUser | undefined,
): void {
  const holder = state.userIdByLogin.get(form.username.toLowerCase());
  if (holder !== undefined && holder !== self?.id) {
    throw new Refusal(switches.duplicateUser, `Username ${form.username} already exists.`, '143z04');
  }
  const email = form.email.toLowerCase();
  if (email === self?.email?.toLowerCase()) return;
  for (const other of state.users.values()) {
    if (other !== self && other.email?.toLowerCase() === email) {
      throw new Refusal(switches.duplicateUser, `Email ${form.email} already exists.`, '143z04');
    }
  }
}

/** The product's own page sets the last two anew from the roles whenever it saves (zephyr.md 2.4). */
const followRoles = new Set<keyof UserForm>(['roleIds', 'userType', 'chargeableFlag']);

/** Of an account that comes from a directory server only the roles may be changed (zephyr.md 2.4). */
function refuseDirectoryEdit(user: ZephyrUser, before: UserForm, after: UserForm): void {
  if (user.isInternal) return;
  const others = changedFields(before, after).filter((field) => !followRoles.has(field));
  if (others.length > 0)
    throw invalid(`Only roles can be changed for an LDAP or Crowd user, not ${others.join(', ')}.`);
}

/** Accounts that are off, without a role, or with the dashboard role only do not count for the licence. */
function isCharged(form: UserForm): boolean {
  return form.accountEnabled && form.roleIds.some((id) => id !== dashboardRole);
}

function licenceExceeded(): Refusal {
  return new Refusal(400, 'The number of licensed users has been exceeded.', '5223');
}
