import { addressAbove } from '#connectors/address-above.ts';
import type { ConnectorModule } from '#connectors/connector.ts';
import { foremanAuthorization } from './authorization.ts';
import { createForemanConnector } from './connector.ts';
import { foremanSettings } from './settings.ts';
import type { ForemanSettings } from './settings.ts';

export const foremanConnector: ConnectorModule<ForemanSettings> = {
  kind: 'foreman',
  urlSchemes: ['http', 'https'],
  settings: foremanSettings,
  normalizeUrl: (url) => addressAbove(url, /\/api(?:\/v2)?\/?$/u),
  authorization: foremanAuthorization,
  create: createForemanConnector,
};
