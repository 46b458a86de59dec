import { afterEach, describe, expect, it } from 'vitest';
import { idOf, rowsOf, textOf } from '../support/squash-json.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const teams = '/users/login/User-1/teams';
async function subscribed(): Promise<string[]> {
  const { json } = await squash.ask('GET', `${teams}?sort=id`);
  return rowsOf(json, 'teams').map((team) => textOf(team, 'name'));
}

describe('teams of a user', () => {
  it('takes names from the query: decoded, then split at commas, then trimmed', async () => {
    squash = await startSquash();
    expect((await squash.ask('POST', `${teams}?teamNames=Team+A%2C%20team-1,team-2`)).status).toBe(204);
    expect(await subscribed()).toEqual(['Team A', 'team-1', 'team-2']);
    expect((await squash.ask('DELETE', `${teams}?teamNames=team-2,%20Team%20A`)).status).toBe(204);
    expect(await subscribed()).toEqual(['team-1']);
  });

  it('sees names in a form body of a POST', async () => {
    squash = await startSquash();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await squash.ask('POST', teams, { headers, body: 'teamNames=team-1%2C+team-2' });
    expect(answer.status).toBe(204);
    expect(await subscribed()).toEqual(['team-1', 'team-2']);
  });

  it.each([
    ['the documented body, sent as JSON', 'POST', 'application/json', 'teamNames=team-1%2C+team-2'],
    ['a JSON object', 'POST', 'application/json', '{"teamNames":["team-1"]}'],
    ['the body of a DELETE', 'DELETE', 'application/x-www-form-urlencoded', 'teamNames=team-1'],
  ])('does not see names in %s', async (_what, method, contentType, body) => {
    squash = await startSquash();
    const answer = await squash.ask(method, teams, { headers: { 'content-type': contentType }, body });
    expect(answer.status).toBe(400);
    expect(await subscribed()).toEqual([]);
  });

  it('splits a name that holds a comma; its id reaches it', async () => {
    squash = await startSquash();
    expect((await squash.ask('POST', `${teams}?teamNames=Ops%2C%20night`)).status).toBe(204);
    expect(await subscribed()).toEqual([]);
    expect((await squash.ask('POST', '/users/486/teams?teamIds=571')).status).toBe(204);
    expect(await subscribed()).toEqual(['Ops, night']);
    expect((await squash.ask('DELETE', '/users/486/teams?teamIds=571,9999')).status).toBe(204);
    expect(await subscribed()).toEqual([]);
  });

  it('takes several values as they are, commas and all', async () => {
    squash = await startSquash();
    const query = 'teamNames=Ops%2C+night&teamNames=team-1';
    expect((await squash.ask('POST', `${teams}?${query}`)).status).toBe(204);
    expect(await subscribed()).toEqual(['team-1', 'Ops, night']);
  });

  it('passes over names of nobody in silence, or refuses them all', async () => {
    squash = await startSquash();
    expect((await squash.ask('POST', `${teams}?teamNames=team-1,Ghosts`)).status).toBe(204);
    expect(await subscribed()).toEqual(['team-1']);
    await squash.stop();
    squash = await startSquash({ unknownTeamName: 404 });
    expect((await squash.ask('POST', `${teams}?teamNames=team-1,Ghosts`)).status).toBe(404);
    expect(await subscribed()).toEqual([]);
  });

  it('answers 404 for an unknown login', async () => {
    squash = await startSquash();
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect((await squash.ask(method, '/users/login/nobody/teams?teamNames=team-1')).status).toBe(404);
    }
  });

  it('can say nothing with the word null', async () => {
    squash = await startSquash({ emptyAnswer: '200 null' });
    const { status, text } = await squash.ask('POST', `${teams}?teamNames=team-1`);
    expect([status, text]).toEqual([200, 'null']);
  });

  it('can ignore the sort that nobody documented', async () => {
    squash = await startSquash({ undocumentedSort: 'ignored' });
    expect((await squash.ask('GET', `${teams}?sort=nickname`)).status).toBe(200);
    expect((await squash.ask('GET', '/users?sort=nickname')).status).toBe(400);
  });
});

describe('teams', () => {
  it('lists them lean, shows one in full', async () => {
    squash = await startSquash();
    const list = await squash.ask('GET', '/teams?sort=name');
    expect(Object.keys(list.json['_embedded']?.['teams']?.[0] ?? {})).toEqual([
      '_type',
      'id',
      'name',
      '_links',
    ]);
    const { json } = await squash.ask('GET', '/teams/569');
    expect(json['members']).toEqual([
      {
        _type: 'user',
        id: 987,
        login: 'john.doe',
        _links: { self: { href: 'http://squash.internal:8080/squash/api/rest/latest/users/987' } },
      },
    ]);
    expect((await squash.ask('GET', '/teams/name/team-1')).json).toEqual(json);
    expect((await squash.ask('GET', '/teams/987')).status).toBe(404);
  });

  it('creates, renames and refuses a name that is taken, its own included', async () => {
    squash = await startSquash();
    const body = { _type: 'team', name: ' QA ', description: '<p>x</p>' };
    const made = await squash.ask('POST', '/teams', { body });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ name: 'QA', members: [], created_by: 'admin' });
    const again = await squash.ask('POST', '/teams', { body });
    expect(again.status).toBe(412);
    expect(again.json).toEqual({
      fieldValidationErrors: [
        {
          objectName: null,
          fieldName: 'name',
          fieldValue: null,
          errorMessage: 'The name "QA" is already in use.',
        },
      ],
    });
    const path = `/teams/${idOf(made.json)}`;
    expect((await squash.ask('PATCH', path, { body: { _type: 'team', name: 'QA' } })).status).toBe(412);
    const renamed = await squash.ask('PATCH', path, { body: { _type: 'team', name: 'QA 2' } });
    expect(renamed.json).toMatchObject({ name: 'QA 2', description: '<p>x</p>' });
    expect((await squash.ask('POST', '/teams', { body })).status).toBe(201);
  });

  it('releases members and permissions of a deleted team', async () => {
    squash = await startSquash();
    expect((await squash.ask('DELETE', '/teams/569,9999')).status).toBe(404);
    expect((await squash.ask('DELETE', '/teams/569,570')).status).toBe(204);
    expect((await squash.ask('GET', '/users/987')).json['teams']).toEqual([]);
    expect((await squash.ask('GET', '/projects/368/permissions')).json['content']).toEqual({});
  });

  it('pages members under the key members', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/teams/569/members?fields=login,email');
    expect(json['_embedded']?.['members']).toEqual([
      expect.objectContaining({ _type: 'user', id: 987, login: 'john.doe', email: '' }),
    ]);
    expect(json['page']).toMatchObject({ totalElements: 1 });
  });

  it('adds and removes members, passing over ids of nobody, of teams and of members', async () => {
    squash = await startSquash();
    const members = '/teams/569/members';
    expect((await squash.ask('POST', `${members}?userIds=486,987,570,9999`)).status).toBe(204);
    const ids = async (): Promise<number[]> => {
      const { json } = await squash.ask('GET', `${members}?sort=id`);
      return rowsOf(json, 'members').map(idOf);
    };
    expect(await ids()).toEqual([486, 987]);
    expect((await squash.ask('DELETE', `${members}?userIds=987,1,9999`)).status).toBe(204);
    expect(await ids()).toEqual([486]);
    expect((await squash.ask('POST', members)).status).toBe(400);
    expect((await squash.ask('POST', '/teams/486/members?userIds=1')).status).toBe(404);
  });
});
