import { addressAbove } from '#connectors/address-above.ts';
import type { ConnectorModule } from '#connectors/connector.ts';
import { authorizationFor, squashSettings } from './authorization.ts';
import type { SquashSettings } from './authorization.ts';
import { createSquashConnector } from './connector.ts';

export const squashConnector: ConnectorModule<SquashSettings> = {
  kind: 'squash',
  urlSchemes: ['http', 'https'],
  settings: squashSettings,
  normalizeUrl: (url) => addressAbove(url, /\/api\/rest(?:\/.*)?$/u),
  authorization: authorizationFor,
  create: createSquashConnector,
};
