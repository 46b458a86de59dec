import { serverError } from '../answers.ts';
import {
  attributesOf,
  flagAttribute,
  idAttribute,
  idsAttribute,
  namesAttribute,
  textAttribute,
} from '../attributes.ts';
import type { Attributes } from '../attributes.ts';
import type { Call } from '../call.ts';
import { knownRoleIds, knownTaxonomyIds } from '../references.ts';
import type { UserRow } from '../rows.ts';
import type { ForemanStore } from '../store.ts';

type Writable = Omit<UserRow, 'id' | 'createdAt' | 'updatedAt' | 'lastLoginAt' | 'password'>;

/** What a body asks to change, silently rid of what the caller may not set (foreman.md 2.6, 2.7). */
export interface UserChanges {
  readonly values: Partial<Writable>;
  readonly password: string | undefined;
  readonly passwordConfirmation: string | undefined;
  readonly currentPassword: string | undefined;
}

const textColumns = ['login', 'firstname', 'lastname', 'mail', 'timezone', 'locale', 'description'] as const;

/** Reads the attributes of a user; an id in them that refers to nothing is a 422, an unknown name a 500. */
export function userChanges(call: Call, target: UserRow | undefined): UserChanges {
  const attributes = attributesOf(call, 'user');
  const isOwn = target !== undefined && target.id === call.caller.user.id;
  return {
    values: {
      ...textValues(attributes),
      ...flagValues(attributes, call.caller.isAdmin),
      ...(isOwn ? {} : grantedValues(call.server.store, attributes)),
      ...placeValues(call.server.store, attributes),
    },
    password: textAttribute(attributes, 'password') ?? undefined,
    passwordConfirmation: textAttribute(attributes, 'password_confirmation') ?? undefined,
    currentPassword: textAttribute(attributes, 'current_password') ?? undefined,
  };
}

function textValues(attributes: Attributes): Partial<Writable> {
  const values: Partial<Record<(typeof textColumns)[number], string | undefined>> = {};
  for (const name of textColumns) {
    const value = textAttribute(attributes, name);
    if (value === undefined) continue;
    const isNoneWhenEmpty = name === 'timezone' || name === 'locale';
    values[name] = value === null || (value === '' && isNoneWhenEmpty) ? undefined : value;
  }
  const { login, ...others } = values;
  return 'login' in values ? { ...others, login: login ?? '' } : others;
}

function flagValues(attributes: Attributes, mayChangeAdmin: boolean): Partial<Writable> {
  const disabled = flagAttribute(attributes, 'disabled');
  const mailEnabled = flagAttribute(attributes, 'mail_enabled');
  const admin = mayChangeAdmin ? flagAttribute(attributes, 'admin') : undefined;
  return {
    ...(disabled === undefined ? {} : { disabled }),
    ...(mailEnabled === undefined ? {} : { mailEnabled }),
    ...(admin === undefined ? {} : { admin }),
  };
}

/** What nobody changes on the own record: roles and auth source. */
function grantedValues(store: ForemanStore, attributes: Attributes): Partial<Writable> {
  const byName = (name: string): number | undefined =>
    [...store.roles.values()].find((role) => role.name === name)?.id;
  const roleIds = idsAttribute(attributes, 'role_ids') ?? namesAttribute(attributes, 'role_names', byName);
  const authSourceId = authSourceIdOf(store, attributes);
  return {
    ...(roleIds === undefined ? {} : { roleIds: knownRoleIds(store, roleIds) }),
    ...(authSourceId === undefined ? {} : { authSourceId }),
  };
}

function authSourceIdOf(store: ForemanStore, attributes: Attributes): number | undefined {
  const id = idAttribute(attributes, 'auth_source_id');
  if (id !== undefined && id !== null) return id;
  const name = textAttribute(attributes, 'auth_source_name');
  if (name === undefined || name === null) return undefined;
  const source = [...store.authSources.values()].find((row) => row.name === name);
  if (source === undefined) throw serverError();
  return source.id;
}

function placeValues(store: ForemanStore, attributes: Attributes): Partial<Writable> {
  const organizationIds = idsAttribute(attributes, 'organization_ids');
  const locationIds = idsAttribute(attributes, 'location_ids');
  const organization = idAttribute(attributes, 'default_organization_id');
  const location = idAttribute(attributes, 'default_location_id');
  return {
    ...(organizationIds === undefined
      ? {}
      : { organizationIds: knownTaxonomyIds(store, 'organization', organizationIds) }),
    ...(locationIds === undefined ? {} : { locationIds: knownTaxonomyIds(store, 'location', locationIds) }),
    ...(organization === undefined ? {} : { defaultOrganizationId: organization ?? undefined }),
    ...(location === undefined ? {} : { defaultLocationId: location ?? undefined }),
  };
}
