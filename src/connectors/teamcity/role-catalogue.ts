import pMap from 'p-map';
import type { Call, RolesAbility } from '#connectors/connector.ts';
import type { Role } from '#domain/entities.ts';
import { RollcallError } from '#domain/errors.ts';
import { roleHolders } from './list-accounts.ts';
import type { AccountListParts } from './list-accounts.ts';
import { toRoles } from './role-permissions.ts';
import type { WireRole } from './wire.ts';

const fewSingles = { concurrency: 4 };

/** Role definitions. They are few; one list brings them all, so that included roles are at hand as well. */
export function roleCatalogue(parts: AccountListParts): RolesAbility {
  const { client, system } = parts;
  return {
    mentionsLackNames: true,
    list: async function* list(call) {
      const rows = await client.roles(call);
      if (rows === undefined) throw noRoleList(system);
      yield [...toRoles(byId(rows)).values()];
    },
    read: async (call, ids) => {
      const rows = await client.roles(call);
      // Before 2023.05 nobody tells what a role is called: its id is all there is (teamcity.md 3.2).
      if (rows === undefined) return new Map(ids.map((id) => [id, nameless(id)]));
      const known = byId(rows);
      await fillIn(parts, call, known, ids);
      const roles = toRoles(known);
      return new Map(ids.flatMap((id) => entryOf(roles, id)));
    },
    holders: (call, roleId) => roleHolders(parts, call, roleId),
  };
}

/** Reads one by one what the list shows without permissions: the roles asked for and those they include. */
async function fillIn(
  { client }: AccountListParts,
  call: Call,
  known: Map<string, WireRole>,
  ids: readonly string[],
): Promise<void> {
  const asked = new Set<string>();
  let wanted: readonly string[] = ids;
  while (wanted.length > 0) {
    const slim = wanted.filter((id) => isSlim(known.get(id)) && !asked.has(id));
    for (const id of wanted) asked.add(id);
    const rows = await pMap(slim, async (id) => client.role(call, id), fewSingles);
    for (const row of rows) if (row !== undefined && known.has(row.id)) known.set(row.id, row);
    wanted = wanted.flatMap((id) => includedIn(known.get(id))).filter((id) => !asked.has(id));
  }
}

function isSlim(row: WireRole | undefined): boolean {
  return row !== undefined && (row.permissions?.permission ?? undefined) === undefined;
}

function includedIn(row: WireRole | undefined): readonly string[] {
  return row?.included?.role?.map(({ id }) => id) ?? [];
}

function byId(rows: readonly WireRole[]): Map<string, WireRole> {
  return new Map(rows.map((row) => [row.id, row]));
}

function entryOf(roles: ReadonlyMap<string, Role>, id: string): readonly (readonly [string, Role])[] {
  const role = roles.get(id);
  return role === undefined ? [] : [[id, role]];
}

function nameless(id: string): Role {
  return { nativeId: id, name: id, isWhole: false };
}

function noRoleList(system: string): RollcallError {
  return new RollcallError(
    'UNSUPPORTED',
    `${system} does not list its roles: that takes TeamCity 2023.05 or newer.`,
    { system, httpStatus: 404 },
  );
}
