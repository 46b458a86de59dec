import { afterEach, describe, expect, it } from 'vitest';
import { idOf, keysOf } from '../support/squash-json.ts';
import { basic, startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const newUser = { _type: 'user', login: 'b.martin', last_name: 'Martin', password: 's3cret!', group: 'User' };
const businessError = (exception: string): object => ({
  actionValidationError: { exception, message: expect.any(String) as string },
});

describe('creating users', () => {
  it('trims the login, ignores active, fills in what is optional, tells who made it and when', async () => {
    squash = await startSquash();
    const body = { ...newUser, login: '  b.martin ', active: false, group: 'testAutomationServer' };
    const { status, json } = await squash.ask('POST', '/users', { body });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      login: 'b.martin',
      first_name: '',
      email: '',
      active: true,
      group: 'TestAutomationServer',
      last_connected_on: null,
      created_by: 'admin',
      created_on: '2024-05-02T09:12:00.000+00:00',
    });
  });

  it('gives users and teams ids out of one space', async () => {
    squash = await startSquash();
    const user = await squash.ask('POST', '/users', { body: newUser });
    const team = await squash.ask('POST', '/teams', { body: { _type: 'team', name: 'QA' } });
    expect(team.json['id']).not.toBe(user.json['id']);
    expect((await squash.ask('GET', `/users/${idOf(team.json)}`)).status).toBe(404);
    expect((await squash.ask('GET', `/teams/${idOf(user.json)}`)).status).toBe(404);
  });

  it('lets the new account in with its password', async () => {
    squash = await startSquash();
    await squash.ask('POST', '/users', { body: newUser });
    const headers = { authorization: basic('b.martin', 's3cret!') };
    expect((await squash.ask('GET', '/projects', { headers })).status).toBe(200);
  });

  it.each(['login', 'last_name', 'password', 'group', '_type'])('refuses a body without %s', async (key) => {
    squash = await startSquash();
    const body = { ...newUser, [key]: undefined };
    expect((await squash.ask('POST', '/users', { body })).status).toBe(400);
    expect((await squash.ask('GET', '/users')).json['page']).toMatchObject({ totalElements: 6 });
  });

  it.each([
    ['a short password', { password: '12345' }],
    ['a blank last name', { last_name: '  ' }],
    ['a long login', { login: 'x'.repeat(51) }],
    ['an unknown group', { group: 'Boss' }],
  ])('refuses %s', async (_what, change) => {
    squash = await startSquash();
    const body = { ...newUser, ...change };
    expect((await squash.ask('POST', '/users', { body })).status).toBe(400);
  });

  it('can answer field errors as the core does', async () => {
    squash = await startSquash({ invalidFieldStatus: 412 });
    const { status, json } = await squash.ask('POST', '/users', { body: { ...newUser, password: '1' } });
    expect(status).toBe(412);
    expect(json['fieldValidationErrors']?.[0]).toMatchObject({ objectName: null, fieldName: 'password' });
  });

  it('answers 500 where the licence has no seat left', async () => {
    squash = await startSquash({ seats: 5 });
    expect((await squash.ask('POST', '/users', { body: newUser })).status).toBe(500);
    expect((await squash.ask('POST', '/users/486/permissions/validator?ids=367')).status).toBe(500);
  });
});

