import type { Call } from '../call.ts';
import { isTimeZone } from '../time-zones.ts';
import { hasOtherAdministrator } from './administrators.ts';
import { taxonomyErrors } from './placement.ts';
import { mayAssignRoles } from './role-assignment.ts';
import type { Errors, UserDraft } from './draft.ts';

type Check = (draft: UserDraft) => Errors;

/** All that is wrong with an account, by attribute (foreman.md 2.6, 2.7). */
export function userErrors(validation: UserDraft): Errors {
  const checks: readonly Check[] = [
    loginErrors,
    authSourceErrors,
    passwordErrors,
    mailErrors,
    nameErrors,
    localeErrors,
    defaultPlaceErrors,
    statusErrors,
    roleErrors,
    taxonomyErrors,
  ];
  return Object.assign({}, ...checks.map((check) => check(validation))) as Errors;
}

function loginErrors({ call, draft, before }: UserDraft): Errors {
  const { store } = call.server;
  const { login } = draft;
  if (login.trim() === '') return { login: ["can't be blank"] };
  const messages: string[] = [];
  const owner = store.userByLogin(login);
  if (owner !== undefined && owner.id !== draft.id) messages.push('already exists');
  if (!/^[\p{L}\p{M}\p{N}_\-@.\\$#+]*$/u.test(login)) messages.push('is invalid');
  if (Array.from(login).length > 100) messages.push('is too long (maximum is 100 characters)');
  if (login === 'current_user') messages.push('is reserved');
  const isExternal = before !== undefined && sourceType(call, before.authSourceId) !== 'AuthSourceInternal';
  if (isExternal && login !== before.login) messages.push('Cannot be changed for an external account');
  const isGroupName = [...store.groups.values()].some((group) => group.name === login);
  return {
    ...(messages.length === 0 ? {} : { login: messages }),
    ...(isGroupName ? { base: ['A user group already exists with this name'] } : {}),
  };
}

function authSourceErrors({ authSourceType }: UserDraft): Errors {
  if (authSourceType === undefined) return { auth_source_id: ["can't be blank"] };
  return authSourceType === 'AuthSourceHidden' ? { auth_source: ['is not permitted'] } : {};
}

function passwordErrors({ call, draft, before, changes, authSourceType }: UserDraft): Errors {
  if (authSourceType !== 'AuthSourceInternal') return {};
  const { password = '', passwordConfirmation, currentPassword } = changes;
  if (password === '') return draft.password === undefined ? { password_hash: ["can't be blank"] } : {};
  const isOwn = before !== undefined && before.id === call.caller.user.id;
  const isConfirmed = passwordConfirmation === undefined || passwordConfirmation === password;
  return {
    ...(isConfirmed ? {} : { password_confirmation: ["doesn't match Password"] }),
    ...(isOwn && currentPassword !== before.password ? { current_password: ['Incorrect password'] } : {}),
  };
}

/** Optional on create; on update required where mail is enabled (2.6). */
function mailErrors({ draft, before }: UserDraft): Errors {
  const { mail = '' } = draft;
  if (mail === '') return before !== undefined && draft.mailEnabled ? { mail: ["can't be blank"] } : {};
  const isAddress = /^[^\s@]+@[\p{L}\p{N}]+([.-][\p{L}\p{N}]+)*$/u.test(mail);
  const messages = [
    ...(isAddress ? [] : ['is invalid']),
    ...(mail.length > 254 ? ['is too long (maximum is 254 characters)'] : []),
  ];
  return messages.length === 0 ? {} : { mail: messages };
}

function nameErrors({ draft }: UserDraft): Errors {
  const errors: Errors = {};
  for (const attribute of ['firstname', 'lastname'] as const) {
    const name = draft[attribute] ?? '';
    const messages = [
      ...(Array.from(name).length > 50 ? ['is too long (maximum is 50 characters)'] : []),
      ...(/^[\p{L}\p{M}\p{N}\s'_\-.()<>;=,]*$/u.test(name) ? [] : ['is invalid']),
    ];
    if (messages.length > 0) errors[attribute] = messages;
  }
  return errors;
}

function localeErrors({ draft }: UserDraft): Errors {
  const { locale, timezone } = draft;
  const messages = [
    ...(locale !== undefined && locale.length > 5 ? ['is too long (maximum is 5 characters)'] : []),
    ...(locale !== undefined && !/^\w{2}([_-]\w{2})?$/u.test(locale) ? ['is invalid'] : []),
  ];
  return {
    ...(messages.length === 0 ? {} : { locale: messages }),
    ...(timezone === undefined || isTimeZone(timezone) ? {} : { timezone: ['is not valid'] }),
  };
}

/** Admins may have any default (2.6). */
function defaultPlaceErrors({ call, draft }: UserDraft): Errors {
  if (call.server.store.isAdmin(draft)) return {};
  const { defaultOrganizationId: organization, defaultLocationId: location } = draft;
  const isOutside = (id: number | undefined, own: ReadonlySet<number>): boolean =>
    id !== undefined && !own.has(id);
  return {
    ...(isOutside(organization, draft.organizationIds)
      ? { default_organization: ['default organizations need to be user organizations first'] }
      : {}),
    ...(isOutside(location, draft.locationIds)
      ? { default_location: ['default locations need to be user locations first'] }
      : {}),
  };
}

function statusErrors({ call, draft, before }: UserDraft): Errors {
  const isOwn = before !== undefined && before.id === call.caller.user.id;
  const losesAdmin = before !== undefined && before.admin && !draft.admin;
  const isLast = losesAdmin && !hasOtherAdministrator(call.server.store, new Set([draft.id]));
  return {
    ...(isOwn && draft.disabled ? { disabled: ['It is not possible to disable yourself'] } : {}),
    ...(isLast ? { admin: ['cannot be removed from the last admin account'] } : {}),
  };
}

function roleErrors({ call, draft, before }: UserDraft): Errors {
  const isSame = before === undefined ? draft.roleIds.size === 0 : sameIds(before.roleIds, draft.roleIds);
  if (isSame || mayAssignRoles(call, draft.roleIds)) return {};
  return { role_ids: ["you can't assign some of roles you selected"] };
}

function sourceType(call: Call, authSourceId: number): string | undefined {
  return call.server.store.authSources.get(authSourceId)?.type;
}

function sameIds(left: ReadonlySet<number>, right: ReadonlySet<number>): boolean {
  return left.size === right.size && left.isSubsetOf(right);
}
