import { addressAbove } from '#connectors/address-above.ts';
import type { ConnectorModule } from '#connectors/connector.ts';
import { authorization } from './authorization.ts';
import { createTeamCityConnector } from './connector.ts';
import { teamCitySettings } from './settings.ts';
import type { TeamCitySettings } from './settings.ts';

/** The REST API, also below the paths that choose how to sign in (teamcity.md 1.2). */
const restApi = /(?:\/(?:httpAuth|guestAuth))?\/app\/rest(?:\/.*)?$/u;

export const teamcityConnector: ConnectorModule<TeamCitySettings> = {
  kind: 'teamcity',
  urlSchemes: ['http', 'https'],
  settings: teamCitySettings,
  normalizeUrl: (url) => addressAbove(url, restApi),
  authorization,
  create: createTeamCityConnector,
};
