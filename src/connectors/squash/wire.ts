import { z } from 'zod';
import type { ZodType } from 'zod';
import type { PageShape } from '#http/answer.ts';

/** Ids are 64-bit upstream (squash.md 2.1): kept as text, whichever way they are written. */
const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,19}$/u)]).transform(String);
const text = z.string().nullish();
const flag = z.boolean().nullish();
/** Text in the usual form of the API; Jackson's other form is milliseconds. */
const date = z.union([z.string(), z.number()]).nullish();

const teamMention = z.object({ id, name: text });

export const userRow = z.object({
  _type: text,
  id,
  login: z.string().min(1),
  active: flag,
  group: text,
  first_name: text,
  last_name: text,
  email: text,
  can_delete_from_front: flag,
  last_connected_on: date,
  created_by: text,
  created_on: date,
  last_modified_by: text,
  last_modified_on: date,
  // The shape of its elements is inferred only (2.1): another one counts as not given, and teams are read elsewhere.
  teams: z.array(teamMention).nullish().catch(undefined),
});
export type UserRow = z.infer<typeof userRow>;

/** A row of which only the identity matters: members when teams are turned round into users. */
export const idRow = z.object({ id });
export type IdRow = z.infer<typeof idRow>;

export const teamRow = z.object({
  id,
  name: text,
  /** Only where asked for, and only where the server honours that (squash.md 5). */
  members: z.array(idRow).nullish().catch(undefined),
  description: text,
  created_by: text,
  created_on: date,
  last_modified_by: text,
  last_modified_on: date,
});
export type TeamRow = z.infer<typeof teamRow>;

export const projectRow = z.object({
  _type: text,
  id,
  name: text,
  label: text,
  description: text,
  active: flag,
});
export type ProjectRow = z.infer<typeof projectRow>;

/** A user or a team on a project; both share one id space (2.1). */
const partyRow = z.object({ _type: text, id, login: text, name: text });
export type PartyRow = z.infer<typeof partyRow>;

/** One entry of a `content` map: who or what is listed under one permission. */
export interface ContentEntry<Row> {
  readonly permission: string;
  readonly rows: readonly Row[];
}

/**
 * The `content` of permissions (arrays, 2.10) and of clearances (objects holding an array, 2.11). The keys are
 * open-ended: custom profiles have keys of their own.
 */
function contentOf<Row>(row: ZodType<Row>, key: 'users' | 'projects'): ZodType<readonly ContentEntry<Row>[]> {
  const rows = z.array(row);
  const profile = z.object({ [key]: rows.nullish() }).transform((value) => value[key] ?? []);
  return z
    .object({ content: z.record(z.string(), z.union([rows, profile])).nullish() })
    .transform(({ content }) =>
      Object.entries(content ?? {}).map(([permission, value]) => ({ permission, rows: value })),
    );
}
export const userContent = contentOf(projectRow, 'projects');
export const projectContent = contentOf(partyRow, 'users');

const count = z.int().nonnegative().nullish();
const pageFacts = z.object({ size: count, totalElements: count, totalPages: count, number: count });

/** What a page says of itself. */
export interface PageFacts {
  /** Size the server used, which may be smaller than the one asked for (2.2). */
  readonly size?: number | undefined;
  readonly total?: number | undefined;
  readonly pages?: number | undefined;
  readonly number?: number | undefined;
}

export interface Page<Row> extends PageFacts {
  readonly rows: readonly Row[];
}

/** A page of any list. An empty one has no `_embedded` at all (2.2); projects come under two keys (3.2). */
export function pageOf<Row>(row: ZodType<Row>, keys: readonly string[]): PageShape<PageFacts, Row> {
  const embedded = z.object(Object.fromEntries(keys.map((key) => [key, z.array(z.unknown()).nullish()])));
  const envelope = z
    .object({ _embedded: embedded.nullish(), page: pageFacts.nullish() })
    .refine((body) => Boolean(body._embedded ?? body.page), 'expected a page: `_embedded`, `page` or both')
    .transform(({ page }) => ({
      size: page?.size ?? undefined,
      total: page?.totalElements ?? undefined,
      pages: page?.totalPages ?? undefined,
      number: page?.number ?? undefined,
    }));
  return { envelope, row, paths: keys.map((key) => ['_embedded', key]) };
}
