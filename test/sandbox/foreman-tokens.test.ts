import { describe, expect, it } from 'vitest';
import { rowsOf, startForeman } from '../support/foreman-server.ts';
import type { Answered, ForemanUnderTest } from '../support/foreman-server.ts';

const tokens = '/api/users/7/personal_access_tokens';

function create({ ask }: ForemanUnderTest, token: object, path = tokens, as = 'admin'): Promise<Answered> {
  return ask(path, { method: 'POST', as, json: { personal_access_token: token } });
}

describe('personal access tokens of the Foreman simulator', () => {
  it('stay listed after a revoke, keep their name, and answer the second revoke alike', async () => {
    const server = await startForeman();
    const first = await server.ask(`${tokens}/1`, { method: 'DELETE' });
    expect(first.body).toMatchObject({ revoked: true, id: 1, token: expect.stringMatching(/^\$2a\$/u) });
    expect(await server.ask(`${tokens}/1`, { method: 'DELETE' })).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect(rowsOf(await server.ask(`${tokens}?order=id`)).at(0)).toMatchObject({
      'active?': false,
      'revoked?': true,
    });
    expect((await create(server, { name: 'ci' })).status).toBe(422);
    expect((await create(server, { name: 'old' })).status).toBe(422);
    expect((await server.ask('/api/status', { as: 'alice', secret: 'alice-token-of-22-char' })).status).toBe(
      401,
    );
  });

  it('tell their value once, and it logs in', async () => {
    const server = await startForeman();
    const made = await create(server, { name: 'new' }, tokens, 'alice');
    const { token_value: secret, id } = made.body as { readonly token_value: string; readonly id: number };
    expect(secret).toMatch(/^[\w-]{22}$/u);
    expect((await server.ask('/api/current_user', { as: 'alice', secret })).status).toBe(200);
    expect((await server.ask(`${tokens}/${id}`)).body).not.toHaveProperty('token_value');
    expect((await server.ask(`${tokens}/${id}`)).body).toMatchObject({
      last_used_at: '2026-03-04 12:00:00 UTC',
    });
  });

  it.each([
    ['2026-03-04T12:00:01Z', 201],
    ['2026-03-04T11:59:59Z', 422],
    ['2026-03-04T14:00:00+03:00', 422],
    ['2026-02-30', 422],
    ['', 422],
    [4102444800, 422],
    ['on friday', 201],
    ['on monday', 422],
  ])('with expiry %j are answered with %i', async (expires, status) => {
    const server = await startForeman();
    expect((await create(server, { name: 'new', expires_at: expires })).status).toBe(status);
  });

  it('take a date for midnight in the zone of the caller', async () => {
    const server = await startForeman();
    const path = '/api/users/10/personal_access_tokens';
    const made = await create(server, { name: 'new', expires_at: '2027-01-31' }, path, 'EX\\dora');
    expect(made.body).toMatchObject({ expires_at: '2027-01-31 00:00:00 +0900' });
    const [shown] = rowsOf(await server.ask(path));
    expect(shown).toMatchObject({ expires_at: '2027-01-30 15:00:00 UTC' });
  });

  it('are named by number: a login is a 422, or a 403 for who lacks the permission', async () => {
    const { ask } = await startForeman();
    expect((await ask('/api/users/alice/personal_access_tokens')).status).toBe(422);
    expect((await ask('/api/users/alice/personal_access_tokens', { as: 'alice' })).status).toBe(403);
    expect((await ask('/api/users/7-alice/personal_access_tokens', { as: 'alice' })).status).toBe(200);
  });

  it('cannot be seen where another login is the number of their owner', async () => {
    const server = await startForeman();
    const path = '/api/users/8/personal_access_tokens';
    const made = await create(server, { name: 'new' }, path);
    const { id, user_id: owner } = made.body as { readonly id: number; readonly user_id: number };
    expect(owner).toBe(8);
    expect((await server.ask(path)).body).toMatchObject({ total: 0 });
    expect((await server.ask(`${path}/${id}`)).status).toBe(404);
    expect((await server.ask(path, { as: 'bob' })).body).toMatchObject({ total: 1 });
  });

  it('can be made for an admin of the own organization by anybody with that permission, but not for one outside', async () => {
    const server = await startForeman();
    const path = (id: number): string => `/api/users/${id}/personal_access_tokens`;
    expect((await create(server, { name: 'new' }, path(5), 'clerk')).status).toBe(201);
    expect((await create(server, { name: 'new' }, path(4), 'clerk')).status).toBe(422);
    expect((await server.ask(path(5), { as: 'clerk' })).status).toBe(403);
  });
});
