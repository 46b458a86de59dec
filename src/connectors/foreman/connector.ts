import type { Call, Connector, ConnectorOptions } from '#connectors/connector.ts';
import type { Account } from '#domain/account.ts';
import { foremanCapabilities } from './capabilities.ts';
import { createForemanClient } from './client.ts';
import type { ForemanClient } from './client.ts';
import { createGroupsAbility } from './groups.ts';
import { toAccount } from './mapping.ts';
import { probeForeman } from './probe.ts';
import { createAccountReader } from './read-accounts.ts';
import { createRolesAbility } from './roles.ts';
import { contextQuery } from './settings.ts';
import type { ForemanSettings } from './settings.ts';
import { createTokensAbility } from './tokens.ts';
import { createWritingAbility } from './writing/writing.ts';

/** Foreman. See the README beside this file for what each read and write costs. */
export function createForemanConnector(options: ConnectorOptions<ForemanSettings>): Connector {
  const { now, settings } = options;
  const client = createForemanClient(options);
  const context = contextQuery(settings);
  const reader = createAccountReader(client, now);
  return {
    capabilities: foremanCapabilities,
    holdings: new Set(['roles', 'groups']),
    listAccounts: (call) => listAccounts(client, call),
    readAccounts: async (call, wanted, projection) => reader.readAccounts(call, wanted, projection),
    readCurrentAccount: async (call, projection) => reader.readCurrentAccount(call, projection),
    probe: async (call) => probeForeman(client, call),
    roles: createRolesAbility(client),
    groups: createGroupsAbility(client, context !== ''),
    tokens: createTokensAbility(client, now),
    writing: createWritingAbility({ client, now, query: context === '' ? undefined : context.slice(1) }),
  };
}

async function* listAccounts(
  client: ForemanClient,
  call: Call,
): AsyncGenerator<readonly Account[], void, undefined> {
  for await (const page of client.userPages(call)) {
    if (page.length > 0) yield page.map((row) => toAccount(row, client.system));
  }
}
