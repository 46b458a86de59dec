import { describe, expect, it } from 'vitest';
import { rowsOf, startForeman, userSearch } from '../support/foreman-server.ts';
import type { ForemanSwitches } from '#sandbox/foreman/switches.ts';

describe('releases of the Foreman simulator', () => {
  it.each<[ForemanSwitches['version'], string]>([
    ['3.1', '3.1.3'],
    ['3.13', '3.13.0'],
    ['3.18', '3.18.2'],
  ])('say who they are: %s', async (version, reported) => {
    const { ask } = await startForeman({ version });
    const { body, headers } = await ask('/api/status');
    expect(body).toEqual({ result: 'ok', status: 200, version: reported, api_version: 2 });
    expect(headers['foreman_version']).toBe(reported);
  });

  it('before 3.2 know no search by id and no mail_enabled', async () => {
    const { ask } = await startForeman({ version: '3.1' });
    expect((await ask('/api/users?search=id%20%3D%207')).status).toBe(400);
    expect((await ask(userSearch('login = alice'))).status).toBe(400);
    expect((await ask('/api/users/7')).body).not.toHaveProperty('mail_enabled');
  });

  it('before 3.5 have no extlogin, before 3.10 no current permissions', async () => {
    const { ask } = await startForeman({ version: '3.1' });
    expect((await ask('/api/users/extlogin')).status).toBe(404);
    expect((await ask('/api/permissions/current_permissions')).status).toBe(404);
  });

  it('before 3.9 take an expiry they cannot read for none', async () => {
    const { ask } = await startForeman({ version: '3.1' });
    const create = (name: string, expires: string) =>
      ask('/api/users/7/personal_access_tokens', {
        method: 'POST',
        json: { personal_access_token: { name, expires_at: expires } },
      });
    expect((await create('a', 'whenever')).body).toMatchObject({ expires_at: null, 'active?': true });
    expect((await create('b', '2020-01-01')).body).toMatchObject({ 'active?': false });
  });

  it('since 3.17 put organizations into the role of a filter and know no override', async () => {
    const shape = async (version: ForemanSwitches['version']): Promise<readonly string[]> => {
      const { ask } = await startForeman({ version });
      const [filter] = rowsOf(await ask('/api/filters'));
      return [
        ...Object.keys(filter ?? {}),
        ...Object.keys(filter?.['role'] ?? {}).map((key) => `role.${key}`),
      ];
    };
    expect(await shape('3.13')).toEqual(expect.arrayContaining(['override?', 'unlimited?']));
    const later = await shape('3.18');
    expect(later).not.toContain('override?');
    expect(later).toEqual(expect.arrayContaining(['role.organizations', 'role.locations']));
  });

  it('since 3.18.2 check the roles that who is no admin gives to a group', async () => {
    const grant = async (version: ForemanSwitches['version']): Promise<number> => {
      const { ask } = await startForeman({ version });
      const json = { usergroup: { role_names: ['Empty'] } };
      return (await ask('/api/usergroups/oncall', { method: 'PUT', as: 'alice', json })).status;
    };
    expect(await grant('3.13')).toBe(200);
    expect(await grant('3.18')).toBe(422);
  });
});
