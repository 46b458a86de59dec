import type { Call } from '#connectors/connector.ts';
import { RollcallError } from '#domain/errors.ts';
import { groupMentionsOf } from './mapping.ts';
import type { WireMention, WireUser } from './wire.ts';
import type { Zephyr } from './zephyr.ts';

/** Holdings that come inside a user's own row. */
export const rowFacets = ['roles', 'groups'] as const;
export type RowFacet = (typeof rowFacets)[number];

/** What the row mentions; null is an explicit nothing, undefined means that the row does not tell. */
export function mentionsOf(user: WireUser, facet: RowFacet): readonly WireMention[] | null | undefined {
  return facet === 'roles' ? user.roles : groupMentionsOf(user);
}

/** Rows of the list may lack what a read by id has (zephyr.md 2.2): then nothing is known, not that there is none. */
export function tells(user: WireUser, facet: RowFacet): boolean {
  return Array.isArray(mentionsOf(user, facet));
}

export function notTold(system: string, userId: string, facet: RowFacet): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer about user ${userId} does not tell the ${facet}, or in a shape that is not known.`,
    { system },
  );
}

/** The row as a read by id gives it, of a user whom the list shows. */
export async function readWholeRow(zephyr: Zephyr, call: Call, id: string): Promise<WireUser> {
  const answer = await zephyr.client.user(call, id);
  if (answer.isTold) return answer.row;
  throw answer.error;
}
