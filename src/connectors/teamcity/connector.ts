import type { Connector, ConnectorOptions } from '#connectors/connector.ts';
import { createRemembered } from '#connectors/remembered.ts';
import { createAnyOf } from './any-of.ts';
import { teamCityCapabilities } from './capabilities.ts';
import { createTeamCityClient } from './client.ts';
import { groupCatalogue } from './group-catalogue.ts';
import { listAccounts } from './list-accounts.ts';
import { probe } from './probe.ts';
import { projectCatalogue } from './project-catalogue.ts';
import { readAccounts, readCurrentAccount } from './read-accounts.ts';
import { roleCatalogue } from './role-catalogue.ts';
import type { TeamCitySettings } from './settings.ts';
import { tokensAbility } from './tokens.ts';
import { writingAbility } from './writing/writing.ts';

/** Rights change rarely; forgetting costs one refused call. */
const rightsRememberedMs = 10 * 60 * 1000;

export function createTeamCityConnector(options: ConnectorOptions<TeamCitySettings>): Connector {
  const { system, now, settings } = options;
  const client = createTeamCityClient(options.http, system, options.url);
  const parts = {
    system,
    http: options.http,
    client,
    now,
    anyOf: createAnyOf(client, now),
    mayViewAll: createRemembered<boolean>({ maxAgeMs: rightsRememberedMs, now }),
    administratorRoles: new Set(settings.administratorRoles),
    pageSize: settings.pageSize,
  };
  return {
    capabilities: teamCityCapabilities,
    holdings: new Set(['roles', 'groups'] as const),
    listAccounts: (call) => listAccounts(parts, call),
    readAccounts: async (call, wanted, projection) => readAccounts(parts, call, wanted, projection),
    readCurrentAccount: async (call, projection) => readCurrentAccount(parts, call, projection),
    probe: async (call) => probe(parts, call),
    roles: roleCatalogue(parts),
    groups: groupCatalogue(parts),
    projects: projectCatalogue(client),
    tokens: tokensAbility(parts),
    writing: writingAbility(parts),
  };
}
