import { afterEach, describe, expect, it } from 'vitest';
import { idOf, keysOf, listOf } from '../support/squash-json.ts';
import type { JsonValue } from '../support/squash-json.ts';
import { startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const ids = (list: JsonValue | undefined): number[] =>
  listOf(list)
    .map(idOf)
    .toSorted((left, right) => left - right);
const self = (path: string): object => ({
  self: { href: `http://squash.internal:8080/squash/api/rest/latest/${path}` },
});

describe('permissions', () => {
  it('is keyed by group, without pages, direct ones only', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/users/987/permissions');
    expect(keysOf(json).toSorted()).toEqual(['_links', 'content']);
    expect(keysOf(json['content']).toSorted()).toEqual(['advanced_tester', 'validator']);
    expect((await squash.ask('GET', '/users/486/permissions')).json['content']).toEqual({});
  });

  it('replaces what the party held on the project', async () => {
    squash = await startSquash();
    await squash.ask('POST', '/users/987/permissions/project_viewer?ids=367');
    const { json } = await squash.ask('GET', '/users/987/permissions');
    expect(keysOf(json['content']).toSorted()).toEqual(['project_viewer', 'validator']);
    expect(ids(json['content']?.['project_viewer'])).toEqual([367]);
  });

  it('counts templates too', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('POST', '/users/486/permissions/test_editor?ids=370');
    expect(json['content']?.['test_editor']?.[0]?.['_type']).toBe('project-template');
  });

  it('grants on all the projects or on none', async () => {
    squash = await startSquash();
    expect((await squash.ask('POST', '/users/486/permissions/validator?ids=367,9999')).status).toBe(404);
    expect((await squash.ask('GET', '/users/486/permissions')).json['content']).toEqual({});
    expect((await squash.ask('POST', '/users/486/permissions/validator')).status).toBe(400);
    expect((await squash.ask('DELETE', '/users/486/permissions')).status).toBe(400);
    expect((await squash.ask('GET', '/users/567/permissions')).status).toBe(404);
  });

  it.each([400, 404] as const)('answers %d to groups it does not grant by', async (status) => {
    squash = await startSquash({ unknownPermissionGroupStatus: status });
    for (const group of ['boss', 'automated_test_writer', 'custom_tester']) {
      expect((await squash.ask('POST', `/users/486/permissions/${group}?ids=367`)).status).toBe(status);
    }
  });

  it('serves teams the same way', async () => {
    squash = await startSquash();
    await squash.ask('POST', '/teams/570/permissions/validator?ids=367,368');
    const { json } = await squash.ask('GET', '/teams/570/permissions');
    expect(ids(json['content']?.['validator'])).toEqual([367, 368]);
    expect(json['_links']).toEqual(self('teams/570/permissions'));
    expect((await squash.ask('DELETE', '/teams/570/permissions?ids=367,368')).status).toBe(204);
    expect((await squash.ask('GET', '/teams/570/permissions')).json['content']).toEqual({});
  });

  it('shows users and teams from the project, and grants to both there', async () => {
    squash = await startSquash();
    const granted = await squash.ask('POST', '/projects/368/permissions/validator?ids=486,570');
    expect(granted.status).toBe(200);
    expect(keysOf(granted.json['content'])).toEqual(['validator']);
    const { json } = await squash.ask('GET', '/projects/368/permissions');
    expect(json['content']?.['test_runner']).toEqual([
      { _type: 'team', id: 569, name: 'team-1', _links: self('teams/569') },
    ]);
    expect(ids(json['content']?.['validator'])).toEqual([486, 570]);
    expect((await squash.ask('POST', '/projects/368/permissions/validator?ids=9999')).status).toBe(404);
    expect((await squash.ask('DELETE', '/projects/368/users/486,570')).status).toBe(204);
    const after = await squash.ask('GET', '/projects/368/permissions');
    expect(keysOf(after.json['content'])).toEqual(['test_runner']);
  });

  it('does not know them for users before 4.0', async () => {
    squash = await startSquash({ version: '3' });
    expect((await squash.ask('GET', '/users/987/permissions')).status).toBe(404);
  });
});

describe('clearances', () => {
  it('exists from 8 on', async () => {
    squash = await startSquash();
    expect((await squash.ask('GET', '/projects/367/clearances')).status).toBe(404);
    expect((await squash.ask('GET', '/users/987/clearances')).status).toBe(404);
  });

  it('shows profiles of a project as objects, empty ones included, users and teams mixed', async () => {
    squash = await startSquash({ version: '8' });
    const set = await squash.ask('POST', '/projects/367/clearances/7/users/486,570');
    expect(set.status).toBe(200);
    expect(keysOf(set.json['content'])).toEqual(['test_designer']);
    const { json } = await squash.ask('GET', '/projects/367/clearances');
    expect(json['_links']).toEqual(self('projects/367/clearances'));
    const designer = json['content']?.['test_designer'];
    expect(designer).toMatchObject({ _type: 'profile', id: 7, name: 'TestDesigner', type: 'system' });
    expect(designer?.['users']).toHaveLength(2);
    expect(designer?.['users']).toContainEqual({
      _type: 'user',
      id: 486,
      login: 'User-1',
      _links: self('users/486'),
    });
    expect(json['content']?.['advanced_tester']).toMatchObject({ id: 8, name: 'AdvanceTester' });
    expect(json['content']?.['custom_tester']).toEqual({
      _type: 'profile',
      id: 11,
      name: 'Custom Tester',
      type: 'custom',
      users: [],
    });
  });

  it('replaces, knows custom profiles, and old permissions do not show those', async () => {
    squash = await startSquash({ version: '8' });
    expect((await squash.ask('POST', '/users/987/clearances/11/projects/367')).status).toBe(200);
    const { json } = await squash.ask('GET', '/users/987/clearances');
    expect(keysOf(json['content']).toSorted()).toEqual(['custom_tester', 'validator']);
    expect(ids(json['content']?.['custom_tester']?.['projects'])).toEqual([367]);
    const old = await squash.ask('GET', '/users/987/permissions');
    expect(keysOf(old.json['content'])).toEqual(['validator']);
    expect((await squash.ask('DELETE', '/users/987/projects/367,369')).status).toBe(204);
    expect((await squash.ask('GET', '/users/987/clearances')).json['content']).toEqual({});
  });

  it('answers 404 to an unknown profile, project or party', async () => {
    squash = await startSquash({ version: '8' });
    for (const path of [
      '367/clearances/3/users/486',
      '999/clearances/7/users/486',
      '367/clearances/7/users/9',
    ]) {
      expect((await squash.ask('POST', `/projects/${path}`)).status).toBe(404);
    }
  });

  it('can be missing for users and teams, where it is inferred', async () => {
    squash = await startSquash({ version: '8', partyClearances: false });
    expect((await squash.ask('GET', '/users/987/clearances')).status).toBe(404);
    expect((await squash.ask('GET', '/projects/367/clearances')).status).toBe(200);
  });
});
