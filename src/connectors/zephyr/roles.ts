import pMap from 'p-map';
import type { Call, RolesAbility } from '#connectors/connector.ts';
import { noSuch } from '#connectors/no-such.ts';
import { onceEachId } from '#connectors/once-each.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Role } from '#domain/entities.ts';
import { accountsWith } from './accounts-with.ts';
import { toRole } from './mapping.ts';
import { isPathClosed, isPathUnusable } from './refusals.ts';
import type { WireRole } from './wire.ts';
import { fewAtOnce, inSlices, isClosed, noteClosed } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

const noRoleList = 'no list of roles';
const noRolePermissions = 'no permissions of roles';

export function createRoles(zephyr: Zephyr): RolesAbility {
  return {
    list: async function* (call) {
      const { rows } = await readRoleList(zephyr, call);
      yield rows.map(toRole);
    },
    read: async (call, ids) => readRoles(zephyr, call, ids),
    holders: async function* (call, roleId) {
      const accounts = await accountsWith(zephyr, call, 'roles', roleId);
      if (accounts.length === 0) await requireRole(zephyr, call, roleId);
      yield* inSlices(accounts);
    },
  };
}

export interface RoleList {
  readonly rows: readonly WireRole[];
  /** False: only the roles that somebody has. */
  readonly isComplete: boolean;
}

/**
 * The list of roles, whose path is not published: where it does not answer, the roles that users have (zephyr.md
 * 3.1).
 */
export async function readRoleList(zephyr: Zephyr, call: Call): Promise<RoleList> {
  const { client } = zephyr;
  const listed = isClosed(zephyr, call, noRoleList)
    ? undefined
    : await orNothing(zephyr, call, noRoleList, client.roles(call));
  if (listed !== undefined) return { rows: listed, isComplete: true };
  const users = await client.users(call);
  return { rows: onceEachId(users.flatMap((user) => user.roles ?? []).toArray()), isComplete: false };
}

async function readRoles(zephyr: Zephyr, call: Call, ids: readonly string[]): Promise<Map<string, Role>> {
  const wanted = new Set(ids);
  const { rows } = await readRoleList(zephyr, call);
  const found = rows.filter((row) => wanted.has(row.id)).map(toRole);
  const permissions = await readPermissions(
    zephyr,
    call,
    found.map((role) => role.nativeId),
  );
  return new Map(
    found.map((role, index) => [role.nativeId, { ...role, permissions: permissions[index], isWhole: true }]),
  );
}

/**
 * Names of the applications each role opens, in the order of the roles; undefined where the server does not tell.
 * The first role goes ahead, so that a server without the path is asked once and not for every role.
 */
async function readPermissions(
  zephyr: Zephyr,
  call: Call,
  roleIds: readonly string[],
): Promise<readonly (readonly string[] | undefined)[]> {
  const { client } = zephyr;
  const [first, ...others] = roleIds;
  if (first === undefined || isClosed(zephyr, call, noRolePermissions)) return [];
  const orNotTold = async <T>(work: Promise<T>): Promise<T | undefined> =>
    orNothing(zephyr, call, noRolePermissions, work, isNotTold);
  const names = await orNotTold(client.applications(call));
  if (names === undefined) return [];
  const ask = async (id: string): Promise<readonly string[] | undefined> => {
    const numbers = await orNotTold(client.roleApplications(call, id));
    return numbers?.map((number) => names.get(number) ?? number);
  };
  const ofFirst = await ask(first);
  if (isClosed(zephyr, call, noRolePermissions)) return [];
  return [ofFirst, ...(await pMap(others, ask, fewAtOnce))];
}

/** What came, or undefined where this server does not answer the path; remembered if that will not change soon. */
async function orNothing<T>(
  zephyr: Zephyr,
  call: Call,
  fact: string,
  work: Promise<T>,
  isNoAnswer: (error: unknown) => boolean = isPathUnusable,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    if (error instanceof RollcallError && isPathClosed(error)) noteClosed(zephyr, call, fact);
    return undefined;
  }
}

/** What roles allow comes in shapes that are published in part only: another shape tells nothing. */
function isNotTold(error: unknown): boolean {
  return isPathUnusable(error) || (error instanceof RollcallError && error.code === 'UPSTREAM_BAD_RESPONSE');
}

async function requireRole(zephyr: Zephyr, call: Call, roleId: string): Promise<void> {
  const { rows } = await readRoleList(zephyr, call);
  if (rows.some((row) => row.id === roleId)) return;
  throw noSuch(zephyr.system, 'role', roleId);
}
