import { invalid } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { recordAnswer } from '../listing.ts';
import { checkAuthSourceExists } from '../references.ts';
import type { UserRow } from '../rows.ts';
import { shownUser } from '../wire/users.ts';
import { userChanges } from './changes.ts';
import type { UserChanges } from './changes.ts';
import { initialPlaces, isWithinReach } from './placement.ts';
import { userErrors } from './validation.ts';

/** `POST /users`: 201 with the show view (foreman.md 2.6). */
export function createUser(call: Call): Answer {
  const changes = userChanges(call, undefined);
  const draft = newUser(call, changes);
  check(call, draft, undefined, changes, 'create_users');
  const user = { ...draft, id: call.server.store.nextId('users') };
  call.server.store.addUser(user);
  return recordAnswer(call, 201, shownUser(call.server, user, call.caller.zone));
}

/** `PUT /users/{id}`: only what is given changes; a refused update changes nothing (2.7). */
export function updateUser(call: Call, user: UserRow): Answer {
  const changes = userChanges(call, user);
  const isNewPassword = changes.password !== undefined && changes.password !== '';
  const draft: UserRow = {
    ...user,
    ...changes.values,
    ...(isNewPassword ? { password: changes.password } : {}),
  };
  check(call, draft, user, changes, 'edit_users');
  const { store } = call.server;
  if (draft.login !== user.login) store.renameUser(user, draft.login);
  if (hasNewColumns(user, draft)) draft.updatedAt = call.server.now().getTime();
  Object.assign(user, draft);
  return recordAnswer(call, 200, shownUser(call.server, user, call.caller.zone));
}

function newUser(call: Call, { values, password }: UserChanges): UserRow {
  const now = call.server.now().getTime();
  return {
    id: 0,
    login: '',
    firstname: undefined,
    lastname: undefined,
    mail: undefined,
    mailEnabled: false,
    admin: false,
    disabled: false,
    authSourceId: 0,
    timezone: undefined,
    locale: undefined,
    description: undefined,
    lastLoginAt: undefined,
    createdAt: now,
    updatedAt: now,
    roleIds: new Set(),
    defaultOrganizationId: undefined,
    defaultLocationId: undefined,
    password: password === '' ? undefined : password,
    ...values,
    organizationIds: initialPlaces(call, 'organization', values.organizationIds),
    locationIds: initialPlaces(call, 'location', values.locationIds),
  };
}

function check(
  call: Call,
  draft: UserRow,
  before: UserRow | undefined,
  changes: UserChanges,
  permission: 'create_users' | 'edit_users',
): void {
  const { store } = call.server;
  if (draft.authSourceId !== 0) checkAuthSourceExists(store, draft.authSourceId);
  const authSourceType = store.authSources.get(draft.authSourceId)?.type;
  const errors = userErrors({ call, draft, before, changes, authSourceType });
  if (Object.keys(errors).length > 0) throw invalid(before?.id, errors);
  if (!isWithinReach(call, draft, permission)) {
    throw invalid(before?.id, {
      base: [`You don't have permission ${permission} with these attributes, organizations or locations`],
    });
  }
}

const ownColumns = [
  'login',
  'firstname',
  'lastname',
  'mail',
  'mailEnabled',
  'admin',
  'disabled',
  'authSourceId',
  'timezone',
  'locale',
  'description',
  'defaultOrganizationId',
  'defaultLocationId',
  'password',
] as const;

/** Roles, organizations and locations are in tables of their own and leave `updated_at` alone. */
function hasNewColumns(before: UserRow, after: UserRow): boolean {
  return ownColumns.some((column) => before[column] !== after[column]);
}
