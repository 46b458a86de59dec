import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '#config/read-config.ts';
import { connectSystem } from '#connect-system.ts';
import { foremanConnector } from '#connectors/foreman/index.ts';
import { squashConnector } from '#connectors/squash/index.ts';
import { teamcityConnector } from '#connectors/teamcity/index.ts';
import { zephyrConnector } from '#connectors/zephyr/index.ts';

const connectors = [foremanConnector, squashConnector, teamcityConnector, zephyrConnector];

describe('the address people paste', () => {
  it.each([
    ['foreman', '/foreman/api', '/foreman'],
    ['foreman', '/foreman/api/v2/', '/foreman'],
    ['foreman', '/foreman/apiary', '/foreman/apiary'],
    ['squash', '/squash/api/rest/latest/users?page=0', '/squash'],
    ['squash', '/squash/api/resting', '/squash/api/resting'],
    ['teamcity', '/tc/app/rest', '/tc'],
    ['teamcity', '/tc/httpAuth/app/rest/latest/users#top', '/tc'],
    ['teamcity', '/tc/app/restful', '/tc/app/restful'],
    ['zephyr', '/flex/html5/index.html', '/'],
    ['zephyr', '/tools/flex/services/rest/v3/', '/tools'],
  ])('of %s, %s, is cut down to %s', (kind, pasted, path) => {
    const connector = connectors.find((each) => each.kind === kind);
    const url = connector?.normalizeUrl?.(new URL(`https://host.example:8443${pasted}`));
    expect(url?.href).toBe(`https://host.example:8443${path}`);
  });

  it('is shown and asked as it was cut down', async () => {
    const config = await parseConfig(
      'systems: [{ key: s, kind: squash, url: "http://127.0.0.1:1/squash/api/rest/latest" }]',
      'rollcall.yaml',
      { environment: {} },
    );
    const [system] = config.systems;
    if (system === undefined) throw new Error('the configuration lost its system');
    const { http, system: connected } = connectSystem(system, config.limits, pino({ level: 'silent' }));
    http.close();
    expect(connected.url).toBe('http://127.0.0.1:1/squash');
  });
});
