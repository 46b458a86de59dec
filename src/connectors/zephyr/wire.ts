import { isJavaLong } from '#connectors/java-long.ts';
import { z } from 'zod';

/**
 * Shapes as received (zephyr.md 2.1, 3 and 4). Ids and logins are required; every other member may be missing, null
 * or of another type, and then counts as not told.
 */

/** Positive numbers are people and things; -10 and the like are pseudo-users (zephyr.md 2.1). */
const id = z
  .union([z.number().refine(Number.isSafeInteger, { abort: true }), z.string().refine(isJavaLong)], {
    error: 'expected an id',
  })
  .transform(String);
/** Of what the server has just made. */
const positiveId = id.refine(isPositiveId, 'expected an id above 0');
const text = z.string().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
/** Fits what a client is given as a GraphQL Int. */
const count = z.int32().nullish().catch(undefined);
/** Milliseconds since 1970, as a number or as digits in a string. */
const milliseconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/u)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);

const mention = z.object({ id, name: text, description: text });
/** Not an array of mentions: told in a shape we cannot read, which is not the same as none. */
const mentions = z.array(mention).nullish().catch(undefined);

const login = z.string().min(1).nullish().catch(undefined);

export const userSchema = z
  .object({
    id,
    username: login,
    // Older servers.
    loginName: login,
    firstName: text,
    lastName: text,
    fullName: text,
    email: text,
    accountEnabled: flag,
    accountExpired: flag,
    credentialsExpired: flag,
    lastSuccessfulLogin: milliseconds,
    roles: mentions,
    groupSet: mentions,
    // Older servers.
    groups: mentions,
    userType: count,
    type: text,
    chargeableFlag: flag,
    isInternal: flag,
    isCustomizeUsername: flag,
    countAttempts: count,
  })
  .refine((user) => !isPositiveId(user.id) || loginOf(user) !== undefined, {
    path: ['username'],
    message: 'expected a login name',
  });
export type WireUser = z.infer<typeof userSchema>;
export type WireMention = z.infer<typeof mention>;

export const rolesSchema = z.array(mention.extend({ isProjectAppRole: flag }));
export type WireRole = z.infer<typeof rolesSchema>[number];
/** The member is called a name and holds a number (zephyr.md 3.1). */
export const rolePermissionsSchema = z.array(z.object({ applicationName: id }));
export const applicationsSchema = z.array(z.object({ id, name: z.string() }));

/** Bare, or in the envelope of paged answers, whose counters are not to be trusted (zephyr.md 5). */
export const groupsPageSchema = z.preprocess(
  (body) => (isEnvelope(body) ? body.results : body),
  z.array(mention),
);

export const projectSchema = z.object({
  id,
  name: text,
  description: text,
  active: flag,
  status: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
});
export type WireProject = z.infer<typeof projectSchema>;
export const projectsSchema = z.array(projectSchema);

/** `id` is the row's own and none of our business: the user is `userId` (zephyr.md 3.3). */
const teamRow = z
  .object({
    userId: id,
    role: z
      .object({ id: id.nullish().catch(undefined), name: text, text })
      .nullish()
      .catch(undefined),
  })
  .refine((row) => !isPositiveId(row.userId) || roleNameOf(row) !== undefined, {
    path: ['role'],
    message: 'expected a role with a name or an id',
  });
export type WireTeamRow = z.infer<typeof teamRow>;
export const projectTeamSchema = z.array(teamRow);
export const idsSchema = z.array(id);

export const tokensSchema = z.array(
  z.object({
    id,
    label: text,
    // The user's number in lists, the login in the answer of a create.
    createdBy: z
      .union([z.string(), z.number().transform(String)])
      .nullish()
      .catch(undefined),
  }),
);
export type WireToken = z.infer<typeof tokensSchema>[number];

/** The token itself is in no other answer. */
export const newTokenSchema = z.object({ id: positiveId, label: text, token: z.string().min(1) });
export type WireNewToken = z.infer<typeof newTokenSchema>;

/** Writes of projects answer wrapped, reads bare (zephyr.md 3.3). */
export const writtenProjectSchema = z.preprocess(
  (body) => (isWrapped(body) ? body.projectDto : body),
  projectSchema,
);

export function isPositiveId(value: string): boolean {
  return isJavaLong(value) && value !== '0' && !value.startsWith('-');
}

export function loginOf(user: {
  readonly username?: string | null | undefined;
  readonly loginName?: string | null | undefined;
}): string | undefined {
  return user.username ?? user.loginName ?? undefined;
}

interface TeamRole {
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly text?: string | null | undefined;
}

/** Rows read carry `{id, name}`, rows written `{id, text}` (zephyr.md 3.3). Blanks at the end belong to a name. */
export function roleNameOf(row: { readonly role?: TeamRole | null | undefined }): string | undefined {
  return row.role?.name ?? row.role?.text ?? row.role?.id ?? undefined;
}

function isEnvelope(body: unknown): body is { readonly results: unknown } {
  return typeof body === 'object' && body !== null && 'results' in body;
}

function isWrapped(body: unknown): body is { readonly projectDto: unknown } {
  return typeof body === 'object' && body !== null && 'projectDto' in body;
}
