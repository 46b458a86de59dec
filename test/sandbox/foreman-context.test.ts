import { describe, expect, it } from 'vitest';
import { loginsOf, rowsOf, startForeman } from '../support/foreman-server.ts';
import type { ForemanUnderTest } from '../support/foreman-server.ts';

/** Gives alice the role that lets her view and assign organizations and locations. */
async function placeAlice({ ask }: ForemanUnderTest): Promise<void> {
  const { status } = await ask('/api/users/alice', {
    method: 'PUT',
    json: { user: { role_names: ['Account manager', 'Placer'] } },
  });
  expect(status).toBe(200);
}

const newUser = { login: 'new', auth_source_id: 1, password: 'x' };

describe('organizations and locations in the Foreman simulator', () => {
  it('show who is no admin only those who share both, and himself', async () => {
    const { ask } = await startForeman();
    const logins = loginsOf(await ask('/api/users?per_page=all', { as: 'alice' }));
    expect(logins).toHaveLength(12);
    expect(logins).not.toContain('svc_m');
    expect(logins).not.toContain('admin');
  });

  it('leave a caller without any only himself', async () => {
    const { ask } = await startForeman();
    await ask('/api/users/bob', { method: 'PUT', json: { user: { organization_ids: [] } } });
    expect(loginsOf(await ask('/api/users', { as: 'bob' }))).toEqual(['bob']);
  });

  it('hide everything from a caller who names his own without the right to view them', async () => {
    const server = await startForeman();
    const list = '/api/users?organization_id=Acme';
    expect((await server.ask(list, { as: 'alice' })).body).toMatchObject({ total: 0, results: [] });
    expect((await server.ask('/api/users/bob?organization_id=1', { as: 'alice' })).status).toBe(404);
    await placeAlice(server);
    expect((await server.ask(list, { as: 'alice' })).body).toMatchObject({ total: 12 });
    expect((await server.ask('/api/users/bob?organization_id=1', { as: 'alice' })).status).toBe(200);
  });

  it('answer 500 where a context that is not there meets a missing permission', async () => {
    const { ask } = await startForeman();
    const collided = await ask('/api/users?organization_id=99', { as: 'guido' });
    expect(collided).toMatchObject({ status: 500, body: { status: 500, error: 'Internal Server Error' } });
    expect((await ask('/api/users', { as: 'guido' })).status).toBe(403);
    expect(await ask('/api/users?organization_id=99', { as: 'alice' })).toMatchObject({
      status: 404,
      body: { message: 'Organization with id 99 not found' },
    });
  });

  it('make the current user fail', async () => {
    const { ask } = await startForeman();
    for (const parameter of ['organization_id=1', 'location_id=Berlin', 'role_id=2']) {
      expect((await ask(`/api/current_user?${parameter}`)).status).toBe(500);
    }
  });

  it('do not include admins from outside, except on the paths of tokens', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users/5?organization_id=2')).status).toBe(404);
    expect((await ask('/api/users/5/personal_access_tokens?organization_id=2')).status).toBe(200);
    expect((await ask('/api/users/7/personal_access_tokens?organization_id=2')).status).toBe(422);
  });

  it('still show the caller by his id', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users/4?organization_id=2')).status).toBe(200);
    expect(loginsOf(await ask('/api/users?organization_id=2'))).toEqual(['svc_m']);
  });

  it('limit roles and auth sources to what is assigned, and groups and filters not at all', async () => {
    const { ask } = await startForeman();
    const count = async (path: string): Promise<number> =>
      rowsOf(await ask(`${path}?organization_id=2`)).length;
    expect(await count('/api/roles')).toBe(0);
    expect(await count('/api/auth_sources')).toBe(0);
    expect((await ask('/api/roles/2?organization_id=2')).status).toBe(404);
    expect(await count('/api/usergroups')).toBe(3);
    expect(await count('/api/filters')).toBeGreaterThan(0);
  });

  it('must be named by a creator who is no admin, and be his', async () => {
    const server = await startForeman();
    const create = async (more: object): Promise<unknown> => {
      const json = { user: { ...newUser, ...more } };
      const { status, body } = await server.ask('/api/users', { method: 'POST', as: 'alice', json });
      const errors = (body as { readonly error?: { readonly errors?: object } }).error?.errors;
      return status === 201 ? 201 : Object.keys(errors ?? {});
    };
    const own = { organization_ids: [1], location_ids: [3] };
    expect(await create(own)).toEqual(['organization_ids', 'location_ids']);
    await placeAlice(server);
    expect(await create({})).toEqual(['organization_ids', 'location_ids']);
    expect(await create({ ...own, organization_ids: [2] })).toEqual(['base']);
    expect(await create({ ...own, organization_ids: [1, 2] })).toEqual(['base']);
    expect(await create(own)).toBe(201);
  });

  it('keep an account from being moved out of the reach of its editor', async () => {
    const server = await startForeman();
    await placeAlice(server);
    const json = { user: { organization_ids: [2] } };
    const moved = await server.ask('/api/users/bob', { method: 'PUT', as: 'alice', json });
    expect(moved).toMatchObject({ status: 422, body: { error: { errors: { base: [expect.any(String)] } } } });
    expect((await server.ask('/api/users/bob')).body).toMatchObject({ organizations: [{ name: 'Acme' }] });
  });

  it('are given to a new account where there is only one of each', async () => {
    const { ask } = await startForeman({ singleOrganization: true });
    const made = await ask('/api/users', { method: 'POST', json: { user: newUser } });
    expect(made.body).toMatchObject({ organizations: [{ name: 'Acme' }], locations: [{ name: 'Berlin' }] });
  });

  it('turn a wrong content type into a 500 where there is only one of them', async () => {
    const single = await startForeman({ singleOrganization: true });
    const asking = { method: 'POST', text: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await single.ask('/api/users', asking)).status).toBe(500);
    expect((await single.ask('/api/usergroups', asking)).status).toBe(415);
    const several = await startForeman();
    expect((await several.ask('/api/users', asking)).status).toBe(415);
  });
});
