import { afterEach, describe, expect, it } from 'vitest';
import { squashSeed } from '../support/squash-seed.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const takenLogin = { _type: 'user', login: 'admin', last_name: 'A', password: '123456', group: 'User' };

describe('errors', () => {
  it('has the flat shape of the plugin for an unknown id', async () => {
    squash = await startSquash();
    const { status, json } = await squash.ask('GET', '/users/9999');
    expect(status).toBe(404);
    expect(json).toEqual({
      exception: 'javax.persistence.EntityNotFoundException',
      message: 'The user with id : 9999 do not exist',
    });
  });

  it('can lack the class name, and names another package on 15', async () => {
    squash = await startSquash({ errorExceptionKey: 'absent' });
    expect(Object.keys((await squash.ask('GET', '/users/9999')).json)).toEqual(['message']);
    await squash.stop();
    squash = await startSquash({ version: '15', basicAllowed: true });
    const { json } = await squash.ask('GET', '/users/9999');
    expect(json['exception']).toBe('jakarta.persistence.EntityNotFoundException');
  });

  it('speaks the caller’s language in business errors', async () => {
    squash = await startSquash();
    const english = await squash.ask('POST', '/users', { body: takenLogin });
    const headers = { 'accept-language': 'fr-FR,fr;q=0.9' };
    const french = await squash.ask('POST', '/users', { body: takenLogin, headers });
    for (const { status, json } of [english, french]) {
      expect(status).toBe(412);
      expect(json['actionValidationError']?.['exception']).toBe('LoginAlreadyExistsException');
    }
    expect(french.text).not.toBe(english.text);
  });

  it.each([
    ['application/json', 412],
    ['text/html, */*;q=0.1', 412],
    ['text/html', 500],
    [undefined, 500],
  ])('with Accept %s answers %d to a broken business rule', async (accept, status) => {
    squash = await startSquash();
    const answer = await squash.ask('POST', '/users', { body: takenLogin, headers: { accept } });
    expect(answer.status).toBe(status);
  });

  it.each(['/api/rest/latest/users', '/squash/api/rest/v1/users', '/squash/', '/'])(
    'answers 404 in HTML to %s',
    async (path) => {
      squash = await startSquash();
      const { status, headers } = await squash.askRaw('GET', path);
      expect(status).toBe(404);
      expect(headers['content-type']).toContain('text/html');
    },
  );

  it('answers 404 to an unknown path and 405 to an unknown method', async () => {
    squash = await startSquash();
    expect((await squash.ask('GET', '/nothing')).json).toMatchObject({ status: 404, error: 'Not Found' });
    const { status, headers } = await squash.ask('PUT', '/users/486');
    expect(status).toBe(405);
    expect(headers['allow']?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'PATCH']);
    expect((await squash.ask('DELETE', '/users')).status).toBe(405);
  });

  it('answered a DELETE it did not support with the GET payload when it was old', async () => {
    squash = await startSquash({ version: '3' });
    const { status, json } = await squash.ask('DELETE', '/users');
    expect(status).toBe(200);
    expect(json['page']).toMatchObject({ totalElements: 6 });
  });

  it.each([
    ['no content type', undefined, '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'login=x', 415],
    ['broken JSON', 'application/json', '{"_type":', 400],
    ['a list', 'application/json', '[]', 400],
    ['a vendor’s JSON', 'application/hal+json', JSON.stringify({ ...takenLogin, login: 'x' }), 201],
  ])('takes a body that is %s for what it is', async (_what, contentType, body, status) => {
    squash = await startSquash();
    const headers = { 'content-type': contentType };
    expect((await squash.ask('POST', '/users', { body, headers })).status).toBe(status);
  });
});

describe('old and new servers', () => {
  it('writes charset, offsets and fields of 3', async () => {
    squash = await startSquash({ version: '3', dateOffset: '+0000' });
    const { headers, json } = await squash.ask('GET', '/users/486');
    expect(headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(json).not.toHaveProperty('can_delete_from_front');
    expect(json['last_connected_on']).toBe('2018-02-11T11:00:00.000+0000');
  });

  it('can leave out when an account never connected', async () => {
    squash = await startSquash({ neverConnected: 'absent' });
    expect((await squash.ask('GET', '/users/1')).json).not.toHaveProperty('last_connected_on');
  });
});

describe('the seed', () => {
  it('comes back with a reset', async () => {
    squash = await startSquash();
    await squash.ask('DELETE', '/users/486');
    squash.reset();
    expect((await squash.ask('GET', '/users/486')).status).toBe(200);
  });

  it.each([
    ['a team that is not there', { teams: ['Ghosts'] }],
    ['a project that is not there', { projects: { Ghosts: 'validator' } }],
    ['an id of a team', { id: 567 }],
    ['a login taken in other letters', { login: 'ADMIN' }],
  ])('is refused with %s', async (_what, change) => {
    squash = await startSquash();
    const user = { login: 'extra', lastName: 'Extra', ...change };
    const seed = { ...squashSeed, users: [...squashSeed.users, user] };
    await expect(startSquash({}, seed)).rejects.toThrow(/^The Squash seed /u);
  });

  it('names only profiles that the version knows', async () => {
    squash = await startSquash();
    const user = { login: 'extra', lastName: 'Extra', projects: { proj1: 'Custom Tester', proj2: 'boss' } };
    const seed = { ...squashSeed, users: [...squashSeed.users, user] };
    await expect(startSquash({ version: '8' }, seed)).rejects.toThrow('unknown profile: boss');
  });
});
