import { describe, expect, it } from 'vitest';
import { teamcityConnector } from '#connectors/teamcity/index.ts';
import { dimension, encodeLocator } from '#connectors/teamcity/locator.ts';
import { callAs, startUpstream } from './upstream.ts';

const settings = teamcityConnector.settings.parse({});
const authorization = (credentials: Parameters<typeof teamcityConnector.authorization>[0]) =>
  teamcityConnector.authorization(credentials, settings);
const basic = (text: string): string => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('credentials for TeamCity', () => {
  it('are a token, a name and a password, or the token of the super user', () => {
    expect(authorization({ token: 'eyJ0.a.b' })).toBe('Bearer eyJ0.a.b');
    expect(authorization({ token: 'eyJ0.a.b', username: 'ada' })).toBe('Bearer eyJ0.a.b');
    expect(authorization({ username: 'ädä', password: 'pä:ss' })).toBe(basic('ädä:pä:ss'));
    expect(authorization({ username: '', token: '123456' })).toBe(basic(':123456'));
    expect(authorization(undefined)).toBeUndefined();
  });

  it('are refused where no header could carry them, without being repeated', () => {
    for (const bad of [
      { token: '' },
      { token: 'a b' },
      { token: 'a\r\nb' },
      { username: 'a:b', password: 'secret' },
    ]) {
      expect(() => authorization(bad)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
      expect(() => authorization(bad)).not.toThrow(/a b|secret/u);
    }
  });

  it('may belong to the super user, who has no user name', async () => {
    const { connector } = await startUpstream(() => ({
      json: { id: -42, username: '', name: 'Super user' },
    }));
    const { account } = await connector.readCurrentAccount(callAs('x'), new Set());
    expect(account).toMatchObject({ nativeId: '-42', login: '', displayName: 'Super user' });
    const read = await connector.readAccounts(callAs('x'), { ids: ['-42'], logins: [] }, new Set());
    expect(read.found.map((one) => one.account.nativeId)).toEqual(['-42']);
  });
});

describe('settings for TeamCity', () => {
  it('have defaults and refuse what they do not know', () => {
    expect(settings).toEqual({ administratorRoles: ['SYSTEM_ADMIN'], pageSize: 500 });
    expect(teamcityConnector.settings.safeParse({ adminRoles: [] }).success).toBe(false);
  });
});

describe('locators', () => {
  it('quote all values that the grammar could read otherwise', () => {
    expect(dimension('username', 'ada.l-1_x@example.test')).toBe('username:ada.l-1_x@example.test');
    for (const value of ['a,b', '(a)', 'a)', '$base64:x', 'a:b', 'a b', 'ä', '+']) {
      const [, encoded = ''] = /^username:\(\$base64:([\w-]+)\)$/u.exec(dimension('username', value)) ?? [];
      expect(Buffer.from(encoded, 'base64url').toString('utf8')).toBe(value);
    }
  });

  it('are percent-encoded but for the separators', () => {
    expect(encodeLocator('or:(id:1,id:2)')).toBe('or:(id:1,id:2)');
    expect(encodeLocator('name:a+b&c=d #%')).toBe('name:a%2Bb%26c%3Dd%20%23%25');
  });
});
