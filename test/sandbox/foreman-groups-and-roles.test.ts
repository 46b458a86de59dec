import { describe, expect, it } from 'vitest';
import { rowsOf, startForeman } from '../support/foreman-server.ts';
import type { Answered, ForemanUnderTest } from '../support/foreman-server.ts';

function put({ ask }: ForemanUnderTest, path: string, json: object, as = 'admin'): Promise<Answered> {
  return ask(`/api/${path}`, { method: 'PUT', as, json });
}

describe('user groups of the Foreman simulator', () => {
  it('let the last member with admin rights go, but not the last flag', async () => {
    const server = await startForeman();
    expect((await put(server, 'users/admin', { user: { admin: false } })).status).toBe(200);
    const byGroup = 'root.by.group';
    const flag = await put(server, 'usergroups/admins', { usergroup: { admin: false } }, byGroup);
    expect(flag).toMatchObject({
      status: 422,
      body: { error: { id: 1, errors: { admin: [expect.any(String)] } } },
    });
    const deleted = await server.ask('/api/usergroups/admins', { method: 'DELETE', as: byGroup });
    expect(deleted).toMatchObject({
      status: 422,
      body: { error: { errors: { base: [expect.any(String)] } } },
    });
    expect((await put(server, 'usergroups/admins', { usergroup: { user_ids: [] } }, byGroup)).status).toBe(
      200,
    );
    expect((await server.ask('/api/users', { as: byGroup })).status).toBe(403);
  });

  it('refuse to hold themselves, at any depth', async () => {
    const server = await startForeman();
    const looped = await put(server, 'usergroups/oncall', { usergroup: { usergroup_ids: [2] } });
    expect(looped).toMatchObject({
      status: 422,
      body: { error: { errors: { usergroups: [expect.any(String)] } } },
    });
  });

  it('answer a missing member with a 404 that names the group, or nothing on create', async () => {
    const server = await startForeman();
    const updated = await put(server, 'usergroups/2', { usergroup: { user_ids: [999] } });
    expect(updated.body).toEqual({ error: { message: "Resource usergroup not found by id '2'" } });
    const json = { usergroup: { name: 'new', user_ids: [999] } };
    const created = await server.ask('/api/usergroups', { method: 'POST', json });
    expect(created).toMatchObject({
      status: 404,
      body: { error: { message: "Resource usergroup not found by id ''" } },
    });
  });

  it('list themselves instead of their children', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/usergroups/2/usergroups')).body).toMatchObject({
      total: 1,
      results: [{ name: 'ops' }],
    });
  });

  it('hand the roles of a parent down to the members of a child', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/roles', { as: 'carol' })).status).toBe(200);
    expect((await ask('/api/roles', { as: 'guido' })).status).toBe(403);
  });

  it('make, list and remove external groups; a missing parent is told with an empty id', async () => {
    const { ask } = await startForeman();
    const path = '/api/usergroups/2/external_usergroups';
    const json = { external_usergroup: { name: 'cn-ops', auth_source_id: 3 } };
    const made = await ask(path, { method: 'POST', json });
    const external = {
      id: 1,
      name: 'cn-ops',
      auth_source_external: { id: 3, type: 'AuthSourceExternal', name: 'External' },
    };
    expect(made).toMatchObject({ status: 201, body: external });
    expect(rowsOf(await ask(path))).toEqual([external]);
    expect((await ask('/api/usergroups/2')).body).toMatchObject({
      external_usergroups: [{ id: 1, name: 'cn-ops' }],
    });
    expect((await ask(`${path}/1/refresh`, { method: 'PUT', json: {} })).status).toBe(500);
    const removed = await ask(`${path}/1`, { method: 'DELETE' });
    expect(removed.body).toEqual({ id: 1, name: 'cn-ops', auth_source_id: 3, usergroup_id: 2 });
    expect(await ask('/api/usergroups/99/external_usergroups')).toMatchObject({
      status: 404,
      body: { error: { message: "Resource external_usergroup not found by id ''" } },
    });
  });
});

describe('roles and filters of the Foreman simulator', () => {
  it('report the deletion of a filter of a locked role as failed, though it is gone', async () => {
    const { ask } = await startForeman();
    const [filter] = rowsOf(await ask('/api/filters?search=role%20%3D%20Viewer&order=id'));
    const path = `/api/filters/${String(filter?.['id'])}`;
    const deleted = await ask(path, { method: 'DELETE' });
    expect(deleted).toMatchObject({ status: 422, body: { errors: { role_id: [expect.any(String)] } } });
    expect((await ask(path)).status).toBe(404);
  });

  it('refuse a new filter on a locked role and make nothing', async () => {
    const { ask } = await startForeman();
    const before = rowsOf(await ask('/api/filters?per_page=all')).length;
    const json = { filter: { role_id: 2, permission_names: ['view_users'] } };
    const refused = await ask('/api/filters', { method: 'POST', json });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { errors: { role_id: [expect.any(String)] } } },
    });
    expect(rowsOf(await ask('/api/filters?per_page=all'))).toHaveLength(before);
  });

  it('delete a locked role all the same', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/roles/Viewer', { method: 'DELETE' })).status).toBe(200);
    expect((await ask('/api/users/bob')).body).toMatchObject({ roles: [] });
    expect((await ask('/api/users', { as: 'bob' })).status).toBe(403);
  });

  it('list all filters under any role, but a missing role is a 404', async () => {
    const { ask } = await startForeman();
    const all = rowsOf(await ask('/api/filters?per_page=all'));
    expect(rowsOf(await ask('/api/roles/Empty/filters?per_page=all'))).toEqual(all);
    expect(await ask('/api/roles/99/filters')).toMatchObject({
      status: 404,
      body: { message: expect.any(String) },
    });
  });

  it('limit a caller to the organization of his role', async () => {
    const server = await startForeman();
    await put(server, 'roles/Account%20manager', { role: { organization_ids: [2] } });
    expect(rowsOf(await server.ask('/api/users', { as: 'alice' }))).toEqual([]);
  });

  it('limit a caller by the search of his filter, and drop a group name after digits', async () => {
    const server = await startForeman();
    const [filter] = rowsOf(
      await server.ask(
        '/api/filters?search=role%20%3D%20%22Account%20manager%22%20and%20resource%20%3D%20User',
      ),
    );
    await put(server, `filters/${String(filter?.['id'])}`, { filter: { search: 'login ~ o' } });
    const logins = rowsOf(await server.ask('/api/users?order=id', { as: 'alice' })).map(
      (row) => row['login'],
    );
    expect(logins).toEqual(['root.by.group', 'guido', 'bob', 'carol', 'EX\\dora', 'gone']);
    expect((await server.ask('/api/users/9zed', { as: 'alice' })).body).toMatchObject({ login: 'carol' });
  });

  it('show current permissions once per filter that names them', async () => {
    const server = await startForeman();
    await put(server, 'users/bob', { user: { role_names: ['Viewer', 'Account manager'] } });
    const rows = rowsOf(await server.ask('/api/permissions/current_permissions?per_page=1', { as: 'bob' }));
    expect(rows.filter((row) => row['name'] === 'view_users')).toHaveLength(2);
  });
});
