import { describe, expect, it } from 'vitest';
import { bobToken, paulaToken } from '../support/teamcity-seed.ts';
import { startTeamCity } from '../support/teamcity-server.ts';
import type { TeamCityServer } from '../support/teamcity-server.ts';

async function find(teamCity: TeamCityServer, locator: string, token?: string): Promise<number | string[]> {
  const query = `locator=${encodeURIComponent(locator)}&fields=project(id)`;
  const reply = await teamCity.call(`GET /app/rest/projects?${query}`, token === undefined ? {} : { token });
  if (reply.status !== 200) return reply.status;
  return (reply.json() as { project: { id: string }[] }).project.map(({ id }) => id);
}

describe('projects at TeamCity', () => {
  it('are listed with name and parent; archived only when true', async () => {
    const teamCity = await startTeamCity();
    expect(
      await teamCity.get('/projects?fields=count,nextHref,project(id,name,parentProjectId,archived)'),
    ).toEqual({
      count: 4,
      project: [
        { id: '_Root', name: '<Root project>' },
        { id: 'Payments', name: 'Payments', parentProjectId: '_Root' },
        { id: 'Payments_Core', name: 'Core', parentProjectId: 'Payments' },
        { id: 'Shop', name: 'Shop (old)', parentProjectId: '_Root', archived: true },
      ],
    });
  });

  it.each<[string, number | string[]]>([
    ['item:(id:Shop),item:(id:None),item:(id:Payments)', ['Shop', 'Payments']],
    ['or:(id:SHOP,id:payments,id:None)', ['Payments', 'Shop']],
    ['id:None', []],
    ['name:(value:(Shop (old)))', ['Shop']],
    ['archived:true', ['Shop']],
    ['archived:false,count:2', ['_Root', 'Payments']],
    ['project:(id:Payments)', ['Payments_Core']],
    ['affectedProject:(id:Payments)', ['Payments', 'Payments_Core']],
    ['foo:bar', 400],
    ['count:0', []],
  ])('"%s"', async (locator, expected) => {
    expect(await find(await startTeamCity(), locator)).toEqual(expected);
  });

  it('are paged with links that repeat the rest of the call', async () => {
    const teamCity = await startTeamCity();
    interface Page {
      readonly count: number;
      readonly nextHref?: string;
      readonly prevHref?: string;
    }
    const first = await teamCity.get<Page>(
      '/projects?locator=archived:any,count:3&fields=count,nextHref,prevHref',
    );
    expect(first).toEqual({
      count: 3,
      nextHref: expect.stringMatching(
        /^\/app\/rest\/projects\?locator=archived%3Aany%2Cstart%3A3%2Ccount%3A3&fields=/u,
      ),
    });
    const next = await teamCity.call(`GET ${first.nextHref}`);
    expect(next.json()).toEqual({ count: 1, prevHref: expect.stringContaining('start%3A0') });
    expect(await teamCity.get('/projects?locator=count:4&fields=nextHref,count')).toEqual({ count: 4 });
    expect(await teamCity.get('/projects?locator=count:1')).toMatchObject({
      href: '/app/rest/projects?locator=count%3A1',
      project: [{ id: '_Root' }],
    });
  });

  it('are read by external id, unique name and internal id', async () => {
    const teamCity = await startTeamCity();
    for (const locator of ['id:Payments_Core', 'Payments_Core', 'Core', 'name:Core', 'project2']) {
      expect(await teamCity.get(`/projects/${locator}?fields=id`)).toEqual({ id: 'Payments_Core' });
    }
    expect(await teamCity.get('/projects/id:Payments_Core')).toMatchObject({
      href: '/app/rest/projects/id:Payments_Core',
      parentProject: { id: 'Payments', name: 'Payments' },
    });
    expect((await teamCity.call('GET /app/rest/projects/id:None')).status).toBe(404);
  });

  it('show themselves to whoever may see them', async () => {
    const teamCity = await startTeamCity();
    expect(await find(teamCity, 'count:-1', paulaToken)).toEqual(['Payments', 'Payments_Core']);
    expect(await find(teamCity, 'count:-1', bobToken)).toEqual([]);
    expect(await find(teamCity, 'or:(id:Payments,id:Shop)', paulaToken)).toEqual(['Payments']);
    expect(await find(teamCity, 'item:(id:Payments),item:(id:Shop)', paulaToken)).toBe(403);
    const as = { token: paulaToken };
    expect((await teamCity.call('GET /app/rest/projects/id:Shop', as)).status).toBe(403);
    const other = await startTeamCity({ invisibleProjectItem: 'skipped', invisibleProjectStatus: 404 });
    expect(await find(other, 'item:(id:Payments),item:(id:Shop)', paulaToken)).toEqual(['Payments']);
    expect((await other.call('GET /app/rest/projects/id:Shop', as)).status).toBe(404);
  });
});
