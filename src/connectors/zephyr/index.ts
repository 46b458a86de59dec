import type { ConnectorModule } from '#connectors/connector.ts';
import { zephyrAuthorization } from './authorization.ts';
import { createZephyrConnector } from './connector.ts';
import { zephyrSettings } from './settings.ts';
import type { ZephyrSettings } from './settings.ts';

export const zephyrConnector: ConnectorModule<ZephyrSettings> = {
  kind: 'zephyr',
  urlSchemes: ['http', 'https'],
  settings: zephyrSettings,
  authorization: zephyrAuthorization,
  create: createZephyrConnector,
};
