import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../support/squash-json.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

/** The examples of the vendor's document "Users", whose links have no context and this host. */
const root = 'http://localhost:8080/api/rest/latest';

let squash: RunningSquash;
beforeEach(async () => {
  squash = await startSquash({
    contextPath: '',
    hrefBase: 'http://localhost:8080',
    unsortedOrder: 'by-id',
  });
});
afterEach(() => squash.stop());

const user1 = {
  _type: 'user',
  id: 486,
  first_name: 'Charles',
  last_name: 'Dupond',
  login: 'User-1',
  email: 'charlesdupond@aaaa.aa',
  active: true,
  group: 'User',
  can_delete_from_front: true,
  teams: [],
  last_connected_on: '2018-02-11T11:00:00.000+00:00',
  created_by: 'admin',
  created_on: '2017-07-04T10:00:00.000+00:00',
  last_modified_by: 'admin',
  last_modified_on: '2017-07-05T10:00:00.000+00:00',
  _links: { self: { href: `${root}/users/486` } },
};

const audit = {
  created_by: 'admin',
  created_on: '2017-07-04T10:00:00.000+00:00',
  last_modified_by: 'admin',
  last_modified_on: '2017-07-05T10:00:00.000+00:00',
};

function project(id: number, name: string): object {
  return {
    _type: 'project',
    id,
    description: '<p>This project is the main sample project</p>',
    label: 'Main Sample Project',
    name,
    active: true,
    attachments: [],
    _links: { self: { href: `${root}/projects/${id}` } },
  };
}

describe('the documented examples', () => {
  it('lists users: the third of single-row pages', async () => {
    const answer = await squash.ask('GET', '/users?page=2&size=1');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json).toEqual({
      _embedded: {
        users: [
          {
            _type: 'user',
            id: 486,
            login: 'User-1',
            active: true,
            group: 'User',
            _links: { self: { href: `${root}/users/486` } },
          },
        ],
      },
      _links: {
        first: { href: `${root}/users?page=0&size=1` },
        prev: { href: `${root}/users?page=1&size=1` },
        self: { href: `${root}/users?page=2&size=1` },
        next: { href: `${root}/users?page=3&size=1` },
        last: { href: `${root}/users?page=5&size=1` },
      },
      page: { size: 1, totalElements: 6, totalPages: 6, number: 2 },
    });
  });

  it('reads a user by login', async () => {
    const answer = await squash.ask('GET', '/users/login/User-1');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(user1);
    expect(Object.keys(answer.json)).toEqual(Object.keys(user1));
  });

  it('creates a user, with the keys of the documented answer', async () => {
    const body = {
      _type: 'user',
      first_name: 'Charles',
      last_name: 'Dupond',
      login: 'User-7',
      password: '123456',
      email: 'charlesdupond@aaaa@aa',
      group: 'User',
      can_delete_from_front: true,
    };
    const { status, json } = await squash.ask('POST', '/users', { body });
    expect(status).toBe(201);
    // The sample shows a connection of an account just made; a real one never connected.
    expect(shapeOf(json)).toEqual(shapeOf({ ...user1, last_connected_on: null }));
    expect(json).toMatchObject({ login: 'User-7', email: 'charlesdupond@aaaa@aa', active: true, teams: [] });
    expect(json['_links']).toEqual({ self: { href: `${root}/users/${idOf(json)}` } });
    expect((await squash.ask('GET', '/users/login/User-7')).json).toEqual(json);
  });

  it('modifies a user', async () => {
    const body = {
      _type: 'user',
      first_name: 'Charles',
      last_name: 'Dupond',
      login: 'User-42',
      password: '123456',
      email: 'charlesdupond@bbbb@bb',
      active: false,
      group: 'User',
      can_delete_from_front: false,
    };
    const { status, json } = await squash.ask('PATCH', '/users/486', { body });
    expect(status).toBe(200);
    expect(shapeOf(json)).toEqual(shapeOf(user1));
    const { password, ...shown } = body;
    expect(json).toMatchObject(shown);
    expect(json).not.toHaveProperty('password', password);
  });

  it('deletes several users', async () => {
    const answer = await squash.ask('DELETE', '/users/169,486', {
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expect((await squash.ask('GET', '/users/169')).status).toBe(404);
    expect((await squash.ask('GET', '/users/486')).status).toBe(404);
  });

  it('lists the teams of a user, each in full', async () => {
    await squash.ask('POST', '/users/login/User-1/teams?teamNames=Team%20A,Team%20B');
    const answer = await squash.ask('GET', '/users/login/User-1/teams');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      _embedded: {
        teams: [
          {
            _type: 'team',
            id: 567,
            name: 'Team A',
            description: '<p>black panther</p>',
            ...audit,
            _links: { self: { href: `${root}/teams/567` } },
          },
          {
            _type: 'team',
            id: 568,
            name: 'Team B',
            description: '<p>black widow</p>',
            ...audit,
            _links: { self: { href: `${root}/teams/568` } },
          },
        ],
      },
      _links: { self: { href: `${root}/users/login/User-1/teams?page=0&size=20` } },
      page: { size: 20, totalElements: 2, totalPages: 1, number: 0 },
    });
  });

  it('unsubscribes by the documented query', async () => {
    const teams = '/users/login/User-1/teams';
    await squash.ask('POST', `${teams}?teamNames=team-1%2C+team-2`);
    expect((await squash.ask('GET', teams)).json['page']).toMatchObject({ totalElements: 2 });
    const answer = await squash.ask('DELETE', `${teams}?teamNames=team-1%2C+team-2`);
    expect(answer.status).toBe(204);
    expect((await squash.ask('GET', teams)).json['page']).toMatchObject({ totalElements: 0 });
  });

  it('keeps the permissions of a user by group', async () => {
    await squash.ask('POST', '/users/486/permissions/validator?ids=369');
    await squash.ask('POST', '/users/486/permissions/advanced_tester?ids=367,368');
    const answer = await squash.ask('GET', '/users/486/permissions');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      content: {
        validator: [project(369, 'proj3')],
        advanced_tester: [project(367, 'proj1'), project(368, 'proj2')],
      },
      _links: { self: { href: `${root}/users/486/permissions` } },
    });
  });

  it('adds a permission and shows just that', async () => {
    await squash.ask('POST', '/users/486/permissions/advanced_tester?ids=367,368');
    const answer = await squash.ask('POST', '/users/486/permissions/advanced_tester?ids=369');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      content: { advanced_tester: [project(369, 'proj3')] },
      _links: { self: { href: `${root}/users/486/permissions` } },
    });
  });

  it('deletes a permission', async () => {
    await squash.ask('POST', '/users/486/permissions/advanced_tester?ids=369');
    const answer = await squash.ask('DELETE', '/users/486/permissions?ids=369');
    expect(answer.status).toBe(204);
    expect((await squash.ask('GET', '/users/486/permissions')).json['content']).toEqual({});
  });
});

/** Keys and types, values left out. */
function shapeOf(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}
