import { describe, expect, it } from 'vitest';
import { loginsOf, startForeman } from '../support/foreman-server.ts';
import type { Answered, ForemanUnderTest } from '../support/foreman-server.ts';

function put({ ask }: ForemanUnderTest, id: string, user: object, as = 'admin'): Promise<Answered> {
  return ask(`/api/users/${id}`, { method: 'PUT', as, json: { user } });
}

function post({ ask }: ForemanUnderTest, user: object, as = 'admin'): Promise<Answered> {
  return ask('/api/users', {
    method: 'POST',
    as,
    json: { user: { auth_source_id: 1, password: 'x', ...user } },
  });
}

function errorKeys({ status, body }: Answered): unknown {
  if (status !== 422) return status;
  return Object.keys((body as { readonly error: { readonly errors?: object } }).error.errors ?? {});
}

describe('users of the Foreman simulator', () => {
  it('are found by the number at the start of a path, before any login', async () => {
    const { ask } = await startForeman();
    for (const id of ['7', '7-whoever', '7abc', '7.json']) {
      expect((await ask(`/api/users/${id}`)).body).toMatchObject({ login: 'alice' });
    }
    expect((await ask('/api/users/8')).body).toMatchObject({ id: 8, login: 'bob' });
    expect((await ask('/api/users/9zed')).body).toMatchObject({ id: 9, login: 'carol' });
    await ask('/api/users/9', { method: 'DELETE' });
    expect((await ask('/api/users/9zed')).body).toMatchObject({ login: '9zed' });
  });

  it('are found under nested paths by login first', async () => {
    const { ask } = await startForeman();
    const roles = await ask('/api/users/8/roles');
    expect(roles.body).toMatchObject({ total: 1, results: [{ name: 'Default role' }] });
    expect((await ask('/api/users/bob/roles')).body).toMatchObject({ total: 2 });
  });

  it('hide nothing of the own record, whatever the filters say', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users/guido', { as: 'guido' })).status).toBe(200);
    expect((await ask('/api/users/GUIDO', { as: 'guido' })).status).toBe(403);
    expect((await ask('/api/users/6/roles', { as: 'guido' })).status).toBe(403);
  });

  it('silently keep what one may not change on the own record', async () => {
    const server = await startForeman();
    const changes = { admin: true, role_ids: [2], auth_source_id: 3, lastname: 'Changed' };
    const own = await put(server, 'guido', changes, 'guido');
    expect(own).toMatchObject({
      status: 200,
      body: { admin: false, roles: [], auth_source_id: 1, lastname: 'Changed' },
    });
    const admin = await put(server, 'admin', changes);
    expect(admin.body).toMatchObject({ roles: [], auth_source_id: 1 });
  });

  it('silently stay without admin rights when somebody else makes them', async () => {
    const server = await startForeman();
    const roles = { role_names: ['Account manager', 'Placer'] };
    await put(server, 'alice', roles);
    const places = { organization_ids: [1], location_ids: [3] };
    const made = await post(server, { login: 'new', admin: true, ...places }, 'alice');
    expect(made).toMatchObject({ status: 201, body: { admin: false } });
  });

  it('get from who is no admin only the roles he holds himself', async () => {
    const server = await startForeman();
    expect(errorKeys(await put(server, 'bob', { role_names: ['Viewer', 'Empty'] }, 'alice'))).toEqual([
      'role_ids',
    ]);
    expect((await put(server, 'guido', { role_names: ['Account manager'] }, 'alice')).status).toBe(200);
  });

  it('ask for the current password when the own one is changed', async () => {
    const server = await startForeman();
    expect(errorKeys(await put(server, 'guido', { password: 'new' }, 'guido'))).toEqual(['current_password']);
    const changed = await put(server, 'guido', { password: 'new', current_password: 'pw-guido' }, 'guido');
    expect(changed.status).toBe(200);
    expect((await server.ask('/api/status', { as: 'guido', secret: 'new' })).status).toBe(200);
  });

  it('replace arrays, keep what is not given, and change nothing when refused', async () => {
    const server = await startForeman();
    const both = await put(server, 'guido', { role_ids: [2, 3], description: 'text' });
    expect(both.body).toMatchObject({ roles: [{ id: 2 }, { id: 3 }], description: 'text' });
    expect((await put(server, 'guido', { role_ids: [3] })).body).toMatchObject({ roles: [{ id: 3 }] });
    expect((await put(server, 'guido', { role_ids: null })).body).toMatchObject({ roles: [{ id: 3 }] });
    expect((await put(server, 'guido', { role_ids: [], locale: 'klingon' })).status).toBe(422);
    expect((await server.ask('/api/users/guido')).body).toMatchObject({ roles: [{ id: 3 }], locale: null });
  });

  it('touch their time of update only when a column of their own changes', async () => {
    const server = await startForeman();
    const untouched = { body: { updated_at: '2026-01-05 10:00:00 UTC' } };
    expect(await put(server, 'guido', {})).toMatchObject(untouched);
    expect(await put(server, 'guido', { role_ids: [2], firstname: 'Sam' })).toMatchObject(untouched);
    const touched = { body: { updated_at: '2026-03-04 12:00:00 UTC' } };
    expect(await put(server, 'guido', { firstname: 'Samuel' })).toMatchObject(touched);
  });

  it.each([
    [{ role_ids: [2, 2] }, 500],
    [{ role_names: ['Nothing'] }, 500],
    [{ organization_ids: [1, 1] }, 500],
    [{ auth_source_id: 77 }, 500],
    [{ auth_source_id: null, auth_source_name: 'Nothing' }, 500],
    [{ role_ids: [99] }, []],
    [{ organization_ids: [3] }, []],
    [{ login: 'current_user' }, ['login']],
    [{ login: 'ops' }, ['base']],
    [{ firstname: 'a/b' }, ['firstname']],
    [{ mail: 'a@b@c' }, ['mail']],
    [{ default_organization_id: 2 }, ['default_organization']],
    [{ login: 'OTHER', mail_enabled: true }, 201],
  ])('made with %j are answered with %j', async (user, outcome) => {
    const server = await startForeman();
    expect(errorKeys(await post(server, { login: 'other', ...user }))).toEqual(outcome);
  });

  it('answer 500 for a text where the object should be', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users', { method: 'POST', json: { user: 'text' } })).status).toBe(500);
  });

  it('keep the login of an external account', async () => {
    const server = await startForeman();
    expect(errorKeys(await put(server, 'ext', { login: 'other' }))).toEqual(['login']);
  });

  it('rename and delete free the login for another account', async () => {
    const server = await startForeman();
    await put(server, 'guido', { login: 'Guido2' });
    expect((await server.ask('/api/users/guido')).status).toBe(404);
    expect((await post(server, { login: 'guido' })).status).toBe(201);
    expect(errorKeys(await post(server, { login: 'GUIDO2' }))).toEqual(['login']);
  });

  it('answer a DELETE with the raw row, and take memberships and tokens with them', async () => {
    const { ask } = await startForeman();
    const deleted = await ask('/api/users/alice', { method: 'DELETE' });
    expect(deleted.body).toMatchObject({
      login: 'alice',
      lower_login: 'alice',
      password: null,
      password_hash: expect.stringMatching(/^\$2a\$09\$[\w./]{53}$/u),
      password_salt: expect.stringMatching(/^\$2a\$09\$[\w./]{22}$/u),
      created_at: '2026-01-05T10:00:00.000Z',
    });
    expect((await ask('/api/status', { as: 'alice', secret: 'alice-token-of-22-char' })).status).toBe(401);
    expect((await ask('/api/users/7/personal_access_tokens')).status).toBe(422);
    await ask('/api/users/carol', { method: 'DELETE' });
    expect((await ask('/api/usergroups/oncall')).body).toMatchObject({ users: [] });
  });

  it('do not name a parent that has nothing to do with them', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users?user_id=7')).status).toBe(500);
    expect((await ask('/api/users?thing_id=7')).status).toBe(200);
    expect(loginsOf(await ask('/api/auth_source_externals/3/users'))).toEqual(['ext']);
    expect((await ask('/api/auth_source_externals/1/users')).status).toBe(404);
  });
});
