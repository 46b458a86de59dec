import { describe, expect, it } from 'vitest';
import { sandboxConfig } from '#cli/sandbox-config.ts';
import { parseConfig, readConfig } from '#config/read-config.ts';

const directory = 'examples/docker';

describe('the configurations for containers', () => {
  it('name the simulated servers as the sandbox does', async () => {
    const config = await readConfig(`${directory}/sandbox.yaml`, { environment: {} });
    const urls = {
      zephyr: 'http://127.0.0.1:4100',
      foreman: 'http://127.0.0.1:4101',
      squash: 'http://127.0.0.1:4102/squash',
      teamcity: 'http://127.0.0.1:4103/teamcity',
    };
    const own = await parseConfig(sandboxConfig(urls), 'sandbox.yaml', { environment: {} });
    const facts = ({ systems }: typeof config) =>
      systems.map(({ key, kind, name, url, authorization, callerCredentials }) => {
        return { key, kind, name, url: url.href, authorization, callerCredentials };
      });
    expect(facts(config)).toEqual(facts(own));
    expect(config.server.host).toBe('0.0.0.0');
  });

  it('ask for a key before real servers', async () => {
    const file = `${directory}/rollcall.yaml`;
    const config = await readConfig(file, { environment: { ROLLCALL_KEY_SHA256: 'a'.repeat(64) } });
    expect(config.auth.mode).toBe('keys');
    expect(config.systems.map(({ kind }) => kind)).toEqual(['squash', 'teamcity', 'foreman']);
    await expect(readConfig(file, { environment: {} })).rejects.toThrow(/auth\.keys\[0\]\.sha256/u);
  });
});
