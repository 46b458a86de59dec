import type { PageShape } from '#http/answer.ts';
import { z } from 'zod';

/**
 * Shapes as received (foreman.md 2.2, 4, 6.2). Plugins add keys and versions lack some, so keys are dropped or
 * absent without complaint, and a wrong type in a field that only describes counts as absent. What identity
 * depends on (id, login, membership) must be right.
 */

const text = z.string().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const id = z.union([z.int().nonnegative().transform(String), z.string().regex(/^\d+$/u)]);
const named = z.object({ id: id.nullish().catch(undefined), name: text });
const present = z.object({ id }).nullish().catch(undefined);

const roleMention = z.object({ id, name: text, description: text });
const groupMention = z.object({ id, name: text });
const groupWithRoles = groupMention.extend({ roles: z.array(roleMention).nullish() });

/** An account as a list shows it. */
export const userRow = z.object({
  id,
  login: z.string().min(1),
  firstname: text,
  lastname: text,
  mail: text,
  mail_enabled: flag,
  admin: flag,
  /** The own flag, or that of a group. */
  effective_admin: flag,
  /** Since 2.2. */
  disabled: flag,
  auth_source_id: id.nullish().catch(undefined),
  auth_source_name: text,
  timezone: text,
  locale: text,
  description: text,
  last_login_on: text,
  created_at: text,
  updated_at: text,
  default_organization: named.nullish().catch(undefined),
  default_location: named.nullish().catch(undefined),
  organizations: z.array(named).nullish(),
  locations: z.array(named).nullish(),
});

/** An account as a show gives it. */
export const userShow = userRow.extend({
  /** Direct ones, without the Default role. */
  roles: z.array(roleMention).nullish(),
  /** Direct membership. */
  usergroups: z.array(groupMention).nullish(),
  /** Direct and inherited membership. */
  cached_usergroups: z.array(groupWithRoles).nullish(),
  /** One of these, by the type of its auth source; plugins add more. */
  auth_source_internal: present,
  auth_source_ldap: present,
  auth_source_external: present,
});

export const groupRow = groupMention;

export const groupShow = groupMention.extend({
  users: z.array(z.object({ id })),
  /** Direct children. */
  usergroups: z.array(groupMention),
  roles: z.array(roleMention),
  admin: flag,
  /** Groups of a directory whose members become this group's. */
  external_usergroups: z.array(named).nullish().catch(undefined),
});

export const roleRow = roleMention.extend({ builtin: z.number().nullish().catch(undefined) });

const places = z.array(z.unknown()).nullish().catch(undefined);

export const filterRow = z.object({
  id,
  /** Restricts the records; null or empty: all of them. */
  search: z.string().nullish(),
  resource_type: text,
  /** Until 3.17 or 3.18 (foreman.md 11). */
  'unlimited?': flag,
  role: z.object({ id, organizations: places, locations: places }),
  permissions: z.array(z.object({ name: z.string().min(1) })),
});

export const tokenRow = z.object({
  id,
  name: text,
  user_id: id.nullish(),
  created_at: text,
  expires_at: text,
  last_used_at: text,
  'active?': flag,
  /** Since 2.4. */
  'revoked?': flag,
});

/** The answer to the making of a token: the only one that shows its value. */
export const createdToken = tokenRow.extend({ token_value: z.string().min(1) });

export const authSourceRow = z.object({ id, type: text, name: text });

/** Rights of the caller; rows repeat and are never paged (foreman.md 4.4). */
export const ownPermissions = z.object({ results: z.array(z.object({ name: z.string() })) });

export const serverStatus = z.object({ version: z.string().min(1).nullish() });

/** What a list comes in. `total` counts all visible rows, matching or not, and is of no use here. */
const envelope = z.object({ subtotal: z.int().nonnegative().nullish(), results: z.array(z.unknown()) });

export function pageOf<Row>(row: z.ZodType<Row>): PageShape<z.infer<typeof envelope>, Row> {
  return { envelope, row, paths: [['results']] };
}

/** A refusal that names attributes (E3 of foreman.md 1.5): what is wrong with each. */
export const attributeErrors = z.object({
  error: z.object({ errors: z.record(z.string(), z.array(z.string())) }),
});

/**
 * Bodies of failures come in eight shapes (foreman.md 1.5): `error` an object, a string or absent, `message` at
 * the top, or no JSON at all.
 */
export const failureBody = z.object({
  message: text,
  error: z
    .union([
      z.string(),
      z.object({ class: text, missing_permissions: z.array(z.string()).nullish().catch(undefined) }),
    ])
    .nullish()
    .catch(undefined),
});

export type UserRow = z.infer<typeof userRow>;
export type UserShow = z.infer<typeof userShow>;
export type GroupRow = z.infer<typeof groupRow>;
export type GroupShow = z.infer<typeof groupShow>;
export type RoleMention = z.infer<typeof roleMention>;
export type RoleRow = z.infer<typeof roleRow>;
export type FilterRow = z.infer<typeof filterRow>;
export type TokenRow = z.infer<typeof tokenRow>;
export type AuthSourceRow = z.infer<typeof authSourceRow>;
