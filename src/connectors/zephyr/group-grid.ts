import type { ZodType } from 'zod';
import { RollcallError } from '#domain/errors.ts';
import { groupsPageSchema, isPositiveId } from './wire.ts';
import type { WireMention } from './wire.ts';

const pageSize = 400;
const mostPages = 500;

export interface GroupGrid {
  readonly rows: readonly WireMention[];
  /** True: the server does not read `offset`, and there may be more groups than it shows. */
  readonly mayBeCut: boolean;
}

/**
 * The grid of groups read to its end, each group once (zephyr.md 5). The counters in its envelope are wrong, so the
 * rows decide: an empty or short page ends the list, as does one that starts like the page before.
 */
export async function readGroupGrid(
  system: string,
  read: (schema: ZodType<WireMention[]>, query: string) => Promise<WireMention[]>,
): Promise<GroupGrid> {
  const groups = new Map<string, WireMention>();
  let offset = 0;
  let firstId: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const rows = await read(groupsPageSchema, `offset=${offset}&pagesize=${pageSize}`);
    const isRepeated = rows.length > 0 && rows[0]?.id === firstId;
    for (const row of rows) if (isPositiveId(row.id)) groups.set(row.id, row);
    if (isRepeated || isLast(rows.length)) return { rows: [...groups.values()], mayBeCut: isRepeated };
    firstId = rows[0]?.id;
    offset += rows.length;
  }
  throw new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the list of groups does not end: more than ${mostPages} pages.`,
    { system },
  );
}

/** A round number of rows may come from a server that caps the page or does not read `pagesize`: ask on. */
function isLast(rows: number): boolean {
  return rows === 0 || (rows < pageSize && rows % 10 !== 0);
}
