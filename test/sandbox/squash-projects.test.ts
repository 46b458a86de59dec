import { afterEach, describe, expect, it } from 'vitest';
import { rowsOf, textOf } from '../support/squash-json.ts';
import type { JsonValue } from '../support/squash-json.ts';
import { basic, startSquash } from '../support/squash-server.ts';
import type { RunningSquash } from '../support/squash-server.ts';

let squash: RunningSquash;
afterEach(() => squash.stop());

const names = (json: JsonValue, key: string): string[] =>
  rowsOf(json, key)
    .map((each) => textOf(each, 'name'))
    .toSorted();

describe('projects', () => {
  it('lists projects and templates in two arrays that one total counts', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/projects');
    expect(names(json, 'projects')).toEqual(['proj1', 'proj2', 'proj3']);
    expect(names(json, 'project-templates')).toEqual(['Main template']);
    expect(json['page']).toMatchObject({ totalElements: 4 });
  });

  it.each([
    ['STANDARD', ['projects'], 3],
    ['TEMPLATE', ['project-templates'], 1],
  ])('lists only %s ones when asked', async (type, keys, total) => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', `/projects?type=${type}`);
    expect(Object.keys(json['_embedded'] ?? {})).toEqual(keys);
    expect(json['page']).toMatchObject({ totalElements: total });
  });

  it('answers one project, not a page, to a name', async () => {
    squash = await startSquash();
    for (const blank of ['+', '%20']) {
      const { status, json } = await squash.ask('GET', `/projects?projectName=Main${blank}template`);
      expect(status).toBe(200);
      expect(json).toMatchObject({ _type: 'project-template', id: 370, name: 'Main template' });
    }
    expect((await squash.ask('GET', '/projects?projectName=PROJ1')).status).toBe(404);
  });

  it('links attachments wrongly, as seen', async () => {
    squash = await startSquash();
    const { json } = await squash.ask('GET', '/projects/367');
    expect(json).toMatchObject({ label: 'Main Sample Project', active: true, attachments: [] });
    const href = 'https://squash.internal:8080/squash/api/rest/latest/projects/attachments';
    expect(json['_links']?.['attachments']).toEqual({ href });
  });

  it('shows another caller what they may read, directly or through a team, and no more', async () => {
    squash = await startSquash();
    const headers = { authorization: basic('john.doe', 'sandbox') };
    const { status, json } = await squash.ask('GET', '/projects', { headers });
    expect(status).toBe(200);
    expect(names(json, 'projects')).toEqual(['proj1', 'proj2', 'proj3']);
    const other = { authorization: basic('owner', 'sandbox') };
    expect((await squash.ask('GET', '/projects', { headers: other })).json).not.toHaveProperty('_embedded');
    expect((await squash.ask('GET', '/projects/367', { headers })).status).toBe(403);
  });
});
