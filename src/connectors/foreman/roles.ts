import type { Call, RolesAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { onceEachId } from '#connectors/once-each.ts';
import type { Account } from '#domain/account.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ForemanClient } from './client.ts';
import { UnknownSearchField } from './failures.ts';
import { toAccount, toRole, toRoleMention } from './mapping.ts';
import { chunkIds, inIds, isNativeId, isSearchableId, quote } from './search.ts';
import type { FilterRow, RoleRow } from './wire.ts';

/** The catalogue of roles, the Default role included, and who holds them. */
export function createRolesAbility(client: ForemanClient): RolesAbility {
  return {
    list: async function* list(call) {
      yield (await client.roles(call)).map(toRoleMention);
    },
    read: async (call, ids) => {
      const wanted = [...new Set(ids.filter(isSearchableId))];
      if (wanted.length === 0) return new Map();
      const [rows, filters] = await Promise.all([
        readRoles(client, call, wanted),
        readFilters(client, call, wanted),
      ]);
      const byRole = filters === undefined ? undefined : Map.groupBy(filters, (filter) => filter.role.id);
      return new Map(
        rows
          .filter((row) => wanted.includes(row.id))
          .map((row) => [row.id, toRole(row, byRole === undefined ? undefined : (byRole.get(row.id) ?? []))]),
      );
    },
    holders: (call, roleId) => holders(client, call, roleId),
  };
}

/** Roles by id, slim; may hold others too. */
export async function readRoles(
  client: ForemanClient,
  call: Call,
  ids: readonly string[],
): Promise<readonly RoleRow[]> {
  if (client.lacksIdField()) return client.roles(call);
  try {
    const answers = await Promise.all(chunkIds(ids).map((chunk) => client.roles(call, inIds('id', chunk))));
    return answers.flat();
  } catch (error) {
    if (error instanceof UnknownSearchField) return client.roles(call);
    throw error;
  }
}

/** What the roles allow; undefined where the caller may not see filters, for then the server does not tell. */
async function readFilters(
  client: ForemanClient,
  call: Call,
  roleIds: readonly string[],
): Promise<readonly FilterRow[] | undefined> {
  try {
    const answers = await Promise.all(
      chunkIds(roleIds).map((chunk) => client.filters(call, inIds('role_id', chunk))),
    );
    return answers.flat();
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return undefined;
    throw error;
  }
}

/**
 * Accounts that hold a role: directly, and by way of each group that has it. The search by `role_id` knows the
 * direct ones only; the one by `usergroup` knows nested members too (foreman.md 2.3).
 */
async function* holders(
  client: ForemanClient,
  call: Call,
  roleId: string,
): AsyncGenerator<readonly Account[], void, undefined> {
  if (!isNativeId(roleId)) throw noSuch(client.system, 'role', roleId);
  const [role, groups] = await Promise.all([
    client.role(call, roleId),
    isSearchableId(roleId) ? client.groups(call, `role_id = ${roleId}`) : [],
  ]);
  if (role === undefined) throw noSuch(client.system, 'role', roleId);
  const searches = [`role_id = ${roleId}`];
  for (const group of groups) {
    if (typeof group.name === 'string') searches.push(`usergroup = ${quote(group.name)}`);
  }
  const seen = new Set<string>();
  for (const search of searches) {
    for await (const page of client.userPages(call, search)) {
      const rows = onceEachId(page, seen);
      if (rows.length > 0) yield rows.map((row) => toAccount(row, client.system));
    }
  }
}
