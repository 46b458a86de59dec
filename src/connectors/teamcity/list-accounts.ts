import type { Call } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import { accountPages } from './account-pages.ts';
import type { TeamCityClient } from './client.ts';
import { lightAccountFields } from './fields.ts';
import { loadGroupGraph } from './group-graph.ts';
import type { GroupGraph } from './lineage.ts';
import { dimension } from './locator.ts';
import { toAccount } from './mapping.ts';
import { holdsRole, isAdministrator, standingOf } from './standing.ts';
import type { Standing } from './standing.ts';

export interface AccountListParts {
  readonly system: string;
  readonly client: TeamCityClient;
  readonly administratorRoles: ReadonlySet<string>;
  readonly pageSize: number;
}

interface Selection {
  readonly condition?: string;
  /** Undefined: the row does not show it. */
  readonly includes?: (standing: Standing) => boolean | undefined;
}

/** Every account the identity may see. */
export function listAccounts(parts: AccountListParts, call: Call): AsyncGenerator<readonly Account[]> {
  return select(parts, call, {});
}

/** Accounts directly in a group. */
export function groupMembers(
  parts: AccountListParts,
  call: Call,
  key: string,
): AsyncGenerator<readonly Account[]> {
  return select(parts, call, {
    condition: `group:(${dimension('key', key)})`,
    includes: ({ groups }) => (groups.ok ? groups.value.some((group) => group.key === key) : undefined),
  });
}

/**
 * Accounts that hold a role, themselves or through groups. The server finds effective holders, those of roles
 * that include this one among them; only those are kept whose own roles show it (teamcity.md 2.1).
 */
export function roleHolders(
  parts: AccountListParts,
  call: Call,
  roleId: string,
): AsyncGenerator<readonly Account[]> {
  return select(parts, call, {
    condition: `role:(role:(${dimension('id', roleId)}))`,
    includes: (standing) => holdsRole(standing, roleId),
  });
}

async function* select(
  parts: AccountListParts,
  call: Call,
  selection: Selection,
): AsyncGenerator<readonly Account[]> {
  const { system, client, administratorRoles, pageSize } = parts;
  const { condition, includes } = selection;
  let graph: GroupGraph | undefined;
  let isGraphRead = false;

  for await (const rows of accountPages(client, call, { condition, fields: lightAccountFields, pageSize })) {
    const accounts: Account[] = [];
    for (const row of rows) {
      let standing = standingOf(row, system, graph);
      if (!isGraphRead && standing.groups.ok && !standing.lineage.isComplete) {
        // Groups are nested deeper than the rows show: all groups are read, once for the whole list.
        graph = await loadGroupGraph(client, call);
        isGraphRead = true;
        standing = standingOf(row, system, graph);
      }
      // Where the row hides it, the server's word is taken.
      if (includes?.(standing) === false) continue;
      accounts.push(toAccount(row, system, isAdministrator(standing, administratorRoles)));
    }
    yield accounts;
  }
}
