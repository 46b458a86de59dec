import pMap from 'p-map';
import type { AccountRead, Call } from '#connectors/connector.ts';
import type { Projection } from '#domain/holdings.ts';
import { failed, settle, succeeded } from '#domain/settled.ts';
import type { Settled } from '#domain/settled.ts';
import { toAccount, toDetails, toHeldGroups, toHeldRoles } from './mapping.ts';
import { readPermissionsOfUsers } from './project-permissions.ts';
import { mentionsOf, notTold, readWholeRow, rowFacets, tells } from './row-facets.ts';
import type { RowFacet } from './row-facets.ts';
import type { WireMention, WireUser } from './wire.ts';
import { fewAtOnce } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

/** Where rows come from: the list may lack what a read of one user tells. */
export type RowOrigin = 'list' | 'read';

/**
 * Reads what the rows of users lack of the facets asked for, and gives back how such a row becomes an account with
 * them. Roles, groups and details come out of the row itself wherever it tells.
 */
export async function readFacets(
  zephyr: Zephyr,
  call: Call,
  rows: readonly WireUser[],
  projection: Projection,
  origin: RowOrigin,
): Promise<(listed: WireUser) => AccountRead> {
  const wholeRows = await readLackingRows(zephyr, call, origin === 'list' ? rows : [], projection);
  const ids = rows.map((row) => row.id);
  const wantsPermissions = projection.has('projectPermissions') && ids.length > 0;
  const permissions = wantsPermissions ? await readPermissionsOfUsers(zephyr, call, ids) : undefined;
  return (listed) => {
    const whole = wholeRows.get(listed.id) ?? succeeded(listed);
    const row = whole.ok ? whole.value : listed;
    const projectPermissions = permissions?.get(row.id);
    return {
      account: toAccount(row, zephyr.mapping),
      ...(projection.has('details') && { details: succeeded(toDetails(row)) }),
      holdings: {
        ...(projection.has('roles') && { roles: facetOf(zephyr, 'roles', listed, whole, toHeldRoles) }),
        ...(projection.has('groups') && { groups: facetOf(zephyr, 'groups', listed, whole, toHeldGroups) }),
        ...(projectPermissions !== undefined && { projectPermissions }),
      },
    };
  };
}

/** Reads by id the users whose rows in the list lack something that is asked for. */
async function readLackingRows(
  zephyr: Zephyr,
  call: Call,
  rows: readonly WireUser[],
  projection: Projection,
): Promise<ReadonlyMap<string, Settled<WireUser>>> {
  const facets = rowFacets.filter((facet) => projection.has(facet));
  const lacking = rows.filter((row) => facets.some((facet) => !tells(row, facet)));
  const read = await pMap(
    lacking,
    async (row) => settle(readWholeRow(zephyr, call, row.id), zephyr.system),
    fewAtOnce,
  );
  return new Map(lacking.map((row, index) => [row.id, read[index] ?? succeeded(row)]));
}

/** From whichever row tells; null in the answer to a read, beyond which there is nothing to ask, is none. */
function facetOf<T>(
  zephyr: Zephyr,
  facet: RowFacet,
  listed: WireUser,
  whole: Settled<WireUser>,
  map: (mentions: readonly WireMention[]) => T,
): Settled<T> {
  const mentions = (whole.ok ? mentionsOf(whole.value, facet) : undefined) ?? mentionsOf(listed, facet);
  if (mentions !== undefined && mentions !== null) return succeeded(map(mentions));
  if (!whole.ok) return whole;
  return mentions === null ? succeeded(map([])) : failed(notTold(zephyr.system, listed.id, facet));
}
