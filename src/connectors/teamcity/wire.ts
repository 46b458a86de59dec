import type { PageShape } from '#http/answer.ts';
import { z } from 'zod';

/**
 * Shapes as received. Nulls are left out by the server and empty lists come as `[]`, but an absent list is empty
 * or hidden (teamcity.md 1.4 and 6), so nearly everything may be missing. Ids and user names may not.
 */
const text = z.string().nullish();

/** Numbers, but ids are text everywhere else. */
const accountId = z.union([z.int(), z.string().regex(/^-?\d+$/u)]).transform(String);

/**
 * `roles`, `groups` and `properties` stay unparsed: if one of them does not fit, that part of that account has
 * failed and nothing else.
 */
const account = {
  id: accountId,
  name: text,
  email: text,
  lastLogin: text,
  realm: text,
  hasPassword: z.boolean().nullish(),
  roles: z.unknown().optional(),
  groups: z.unknown().optional(),
  properties: z.unknown().optional(),
};
const username = text.transform((name) => name ?? '');

/** Registered accounts have a user name; only the super user and the guest, with ids below zero, may not. */
export const wireAccount = z
  .object({ ...account, username })
  .refine((row) => row.username !== '' || row.id.startsWith('-'), {
    path: ['username'],
    message: 'expected a user name',
  });
/** Which id the account in use has where it is a special one is not known (teamcity.md 9.5). */
export const wireCurrentAccount = z.object({ ...account, username });
export type WireAccount = z.infer<typeof wireAccount>;

const counted = z.number().nullish();

export const wireAssignments = z.object({
  role: z.array(z.object({ roleId: z.string().min(1), scope: text })).nullish(),
});
export type WireAssignment = NonNullable<z.infer<typeof wireAssignments>['role']>[number];

export interface WireGroup {
  readonly key: string;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly roles?: z.infer<typeof wireAssignments> | null | undefined;
  readonly 'parent-groups'?: WireGroups | null | undefined;
}
export interface WireGroups {
  readonly count?: number | null | undefined;
  readonly group?: readonly WireGroup[] | null | undefined;
}
export const wireGroup: z.ZodType<WireGroup> = z.object({
  key: z.string().min(1),
  name: text,
  description: text,
  roles: wireAssignments.nullish(),
  get 'parent-groups'() {
    return wireGroups.nullish();
  },
});
export const wireGroups: z.ZodType<WireGroups> = z.object({
  count: counted,
  get group() {
    return z.array(wireGroup).nullish();
  },
});

const wireProperty = z.object({ name: z.string(), value: text });
export type WireProperty = z.infer<typeof wireProperty>;
export const wireProperties = z.object({ count: counted, property: z.array(wireProperty).nullish() });

export const wireRole = z.object({
  id: z.string().min(1),
  name: text,
  included: z.object({ role: z.array(z.object({ id: z.string().min(1) })).nullish() }).nullish(),
  permissions: z.object({ permission: z.array(z.object({ id: z.string() })).nullish() }).nullish(),
});
export type WireRole = z.infer<typeof wireRole>;

export const wireProject = z.object({
  id: z.string().min(1),
  name: text,
  description: text,
  archived: z.boolean().nullish(),
});
export type WireProject = z.infer<typeof wireProject>;

export const wireToken = z.object({ name: z.string().min(1), creationTime: text, expirationTime: text });
export type WireToken = z.infer<typeof wireToken>;

export const wireServer = z.object({ version: text });
export const wireCount = z.object({ count: z.int().min(0) });

export type ListShape<Row> = PageShape<{ readonly hasNext: boolean }, Row>;

/** Rows of a list under their member name. No rows at all is only believed where the count says so. */
function listOf<Row>(name: string, row: z.ZodType<Row>): ListShape<Row> {
  const envelope = z
    .looseObject({ count: counted, nextHref: text })
    .refine(
      (list) => Array.isArray(list[name]) || (list.count === 0 && (list[name] ?? undefined) === undefined),
      {
        path: [name],
        message: 'expected an array',
      },
    )
    .transform(({ nextHref }) => ({ hasNext: typeof nextHref === 'string' && nextHref !== '' }));
  return { envelope, row, paths: [[name]] };
}

export const wireAccountList = listOf('user', wireAccount);
export const wireGroupList = listOf('group', wireGroup);
export const wireRoleList = listOf('role', wireRole);
export const wireProjectList = listOf('project', wireProject);
export const wireTokenList = listOf('token', wireToken);
