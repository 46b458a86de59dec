import type { Call, GroupsAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import type { Group } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import type { FactsMemory } from './facts.ts';
import { builtInGroups, groupOf, toAccount, toGroup } from './mapping.ts';
import type { UserRows } from './user-rows.ts';
import type { UserRow } from './wire.ts';

/**
 * User groups: three built into the product, and whatever else accounts have been seen in (squash.md 2.9). There is
 * no endpoint for them; members are found by reading the list of accounts.
 */
export function createGroups(system: string, userRows: UserRows, memory: FactsMemory): GroupsAbility {
  const known = (call: Call): readonly Group[] => [
    ...builtInGroups,
    ...[...memory.of(call).otherGroups].map(toGroup),
  ];
  const lookThroughAccounts = async (call: Call): Promise<void> => {
    for await (const rows of userRows.list(call, false)) void rows;
  };
  /** Rows that tell the group: somebody of whom it is not known cannot be left out of a list of members. */
  const tellingRows = async (call: Call, rows: readonly UserRow[]): Promise<readonly UserRow[]> => {
    if (rows.every(tellsGroup)) return rows;
    const whole = await userRows.complete(call, rows, 'userRows');
    const untold = whole.find((row) => !tellsGroup(row));
    if (untold !== undefined) throw groupNotTold(system, untold.id);
    return whole;
  };
  const find = (call: Call, id: string): Group | undefined =>
    known(call).find((group) => group.nativeId === id);

  return {
    list: async function* list(call) {
      yield known(call);
    },
    read: async (call, ids) => {
      if (ids.some((id) => find(call, id) === undefined)) await lookThroughAccounts(call);
      const found = ids.map((id) => find(call, id)).filter((group) => group !== undefined);
      return new Map(found.map((group) => [group.nativeId, group]));
    },
    members: async function* members(call, groupId) {
      let hasMembers = false;
      for await (const rows of userRows.list(call, false)) {
        const inside = (await tellingRows(call, rows)).filter((row) => groupOf(row)?.nativeId === groupId);
        const whole = await userRows.complete(call, inside, 'userRows');
        hasMembers ||= inside.length > 0;
        if (whole.length > 0) yield whole.map((row) => toAccount(system, row));
      }
      if (!hasMembers && find(call, groupId) === undefined) throw noSuch(system, 'user group', groupId);
    },
  };
}

function tellsGroup(row: UserRow): boolean {
  return groupOf(row) !== undefined;
}

/** Every account is in exactly one group (squash.md 2.9): an answer without one is not one of somebody in none. */
export function groupNotTold(system: string, accountId: string): RollcallError {
  return new RollcallError(
    'UPSTREAM_BAD_RESPONSE',
    `${system}: the answer about account ${accountId} does not tell its user group.`,
    { system },
  );
}
