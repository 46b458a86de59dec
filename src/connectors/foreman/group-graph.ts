import pMap from 'p-map';
import type { Call } from '#connectors/connector.ts';
import type { ForemanClient } from './client.ts';
import { fewAtOnce } from './settle-each.ts';
import type { GroupRow, GroupShow } from './wire.ts';

/** All groups with members, children and roles; no call answers for more than one of them (foreman.md 4.1). */
export interface GroupGraph {
  readonly groups: ReadonlyMap<string, GroupShow>;
  /** Groups an account is directly in. */
  directGroupsOf(userId: string): readonly GroupShow[];
  /** Groups a group is directly inside of. */
  parentsOf(groupId: string): readonly GroupShow[];
  /** Groups an account is in, directly or through nested ones. */
  allGroupsOf(userId: string): readonly GroupShow[];
}

/** Reads the listed groups one by one: as many calls as there are groups. One deleted meanwhile is left out. */
export async function readGroupGraph(
  client: ForemanClient,
  call: Call,
  rows: readonly GroupRow[],
): Promise<GroupGraph> {
  const shows = await pMap(rows, async (row) => client.group(call, row.id), fewAtOnce);
  return createGroupGraph(shows.filter((show) => show !== undefined));
}

function createGroupGraph(shows: readonly GroupShow[]): GroupGraph {
  const groups = new Map(shows.map((show) => [show.id, show]));
  const ofUser = new Map<string, Set<string>>();
  const ofGroup = new Map<string, Set<string>>();
  for (const show of shows) {
    for (const member of show.users) addTo(ofUser, member.id, show.id);
    for (const child of show.usergroups) addTo(ofGroup, child.id, show.id);
  }
  const lookUp = (ids: Iterable<string>): readonly GroupShow[] =>
    [...ids].map((id) => groups.get(id)).filter((group) => group !== undefined);

  return {
    groups,
    directGroupsOf: (userId) => lookUp(ofUser.get(userId) ?? []),
    parentsOf: (groupId) => lookUp(ofGroup.get(groupId) ?? []),
    allGroupsOf: (userId) => {
      const found = new Set(ofUser.get(userId));
      // A set is walked in the order of insertion, what is added on the way included; a ring ends by itself.
      for (const id of found) for (const parent of ofGroup.get(id) ?? []) found.add(parent);
      return lookUp(found);
    },
  };
}

function addTo(index: Map<string, Set<string>>, key: string, value: string): void {
  const values = index.get(key) ?? new Set();
  values.add(value);
  index.set(key, values);
}
