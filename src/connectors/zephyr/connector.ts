import type { Connector, ConnectorOptions } from '#connectors/connector.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { readFacets } from './account-facets.ts';
import { capabilities } from './capabilities.ts';
import { createZephyrClient } from './client.ts';
import { createGroups } from './groups.ts';
import { toAccount } from './mapping.ts';
import { probe } from './probe.ts';
import { createProjects } from './projects.ts';
import { readAccounts } from './read-accounts.ts';
import { createRoles } from './roles.ts';
import type { ZephyrSettings } from './settings.ts';
import { createTokens } from './tokens.ts';
import { createWriting } from './writing/writing.ts';
import { createZephyrWrites } from './writing/writes.ts';
import { inSlices } from './zephyr.ts';
import type { Zephyr } from './zephyr.ts';

/** What a server does not have it may have after an upgrade, or for credentials with new rights. */
const closedMs = 10 * 60_000;

export function createZephyrConnector(options: ConnectorOptions<ZephyrSettings>): Connector {
  const { system, settings, http, now } = options;
  const client = createZephyrClient(system, http);
  const zephyr: Zephyr = {
    system,
    settings,
    client,
    mapping: { system, administratorRoleIds: new Set(settings.administratorRoleIds) },
    closed: createRemembered({ maxAgeMs: closedMs, now }),
  };
  return {
    capabilities,
    holdings: new Set(['roles', 'groups', 'projectPermissions']),
    listAccounts: async function* (call) {
      const users = await client.users(call);
      yield* inSlices(users.map((user) => toAccount(user, zephyr.mapping)));
    },
    readAccounts: async (call, wanted, projection) => readAccounts(zephyr, call, wanted, projection),
    readCurrentAccount: async (call, projection) => {
      const user = await client.currentUser(call);
      // Its rows may lack what a read by id has, just as those of the list.
      const toRead = await readFacets(zephyr, call, [user], projection, 'list');
      return toRead(user);
    },
    probe: async (call) => probe(client, call),
    roles: createRoles(zephyr),
    groups: createGroups(zephyr),
    projects: createProjects(zephyr),
    tokens: createTokens(zephyr),
    writing: createWriting({ ...zephyr, writes: createZephyrWrites(system, http) }),
  };
}
