import type { ConnectorModule } from '#connectors/connector.ts';
import { authorization } from './authorization.ts';
import { createTeamCityConnector } from './connector.ts';
import { teamCitySettings } from './settings.ts';
import type { TeamCitySettings } from './settings.ts';

export const teamcityConnector: ConnectorModule<TeamCitySettings> = {
  kind: 'teamcity',
  urlSchemes: ['http', 'https'],
  settings: teamCitySettings,
  authorization,
  create: createTeamCityConnector,
};
