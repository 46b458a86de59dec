import { addressAbove } from '#connectors/address-above.ts';
import type { ConnectorModule } from '#connectors/connector.ts';
import { zephyrAuthorization } from './authorization.ts';
import { createZephyrConnector } from './connector.ts';
import { zephyrSettings } from './settings.ts';
import type { ZephyrSettings } from './settings.ts';

/**
 * The browser client and the REST API; below either, every path would be answered with 200 and a page (zephyr.md 1.1).
 */
const belowTheRoot = /\/flex(?:\/(?:html5|services)(?:\/.*)?)?\/?$/u;

export const zephyrConnector: ConnectorModule<ZephyrSettings> = {
  kind: 'zephyr',
  urlSchemes: ['http', 'https'],
  settings: zephyrSettings,
  normalizeUrl: (url) => addressAbove(url, belowTheRoot),
  authorization: zephyrAuthorization,
  create: createZephyrConnector,
};
