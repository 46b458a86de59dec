import type { Call } from '#connectors/connector.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { RollcallError } from '#domain/errors.ts';
import type { ForemanClient } from './client.ts';
import { inIds } from './search.ts';
import type { FilterRow, UserShow } from './wire.ts';

/**
 * Whether the credentials see every group and every role. A filter may show a caller some of them only, without a
 * word; holdings put together from the lists would then lack some, while the show of an account names all.
 */
export interface CatalogueView {
  isWhole(call: Call): Promise<boolean>;
}

const rememberMs = 5 * 60_000;

/** Costs one call for administrators and two for others, once in five minutes for each identity. */
export function createCatalogueView(client: ForemanClient, now: () => number): CatalogueView {
  const known = createRemembered<boolean>({ maxAgeMs: rememberMs, now });

  const find = async (call: Call): Promise<boolean> => {
    const caller = await client.currentUser(call);
    if (caller.effective_admin === true) return true;
    const roleIds = roleIdsOf(caller);
    if (roleIds.length === 0) return false;
    const filters = await filtersUnlessForbidden(client, call, roleIds);
    return showsAll(filters, 'view_usergroups') && showsAll(filters, 'view_roles');
  };

  return {
    isWhole: async (call) => {
      const key = call.identity.fingerprint;
      const answer = known.get(key) ?? (await find(call));
      known.set(key, answer);
      return answer;
    },
  };
}

function roleIdsOf(caller: UserShow): readonly string[] {
  const inherited = (caller.cached_usergroups ?? []).flatMap((group) => group.roles ?? []);
  return [...new Set([...(caller.roles ?? []), ...inherited].map((role) => role.id))];
}

async function filtersUnlessForbidden(
  client: ForemanClient,
  call: Call,
  roleIds: readonly string[],
): Promise<readonly FilterRow[]> {
  try {
    const filters = await client.filters(call, inIds('role_id', roleIds));
    return filters.filter((filter) => roleIds.includes(filter.role.id));
  } catch (error) {
    // Who may not look at filters cannot know; then the shows are the safe way.
    if (error instanceof RollcallError && error.code === 'UPSTREAM_FORBIDDEN') return [];
    throw error;
  }
}

function showsAll(filters: readonly FilterRow[], permission: string): boolean {
  return filters.some(
    (filter) => isUnlimited(filter) && filter.permissions.some((granted) => granted.name === permission),
  );
}

/** By the mark where there is one; newer servers tell by the places of the role instead (foreman.md 11). */
function isUnlimited(filter: FilterRow): boolean {
  if (filter.search !== null && filter.search !== '') return false;
  const mark = filter['unlimited?'];
  if (typeof mark === 'boolean') return mark;
  const { organizations, locations } = filter.role;
  return organizations?.length === 0 && locations?.length === 0;
}
