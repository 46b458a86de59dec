import { afterEach, describe, expect, it } from 'vitest';
import { squashSwitchDefaults } from '#sandbox/squash/switches.ts';
import { idOf, keysOf, rowsOf, textOf } from '../support/squash-json.ts';
import type { JsonValue } from '../support/squash-json.ts';
import { squashSeed } from '../support/squash-seed.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const logins = (json: JsonValue): string[] => rowsOf(json, 'users').map((user) => textOf(user, 'login'));
const firstKeys = (json: JsonValue): string[] => keysOf(rowsOf(json, 'users')[0]);

describe('pages', () => {
  it('has no _embedded where there is nothing to show', async () => {
    squash = await startSquash();
    const empty = await squash.ask('GET', '/users/login/User-1/teams');
    expect(empty.json).not.toHaveProperty('_embedded');
    expect(empty.json['page']).toEqual({ size: 20, totalElements: 0, totalPages: 0, number: 0 });
    const beyond = await squash.ask('GET', '/users?page=9');
    expect(beyond.status).toBe(200);
    expect(beyond.json).not.toHaveProperty('_embedded');
    expect(beyond.json['page']).toMatchObject({ totalElements: 6, number: 9 });
  });

  it('links only itself where one page holds all, at the host the server takes itself for', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/users?sort=id');
    const href = 'http://squash.internal:8080/squash/api/rest/latest/users?page=0&size=20&sort=id,asc';
    expect(json['_links']).toEqual({ self: { href } });
  });

  it('leaves out prev on the first page and next on the last', async () => {
    squash = await startSquash();
    const first = await squash.ask('GET', '/users?size=4');
    expect(keysOf(first.json['_links'])).toEqual(['first', 'self', 'next', 'last']);
    const last = await squash.ask('GET', '/users?size=4&page=1');
    expect(keysOf(last.json['_links'])).toEqual(['first', 'prev', 'self', 'last']);
  });

  it.each([
    ['nothing', '', { size: 20, number: 0 }],
    ['too small a size', '?size=0', { size: 20, number: 0 }],
    ['a negative page', '?page=-1&size=5', { size: 5, number: 0 }],
    ['words', '?page=one&size=many', { size: 20, number: 0 }],
    ['a size above the cap', '?size=5000', { size: squashSwitchDefaults.maxPageSize, number: 0 }],
  ])('puts %s right without an error', async (_what, query, page) => {
    squash = await startSquash();
    const answer = await squash.ask('GET', `/users${query}`);
    expect(answer.status).toBe(200);
    expect(answer.json['page']).toMatchObject(page);
  });

  it('promises no order without sort: another one each time', async () => {
    squash = await startSquash();
    const orders = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      orders.add(logins((await squash.ask('GET', '/users')).json).join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('sorts by the properties it has', async () => {
    squash = await startSquash();
    const byId = ['admin', 'Élodie', 'User-1', 'john.doe', 'robot', 'owner'];
    expect(logins((await squash.ask('GET', '/users?sort=id')).json)).toEqual(byId);
    expect(logins((await squash.ask('GET', '/users?sort=id,desc')).json)).toEqual(byId.toReversed());
    const byLogin = ['admin', 'Élodie', 'john.doe', 'owner', 'robot', 'User-1'];
    expect(logins((await squash.ask('GET', '/users?sort=login')).json)).toEqual(byLogin);
  });

  it.each([400, 500] as const)('fails with %d on a sort property it does not have', async (status) => {
    squash = await startSquash({ unknownSortStatus: status });
    expect((await squash.ask('GET', '/users?sort=nickname')).status).toBe(status);
  });

  it('keeps a kept order true after writes', async () => {
    squash = await startSquash();
    await squash.ask('GET', '/users?sort=login');
    await squash.ask('PATCH', '/users/987', { body: { _type: 'user', login: 'zoe' } });
    await squash.ask('DELETE', '/users/169');
    const after = await squash.ask('GET', '/users?sort=login');
    expect(logins(after.json)).toEqual(['admin', 'owner', 'robot', 'User-1', 'zoe']);
  });

  it('shows inactive and technical accounts like any other', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/users?sort=id');
    expect(json['_embedded']?.['users']).toContainEqual(
      expect.objectContaining({ login: 'robot', active: false, group: 'TestAutomationServer' }),
    );
  });

  it('pages through 20,000 accounts, each once', async () => {
    const users = Array.from({ length: 19_994 }, (_, index) => ({ login: `u${index}`, lastName: 'Many' }));
    squash = await startSquash({}, { ...squashSeed, users: [...squashSeed.users, ...users] });
    const ids = new Set<number>();
    for (let page = 0; page < 20; page += 1) {
      const { json } = await squash.ask('GET', `/users?size=1000&sort=id&page=${page}`);
      for (const user of rowsOf(json, 'users')) ids.add(idOf(user));
    }
    expect(ids.size).toBe(20_000);
    expect((await squash.ask('GET', '/users/login/u19993')).json['login']).toBe('u19993');
  });
});

describe('fields', () => {
  const slim = ['_type', 'id', 'login', 'active', 'group', '_links'];

  it.each([
    ['nothing', '', slim],
    ['names', '?fields=login,email', ['_type', 'id', 'login', 'email', '_links']],
    ['an encoded comma', '?fields=login%2Cemail', ['_type', 'id', 'login', 'email', '_links']],
    ['a name taken away', '?fields=-group', ['_type', 'id', 'login', 'active', '_links']],
    ['names nobody knows', '?fields=login,shoe_size', ['_type', 'id', 'login', '_links']],
  ])('shows the right keys for %s', async (_what, query, keys) => {
    squash = await startSquash();
    expect(firstKeys((await squash.ask('GET', `/users${query}`)).json)).toEqual(keys);
  });

  it('shows everything for *, less what is taken away', async () => {
    squash = await startSquash();
    const all = firstKeys((await squash.ask('GET', '/users?fields=*')).json);
    const alone = (await squash.ask('GET', '/users/486')).json;
    expect(all).toEqual(Object.keys(alone));
    const less = firstKeys((await squash.ask('GET', '/users?fields=*,-email')).json);
    expect(less).toEqual(all.filter((key) => key !== 'email'));
  });

  it('chooses inside teams, and takes raw brackets for an invalid request', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/users/987?fields=login,teams%5Bid,name%5D');
    const href = 'http://squash.internal:8080/squash/api/rest/latest/teams/569';
    const team = { _type: 'team', id: 569, name: 'team-1', _links: { self: { href } } };
    expect(json).toMatchObject({ login: 'john.doe', teams: [team] });
    expect((await squash.ask('GET', '/users/987?fields=teams%5Bid%5D')).json['teams']).toEqual([
      { _type: 'team', id: 569, _links: { self: { href } } },
    ]);
    const raw = await squash.ask('GET', '/users/987?fields=teams[id]');
    expect(raw.status).toBe(400);
    expect(raw.headers['content-type']).toContain('text/html');
  });

  it('can be a server that understands neither nesting nor wildcards', async () => {
    squash = await startSquash({ nestedFieldsHonoured: false, wildcardFieldsHonoured: false });
    const nested = await squash.ask('GET', '/users/987?fields=login,teams%5Bid,name%5D');
    expect(Object.keys(nested.json)).toEqual(['_type', 'id', 'login', '_links']);
    const wild = await squash.ask('GET', '/users/987?fields=*');
    expect(Object.keys(wild.json)).toEqual(['_type', 'id', '_links']);
  });

  it('can be a server that shows teams and members alone, but not in lists', async () => {
    squash = await startSquash({ listTeamsHonoured: false, listMembersHonoured: false });
    expect(firstKeys((await squash.ask('GET', '/users?fields=login,teams')).json)).not.toContain('teams');
    expect((await squash.ask('GET', '/users/987?fields=teams')).json['teams']).toHaveLength(1);
    const teams = await squash.ask('GET', '/teams?fields=name,members');
    expect(teams.json['_embedded']?.['teams']?.[0]).not.toHaveProperty('members');
    expect((await squash.ask('GET', '/teams/569')).json['members']).toHaveLength(1);
  });

  it('works on the answers of writes', async () => {
    squash = await startSquash();
    const body = { _type: 'user', last_name: 'Dumont' };
    const { json } = await squash.ask('PATCH', '/users/486?fields=last_name', { body });
    expect(Object.keys(json)).toEqual(['_type', 'id', 'last_name', '_links']);
  });
});
