import type { Call, GroupsAbility } from '#connectors/connector.ts';
import type { Group } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import type { FactsMemory } from './facts.ts';
import { builtInGroups, groupOf, toAccount, toGroup } from './mapping.ts';
import type { UserRows } from './user-rows.ts';

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
        const inside = rows.filter((row) => groupOf(row)?.nativeId === groupId);
        const whole = await userRows.complete(call, inside, 'userRows');
        hasMembers ||= inside.length > 0;
        if (whole.length > 0) yield whole.map((row) => toAccount(system, row));
      }
      if (!hasMembers && find(call, groupId) === undefined) {
        throw new RollcallError('NOT_FOUND', `${system}: there is no user group named ${groupId}.`, {
          system,
        });
      }
    },
  };
}
