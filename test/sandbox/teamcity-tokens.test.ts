import { describe, expect, it } from 'vitest';
import { aliceToken, bobToken, rootToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityReply, TeamCityServer } from '../support/teamcity-server.ts';

const own = '/app/rest/users/current/tokens';

function create(teamCity: TeamCityServer, json: unknown): Promise<TeamCityReply> {
  return teamCity.call(`POST ${own}`, { token: aliceToken, json });
}

const restricted = (...permissionRestriction: unknown[]): object => ({
  name: 'deploy',
  permissionRestrictions: { permissionRestriction },
});
const globally = { isGlobalScope: true, permission: { id: 'view_project' } };
const inPayments = { project: { id: 'Payments' }, permission: { id: 'RUN_BUILD' } };

describe('access tokens at TeamCity', () => {
  it('show names alone unless more is asked for, and never the value', async () => {
    const teamCity = await startTeamCity();
    const fields = 'count,token(name,value,creationTime,expirationTime,permissionRestrictions)';
    expect(await teamCity.get(`/users/current/tokens?fields=${fields}`, { token: aliceToken })).toEqual({
      count: 2,
      token: [
        { name: 'ci', creationTime: '20240304T101530+0000', expirationTime: '20271231T235959+0000' },
        { name: 'old', creationTime: '20240701T120000+0000', expirationTime: '20240101T000000+0000' },
      ],
    });
  });

  it('have ISO dates in XML', async () => {
    const teamCity = await startTeamCity();
    const reply = await teamCity.call(`GET ${own}?fields=token(name,expirationTime)`, {
      token: aliceToken,
      accept: '',
    });
    expect(reply.text).toContain('<token name="ci" expirationTime="2027-12-31T23:59:59.000Z"/>');
  });

  it('are created with an expiry and restrictions, and act with those alone', async () => {
    const teamCity = await startTeamCity();
    const json = { ...restricted(globally, inPayments), expirationTime: '20271231T235959+0000' };
    const made = await create(teamCity, json);
    expect(made.json()).toEqual({
      name: 'deploy',
      creationTime: '20240701T120000+0000',
      expirationTime: '20271231T235959+0000',
      value: expect.any(String),
      permissionRestrictions: { count: 2 },
    });
    const fields =
      'token(name,permissionRestrictions(permissionRestriction(isGlobalScope,project(id),permission(id))))';
    const list = await teamCity.get(`/users/current/tokens?fields=${fields}`, { token: aliceToken });
    expect(list).toMatchObject({
      token: [
        {},
        {},
        {
          permissionRestrictions: {
            permissionRestriction: [
              { isGlobalScope: true, permission: { id: 'view_project' } },
              { isGlobalScope: false, project: { id: 'Payments' }, permission: { id: 'run_build' } },
            ],
          },
        },
      ],
    });
  });

  it('cut an administrator down to what they name', async () => {
    const teamCity = await startTeamCity();
    const json = restricted({ isGlobalScope: true, permission: { id: 'view_project' } });
    const made = await teamCity.call(`POST ${own}`, { token: rootToken, json });
    const { value: token } = made.json() as { value: string };
    expect((await teamCity.call('GET /app/rest/users', { token })).status).toBe(403);
    expect((await teamCity.call('GET /app/rest/projects', { token })).status).toBe(200);
    expect((await teamCity.call('GET /app/rest/users/current', { token })).status).toBe(200);
  });

  it.each<[unknown, number]>([
    [{}, 400],
    [{ name: 'ci' }, 400],
    [{ name: 'x', expirationTime: '2027-12-31T23:59:59Z' }, 400],
    [{ name: 'x', expirationTime: '20200101T000000+0000' }, 400],
    [{ name: 'x', expirationTime: 1_900_000_000_000 }, 200],
    [{ name: 'x', permissionRestrictions: {} }, 500],
    [restricted(), 400],
    [restricted({ permission: { id: 'run_build' } }), 500],
    [restricted({ isGlobalScope: true }), 500],
    [restricted({ isGlobalScope: true, permission: { id: 'fly' } }), 400],
    [restricted({ project: { id: 'None' }, permission: { id: 'run_build' } }), 404],
    [restricted({ isGlobalScope: true, permission: { id: 'delete_user' } }), 403],
    [{ name: 'with/slash' }, 200],
  ])('answer %j with %i', async (json, status) => {
    expect((await create(await startTeamCity(), json)).status).toBe(status);
  });

  it('are unique by name, and unknown ones cannot be deleted', async () => {
    const teamCity = await startTeamCity();
    const as = { token: aliceToken };
    const again = await teamCity.call(`POST ${own}/ci`, as);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('Token already exists')]);
    expect((await teamCity.call(`DELETE ${own}/none`, as)).status).toBe(404);
    expect((await teamCity.call(`POST ${own}/with%20blank`, as)).json()).toMatchObject({
      name: 'with blank',
    });
    expect((await teamCity.call(`DELETE ${own}/with%20blank`, as)).status).toBe(204);
  });

  it('can be handled for oneself alone, however mighty one is', async () => {
    const teamCity = await startTeamCity();
    const tries = [
      'GET /app/rest/users/id:7/tokens',
      'POST /app/rest/users/id:7/tokens/x',
      'DELETE /app/rest/users/id:7/tokens/ci',
    ];
    for (const target of tries) {
      expect((await teamCity.call(target)).status).toBe(403);
      expect((await teamCity.call(target, { token: bobToken })).status).toBe(404);
    }
    const other = await startTeamCity({ tokensOfOthers: 'administrators' });
    for (const target of tries) expect((await other.call(target)).status).toBeLessThan(300);
  });
});
