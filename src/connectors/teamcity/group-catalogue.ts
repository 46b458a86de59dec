import type { GroupsAbility } from '#connectors/connector.ts';
import type { Group } from '#domain/entities.ts';
import { groupMembers } from './list-accounts.ts';
import type { AccountListParts } from './list-accounts.ts';
import { isPlainValue } from './locator.ts';
import { toGroup } from './mapping.ts';
import type { WireGroup } from './wire.ts';

/** User groups: one call for all of them, with parents and roles; one call for one. */
export function groupCatalogue(parts: AccountListParts): GroupsAbility {
  const { client } = parts;
  return {
    list: async function* list(call) {
      yield [...byKey(await client.groups(call)).values()];
    },
    read: async (call, keys) => {
      const [key] = keys;
      if (key === undefined) return new Map();
      // A key that needs quoting cannot safely be a path segment (teamcity.md 6).
      if (keys.length > 1 || !isPlainValue(key)) return only(byKey(await client.groups(call)), keys);
      const row = await client.group(call, key);
      return only(byKey(row === undefined ? [] : [row]), keys);
    },
    members: (call, key) => groupMembers(parts, call, key),
  };
}

function byKey(rows: readonly WireGroup[]): ReadonlyMap<string, Group> {
  return new Map(rows.map((row) => [row.key, { name: row.key, ...toGroup(row), isWhole: true }]));
}

/** Keys are told apart by case (teamcity.md 6). */
function only(groups: ReadonlyMap<string, Group>, keys: readonly string[]): ReadonlyMap<string, Group> {
  const wanted = new Set(keys);
  return new Map([...groups].filter(([key]) => wanted.has(key)));
}
