import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken, helenToken, paulaToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityServer } from '../support/teamcity-server.ts';

async function roles(teamCity: TeamCityServer, holder: string): Promise<string[]> {
  const { role } = await teamCity.get<{ role: { roleId: string; scope: string }[] }>(`/${holder}/roles`);
  return role.map(({ roleId, scope }) => `${roleId} ${scope}`);
}

describe.each([['users/id:9'], ['userGroups/key:MyCustomGroupKey']])('role assignments of %s', (holder) => {
  const path = `/app/rest/${holder}/roles`;

  it('are added by POST with a body and read one by one', async () => {
    const teamCity = await startTeamCity();
    const json = { roleId: 'PROJECT_VIEWER', scope: 'p:Payments' };
    const added = await teamCity.call(`POST ${path}`, { json });
    expect([added.status, added.json()]).toEqual([
      200,
      { ...json, href: `${path}/PROJECT_VIEWER/p:Payments` },
    ]);
    await teamCity.call(`POST ${path}`, { json });
    expect(await roles(teamCity, holder)).toEqual(['PROJECT_VIEWER p:Payments']);
    expect((await teamCity.call(`GET ${path}/PROJECT_VIEWER/p:Payments`)).json()).toEqual(added.json());
    expect((await teamCity.call(`GET ${path}/PROJECT_VIEWER/g`)).status).toBe(404);
  });

  it.each([
    ['{"scope":"g"}', 400],
    ['{"roleId":"","scope":"g"}', 400],
    ['{"roleId":"NONE","scope":"g"}', 404],
    ['{"roleId":"project_viewer","scope":"g"}', 404],
    ['{"roleId":"PROJECT_VIEWER","scope":"x"}', 404],
    ['{"roleId":"PROJECT_VIEWER","scope":"p:None"}', 404],
    ['{"roleId":"PROJECT_VIEWER"}', 500],
  ])('answer the body %s with %i', async (body, status) => {
    const teamCity = await startTeamCity();
    const headers = { 'content-type': 'application/json' };
    expect((await teamCity.call(`POST ${path}`, { headers, body })).status).toBe(status);
    expect(await roles(teamCity, holder)).toEqual([]);
  });

  it('take the global scope in any case, and projects by name', async () => {
    const teamCity = await startTeamCity();
    const method = holder.startsWith('users') ? 'PUT' : 'POST';
    await teamCity.call(`${method} ${path}/PROJECT_VIEWER/G`);
    await teamCity.call(`${method} ${path}/PROJECT_VIEWER/p:Core`);
    expect(await roles(teamCity, holder)).toEqual(['PROJECT_VIEWER g', 'PROJECT_VIEWER p:Payments_Core']);
  });

  it('are lost from the first bad entry of a replacement on', async () => {
    const teamCity = await startTeamCity();
    const put = async (role: unknown): Promise<number> =>
      (await teamCity.call(`PUT ${path}`, { json: { role } })).status;
    const good = { roleId: 'PROJECT_VIEWER', scope: 'g' };
    const other = { roleId: 'PROJECT_ADMIN', scope: 'p:Shop' };
    expect(await put([good, other])).toBe(200);
    expect(await put([other, { roleId: 'NONE', scope: 'g' }, good])).toBe(404);
    expect(await roles(teamCity, holder)).toEqual(['PROJECT_ADMIN p:Shop']);
    expect(await put([{ roleId: 'PROJECT_VIEWER' }, good])).toBe(500);
    expect(await roles(teamCity, holder)).toEqual([]);
    await put([good]);
    expect((await teamCity.call(`PUT ${path}`, { json: {} })).status).toBe(500);
    expect(await roles(teamCity, holder)).toEqual([]);
  });

  it('are removed silently where they were not held, unless switched', async () => {
    const teamCity = await startTeamCity();
    expect((await teamCity.call(`DELETE ${path}/PROJECT_VIEWER/g`)).status).toBe(204);
    expect((await teamCity.call(`DELETE ${path}/NONE/g`)).status).toBe(404);
    expect((await teamCity.call(`DELETE ${path}/PROJECT_VIEWER/p:None`)).status).toBe(404);
    const strict = await startTeamCity({ removingUnassignedRoleStatus: 404 });
    expect((await strict.call(`DELETE ${path}/PROJECT_VIEWER/g`)).status).toBe(404);
  });
});