describe('changing users', () => {
  it('leaves absent fields alone, and clears with empty text', async () => {
    squash = await startSquash();
    const body = { _type: 'user', email: '' };
    const { json } = await squash.ask('PATCH', '/users/486', { body });
    expect(json).toMatchObject({
      first_name: 'Charles',
      login: 'User-1',
      email: '',
      last_modified_by: 'admin',
    });
    expect(json['last_modified_on']).toBe('2024-05-02T09:12:00.000+00:00');
  });

  it('crashes on null', async () => {
    squash = await startSquash();
    const { status, json } = await squash.ask('PATCH', '/users/486', {
      body: { _type: 'user', login: null },
    });
    expect(status).toBe(500);
    expect(json).toMatchObject({ status: 500, error: 'Internal Server Error' });
    expect((await squash.ask('GET', '/users/486')).json['login']).toBe('User-1');
  });

  it('refuses a taken login, changing nothing', async () => {
    squash = await startSquash();
    const body = { _type: 'user', login: 'JOHN.DOE', email: 'new@example.org' };
    const { status, json } = await squash.ask('PATCH', '/users/486', { body });
    expect(status).toBe(412);
    expect(json).toEqual(businessError('LoginAlreadyExistsException'));
    expect((await squash.ask('GET', '/users/486')).json['email']).toBe('charlesdupond@aaaa.aa');
  });

  it('renames: old texts stay, the old login opens nothing', async () => {
    squash = await startSquash();
    await squash.ask('PATCH', '/users/1', { body: { _type: 'user', login: 'root' } });
    expect((await squash.ask('GET', '/users/1')).status).toBe(401);
    const headers = { authorization: basic('root', 'secret') };
    const { json } = await squash.ask('GET', '/users/486', { headers });
    expect(json['created_by']).toBe('admin');
    expect((await squash.ask('GET', '/users/login/admin', { headers })).status).toBe(404);
  });

  it('does not switch off its own caller', async () => {
    squash = await startSquash();
    const body = { _type: 'user', active: false };
    const { status, json } = await squash.ask('PATCH', '/users/1', { body });
    expect(status).toBe(412);
    expect(json).toEqual(businessError('ActiveUserDeleteException'));
  });

  it('drops the tokens of an account switched off for good, and keeps teams and permissions', async () => {
    squash = await startSquash();
    const headers = { authorization: 'Bearer head.john.sign' };
    expect((await squash.ask('GET', '/projects', { headers })).status).toBe(200);
    for (const active of [false, true]) {
      await squash.ask('PATCH', '/users/987', { body: { _type: 'user', active } });
    }
    expect((await squash.ask('GET', '/projects', { headers })).status).toBe(401);
    expect((await squash.ask('GET', '/users/987')).json['teams']).toHaveLength(1);
    const { json } = await squash.ask('GET', '/users/987/permissions');
    expect(keysOf(json['content']).toSorted()).toEqual(['advanced_tester', 'validator']);
  });

  it.each([
    ['8', 412],
    ['7', 200],
  ] as const)('on %s answers %d to an account that turns technical', async (version, status) => {
    squash = await startSquash({ version });
    const body = { _type: 'user', group: 'TestAutomationServer' };
    expect((await squash.ask('PATCH', '/users/486', { body })).status).toBe(status);
  });

  it('refuses passwords where a directory keeps them', async () => {
    squash = await startSquash({ internalPasswords: false });
    const body = { _type: 'user', password: 'another one' };
    const { status, json } = await squash.ask('PATCH', '/users/486', { body });
    expect(status).toBe(412);
    expect(json['fieldValidationErrors']?.[0]).toMatchObject({ fieldName: 'password' });
  });

  it('answers 404 for nobody and for a team', async () => {
    squash = await startSquash();
    const body = { _type: 'user', last_name: 'X' };
    expect((await squash.ask('PATCH', '/users/9999', { body })).status).toBe(404);
    expect((await squash.ask('PATCH', '/users/567', { body })).status).toBe(404);
  });
});

describe('deleting users', () => {
  it.each([
    ['its own caller', '486,1', 412],
    ['an owner of a milestone', '486,989', 412],
    ['nobody', '486,9999', 404],
    ['a team', '486,567', 404],
    ['a word', '486,john', 400],
  ])('deletes none of them where one is %s', async (_what, ids, status) => {
    squash = await startSquash();
    expect((await squash.ask('DELETE', `/users/${ids}`)).status).toBe(status);
    expect((await squash.ask('GET', '/users/486')).status).toBe(200);
  });

  it('takes them out of teams and projects, and frees the login', async () => {
    squash = await startSquash();
    expect((await squash.ask('DELETE', '/users/987')).status).toBe(204);
    expect((await squash.ask('GET', '/teams/569/members')).json).not.toHaveProperty('_embedded');
    expect((await squash.ask('GET', '/projects/367/permissions')).json['content']).toEqual({});
    const headers = { authorization: 'Bearer head.john.sign' };
    expect((await squash.ask('GET', '/projects', { headers })).status).toBe(401);
    const again = await squash.ask('POST', '/users', { body: { ...newUser, login: 'john.doe' } });
    expect(again.status).toBe(201);
    expect(again.json['id']).not.toBe(987);
  });
});
