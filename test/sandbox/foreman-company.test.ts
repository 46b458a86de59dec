import { describe, expect, it } from 'vitest';
import { loginsOf, rowsOf, startForeman } from '../support/foreman-server.ts';
import { smallForeman } from '../support/foreman-seed.ts';

describe('a company in the Foreman simulator', () => {
  it('gets its accounts in order of appearance, behind the three hidden ones', async () => {
    const { ask } = await startForeman();
    const rows = rowsOf(await ask('/api/users?order=id&per_page=all'));
    expect(rows.map((row) => row['id'])).toEqual(smallForeman.users.map((_, index) => index + 4));
    expect(rows.map((row) => row['login'])).toEqual(smallForeman.users.map((user) => user.login));
  });

  it('keeps ids that are given and counts around them', async () => {
    const seed = {
      ...smallForeman,
      users: [{ login: 'a', admin: true, password: 'pw-admin' }, { login: 'b', id: 5 }, { login: 'c' }],
    };
    const { ask } = await startForeman({}, seed);
    const rows = rowsOf(await ask('/api/users?order=id', { as: 'a', secret: 'pw-admin' }));
    expect(rows.map((row) => row['id'])).toEqual([4, 5, 6]);
  });

  it('logs accounts without a password in with "sandbox"', async () => {
    const { ask } = await startForeman({}, { ...smallForeman, users: [{ login: 'a' }] });
    expect((await ask('/api/status', { as: 'a', secret: 'sandbox' })).status).toBe(200);
  });

  it('gives every role one filter per resource type', async () => {
    const { ask } = await startForeman();
    const rows = rowsOf(await ask('/api/filters?search=role%20%3D%20%22Token%20clerk%22&order=id'));
    expect(rows.map((row) => row['resource_type'])).toEqual(['PersonalAccessToken', null]);
    expect(rows.map((row) => row['resource_type_label'])).toEqual([
      'Personal access token',
      '(Miscellaneous)',
    ]);
    const roles = rowsOf(await ask('/api/roles?search=locked%20%3D%20true'));
    expect(roles).toMatchObject([{ name: 'Viewer', origin: 'foreman' }]);
  });

  it('is as it was after a reset, made-up token values included', async () => {
    const server = await startForeman();
    const makeToken = async (): Promise<unknown> => {
      const path = '/api/users/7/personal_access_tokens';
      const json = { personal_access_token: { name: 'n' } };
      return (await server.ask(path, { method: 'POST', json })).status;
    };
    expect(await makeToken()).toBe(201);
    await server.ask('/api/users/guido', { method: 'DELETE' });
    server.reset();
    expect(await makeToken()).toBe(201);
    expect(loginsOf(await server.ask('/api/users?per_page=all'))).toContain('guido');
  });

  it('refuses a seed that names what it does not have', async () => {
    const users = [{ login: 'a', roles: ['Nothing'] }];
    await expect(startForeman({}, { ...smallForeman, users })).rejects.toThrow('names the role "Nothing"');
  });
});