describe('role assignments at TeamCity', () => {
  it('are put to a user and posted to a group, one by one', async () => {
    const teamCity = await startTeamCity();
    const status = async (target: string): Promise<number> => (await teamCity.call(target)).status;
    expect(await status('PUT /app/rest/users/id:9/roles/PROJECT_VIEWER/g')).toBe(200);
    expect(await status('POST /app/rest/users/id:9/roles/PROJECT_ADMIN/g')).toBe(204);
    expect(await status('POST /app/rest/userGroups/ADMINS/roles/PROJECT_VIEWER/g')).toBe(200);
    expect(await status('PUT /app/rest/userGroups/ADMINS/roles/PROJECT_VIEWER/g')).toBe(405);
    expect(await roles(teamCity, 'users/id:9')).toEqual(['PROJECT_VIEWER g', 'PROJECT_ADMIN g']);
    expect(await roles(teamCity, 'userGroups/ADMINS')).toEqual(['SYSTEM_ADMIN g', 'PROJECT_VIEWER g']);
  });

  it('leave out projects that have gone, which a replacement then loses', async () => {
    const teamCity = await startTeamCity();
    expect(await roles(teamCity, 'users/id:12')).toEqual(['PROJECT_ADMIN p:Payments']);
  });

  it('may be changed by project administrators in their projects and below', async () => {
    const teamCity = await startTeamCity();
    const put = async (path: string): Promise<number> =>
      (await teamCity.call(`PUT /app/rest/users/id:12/roles/${path}`, { token: paulaToken })).status;
    expect(await put('PROJECT_VIEWER/p:Payments')).toBe(200);
    expect(await put('PROJECT_VIEWER/p:Payments_Core')).toBe(200);
    expect(await put('PROJECT_VIEWER/p:Shop')).toBe(403);
    expect(await put('PROJECT_VIEWER/g')).toBe(403);
    const denied = await teamCity.call('PUT /app/rest/users/id:9/roles/PROJECT_VIEWER/p:Shop', {
      token: helenToken,
    });
    expect(denied.text).toContain(
      'You do not have \\"Change user / group roles in project\\" permission in project with internal id: project3',
    );
  });

  it('come with effective permissions', async () => {
    const teamCity = await startTeamCity();
    const fields = 'fields=count,permissionAssignment(isGlobalScope,permission(id),project(id))';
    const locator = 'locator=permission:run_build,project:(id:Payments_Core)';
    expect(await teamCity.get(`/users/id:7/permissions?${locator}&${fields}`)).toEqual({
      count: 1,
      permissionAssignment: [{ isGlobalScope: true, permission: { id: 'run_build' } }],
    });
    const ofPaula = `/users/id:12/permissions?locator=permission:run_build&${fields}`;
    expect(await teamCity.get(ofPaula)).toEqual({
      count: 1,
      permissionAssignment: [
        { isGlobalScope: false, permission: { id: 'run_build' }, project: { id: 'Payments' } },
      ],
    });
    expect(await teamCity.get('/users/id:9/permissions?fields=count', { token: bobToken })).toEqual({
      count: 0,
    });
    expect((await teamCity.call('GET /app/rest/users/id:9/permissions', { token: aliceToken })).status).toBe(
      404,
    );
    expect(await teamCity.get('/users/id:7/permissions?locator=global:false')).toMatchObject({
      permissionAssignment: [{ isGlobalScope: false, project: { name: 'Payments' } }, {}, {}],
    });
  });
});

describe('role definitions at TeamCity', () => {
  it('are listed short and read whole, by "id:" alone', async () => {
    const teamCity = await startTeamCity();
    expect(await teamCity.get('/roles')).toMatchObject({
      count: 5,
      role: [
        { id: 'SYSTEM_ADMIN', name: 'System administrator', href: '/app/rest/roles/id:SYSTEM_ADMIN' },
        {},
        {},
        {},
        {},
      ],
    });
    expect(await teamCity.get('/roles/id:HELP_DESK')).toEqual({
      id: 'HELP_DESK',
      name: 'Help desk',
      href: '/app/rest/roles/id:HELP_DESK',
      included: { count: 0, role: [] },
      permissions: {
        count: 4,
        permission: [
          { id: 'view_user_profile', name: 'View user profile', global: true },
          { id: 'change_user', name: 'Change user profile', global: true },
          { id: 'create_user', name: 'Create user account', global: true },
          { id: 'delete_user', name: 'Delete user account', global: true },
        ],
      },
    });
    expect((await teamCity.call('GET /app/rest/roles/HELP_DESK')).status).toBe(404);
    expect((await teamCity.call('GET /app/rest/roles/id:NONE')).status).toBe(404);
    expect((await teamCity.call('GET /app/rest/roles', { token: bobToken })).status).toBe(403);
  });

  it('are created under an id of their own, changed and deleted with their assignments', async () => {
    const teamCity = await startTeamCity();
    const json = {
      name: 'Release manager',
      included: { role: [{ id: 'PROJECT_VIEWER' }] },
      permissions: { permission: [{ id: 'RUN_BUILD' }] },
    };
    const made = await teamCity.call('POST /app/rest/roles', { json });
    expect(made.json()).toMatchObject({
      id: 'RELEASE_MANAGER',
      included: { count: 1 },
      permissions: { count: 1 },
    });
    const path = '/app/rest/roles/id:RELEASE_MANAGER';
    const changed = await teamCity.call(`PUT ${path}/permissions/tag_build`);
    expect(changed.json()).toMatchObject({
      permissions: { permission: [{ id: 'run_build' }, { id: 'tag_build' }] },
    });
    expect((await teamCity.call(`DELETE ${path}/included/PROJECT_VIEWER`)).json()).toMatchObject({
      included: { count: 0 },
    });
    await teamCity.call('PUT /app/rest/users/id:9/roles/RELEASE_MANAGER/g');
    expect((await teamCity.call(`DELETE ${path}`)).status).toBe(204);
    expect(await roles(teamCity, 'users/id:9')).toEqual([]);
  });

  it('refuse an id, a taken name, cycles, unknown parts and those who may not', async () => {
    const teamCity = await startTeamCity();
    const post = async (json: unknown, token?: string): Promise<number> =>
      (await teamCity.call('POST /app/rest/roles', { json, ...(token === undefined ? {} : { token }) }))
        .status;
    expect(await post({ id: 'X', name: 'X' })).toBe(400);
    expect(await post({ name: '' })).toBe(400);
    expect(await post({ name: 'Help desk' })).toBe(400);
    expect(await post({ name: 'X', included: { role: [{ id: 'NONE' }] } })).toBe(404);
    expect(await post({ name: 'X' }, helenToken)).toBe(403);
    const put = async (path: string): Promise<number> =>
      (await teamCity.call(`PUT /app/rest/roles/${path}`)).status;
    expect(await put('id:PROJECT_VIEWER/included/PROJECT_ADMIN')).toBe(400);
    expect(await put('id:PROJECT_VIEWER/permissions/none')).toBe(404);
  });
});
