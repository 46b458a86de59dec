import type { Call, WantedAccounts } from '#connectors/connector.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { RollcallError } from '#domain/errors.ts';
import type { Projection } from '#domain/holdings.ts';
import { createCatalogueView } from './catalogue-view.ts';
import type { ForemanClient } from './client.ts';
import { isEveryCallsProblem } from './failures.ts';
import { accountSearches } from './search.ts';
import type { GroupRow, RoleRow } from './wire.ts';

/** What the graph starts from: all groups, and the roles somebody may hold if roles are asked for. */
export interface GraphRows {
  readonly groups: readonly GroupRow[];
  /** Without the Default role: everybody has it, and shows leave it out too. */
  readonly roles: readonly RoleRow[];
}

/**
 * Decides how to read roles and groups of several accounts (foreman.md 3): one show for each, or all groups and
 * the holders of all roles, which costs the same for however many accounts.
 */
export interface HoldingsPlanner {
  /** The lists the graph starts from, or undefined: show the accounts one by one. */
  plan(call: Call, wanted: WantedAccounts, projection: Projection): Promise<GraphRows | undefined>;
}

/** How many groups and roles a server has; `roles` 0 where roles are not asked for. */
export interface CatalogueSizes {
  readonly groups: number;
  readonly roles: number;
}

/** For so few the graph cannot be much cheaper, so it is not even asked how large it is. */
const fewAccounts = 8;
const sizesMs = 5 * 60_000;
const defaultRole = 2;

/**
 * Whether showing each account takes no more calls than the graph: the searches that find the accounts, a list of
 * groups and a show for each, for roles their list and a search for each. Lists already read no longer count.
 */
export function areShowsCheaper(
  wanted: WantedAccounts,
  sizes: CatalogueSizes,
  withRoles: boolean,
  areListsRead: boolean,
): boolean {
  const lists = areListsRead ? 0 : withRoles ? 2 : 1;
  const searches = accountSearches(wanted.ids, wanted.logins).length;
  const graph = searches + lists + sizes.groups + (withRoles ? sizes.roles : 0);
  const shows = wanted.ids.length + wanted.logins.length + accountSearches([], wanted.logins).length;
  return shows <= graph;
}

export function createHoldingsPlanner(client: ForemanClient, now: () => number): HoldingsPlanner {
  const view = createCatalogueView(client, now);
  const lastGroups = createRemembered<number>({ maxAgeMs: sizesMs, now });
  const lastRoles = createRemembered<number>({ maxAgeMs: sizesMs, now });

  const rememberedSizes = (key: string, withRoles: boolean): CatalogueSizes | undefined => {
    const groups = lastGroups.get(key);
    const roles = withRoles ? lastRoles.get(key) : 0;
    return groups === undefined || roles === undefined ? undefined : { groups, roles };
  };

  const readLists = async (call: Call, withRoles: boolean): Promise<GraphRows> => {
    const [groups, roles] = await Promise.all([client.groups(call), withRoles ? client.roles(call) : []]);
    const assignable = roles.filter((role) => role.builtin !== defaultRole);
    lastGroups.set(call.identity.fingerprint, groups.length);
    if (withRoles) lastRoles.set(call.identity.fingerprint, assignable.length);
    return { groups, roles: assignable };
  };

  return {
    plan: async (call, wanted, projection) => {
      if (wanted.ids.length + wanted.logins.length <= fewAccounts) return undefined;
      const withRoles = projection.has('roles');
      const sizes = rememberedSizes(call.identity.fingerprint, withRoles);
      if (sizes !== undefined && areShowsCheaper(wanted, sizes, withRoles, false)) return undefined;
      try {
        if (!(await view.isWhole(call))) return undefined;
        const rows = await readLists(call, withRoles);
        const actual = { groups: rows.groups.length, roles: rows.roles.length };
        return areShowsCheaper(wanted, actual, withRoles, true) ? undefined : rows;
      } catch (error) {
        // Without the lists the shows still tell everything; only what would fail them too is the end.
        if (error instanceof RollcallError && !isEveryCallsProblem(error)) return undefined;
        throw error;
      }
    },
  };
}
