import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import type { Facet } from '#domain/holdings.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Http } from '#http/http.ts';
import { connector as module } from '../../../examples/csv-connector/connector.ts';
import { parseCsv } from '../../../examples/csv-connector/csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-csv-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const example = new URL('../../../examples/csv-connector/people.csv', import.meta.url);
const call: Call = {
  identity: createIdentity('', false),
  signal: AbortSignal.timeout(60_000),
  requestId: 'test',
  isBulk: false,
  isFresh: false,
};
const noHttp: Http = {
  send: () => Promise.reject(new Error('a file is not asked over HTTP')),
  json: () => Promise.reject(new Error('a file is not asked over HTTP')),
};

function open(url: URL, settings: object = {}): Connector {
  const parsed = module.settings.parse(settings);
  return module.create({ system: 'badges', url, settings: parsed, http: noHttp, now: Date.now });
}

let files = 0;
async function write(text: string): Promise<URL> {
  files += 1;
  const path = join(folder, `people ${files}.csv`);
  await writeFile(path, text);
  return pathToFileURL(path);
}

async function logins(connector: Connector, how: Call = call): Promise<string[]> {
  const all: string[] = [];
  for await (const page of connector.listAccounts(how)) all.push(...page.map((account) => account.login));
  return all;
}

describe('the example file', () => {
  it('lists its accounts', async () => {
    const all = await logins(open(example));
    expect(all).toHaveLength(12);
    expect(new Set(all).size).toBe(12);
  });

  it('tells of an account what its columns say, and the other columns as attributes', async () => {
    const { found, failed } = await open(example).readAccounts(
      call,
      { ids: ['E-1005'], logins: ['HEDY.lamarr', 'nobody'] },
      new Set<Facet>(['groups', 'details']),
    );
    expect(failed).toEqual([]);
    const [jose, hedy] = found;
    expect(jose).toMatchObject({
      account: {
        system: 'badges',
        nativeId: 'E-1005',
        login: 'jose.nunez',
        displayName: 'José Núñez',
        status: 'ACTIVE',
        isAdministrator: false,
        lastLoginAt: Date.parse('2026-02-20T08:30:00Z'),
        hasLoggedIn: true,
      },
      holdings: { groups: { ok: true, value: [{ group: { nativeId: 'Flight tests', isWhole: true } }] } },
      details: {
        ok: true,
        value: {
          kind: 'other',
          attributes: [
            { name: 'costCentre', value: '4300' },
            { name: 'badge', value: 'B-03' },
            { name: 'remark', value: 'Works from Sevilla, Mondays in Bilbao' },
          ],
        },
      },
    });
    expect(hedy?.account.status).toBe('DISABLED');
    expect(hedy?.holdings.groups).toEqual({ ok: true, value: [] });
  });

  it('answers only the facets asked for, and each account once', async () => {
    const wanted = { ids: ['E-1001'], logins: ['ada.lovelace'] };
    const { found } = await open(example).readAccounts(call, wanted, new Set());
    expect(found).toHaveLength(1);
    expect(found[0]?.holdings).toEqual({});
    expect(found[0]?.details).toBeUndefined();
  });

  it('leaves open whether somebody without a last login ever logged in', async () => {
    const { found } = await open(example).readAccounts(call, { ids: ['E-1009'], logins: [] }, new Set());
    expect(found[0]?.account.lastLoginAt).toBeUndefined();
    expect(found[0]?.account.hasLoggedIn).toBeUndefined();
  });

  it('has groups and members', async () => {
    const { groups } = open(example);
    const names: unknown[] = [];
    for await (const page of groups?.list(call) ?? []) names.push(...page.map((group) => group.name));
    expect(names).toEqual(['Release board', 'Quality', 'Build', 'Flight tests']);
    expect([...((await groups?.read(call, ['Build', 'None'])) ?? []).keys()]).toEqual(['Build']);
    const members: string[] = [];
    for await (const page of groups?.members?.(call, 'Build') ?? [])
      members.push(...page.map((one) => one.nativeId));
    expect(members).toEqual(['E-1002', 'E-1003', 'E-1008', 'S-0001']);
    const none = groups?.members?.(call, 'None')[Symbol.asyncIterator]().next();
    await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND', system: 'badges' });
  });

  it('has nobody who signs in', async () => {
    await expect(open(example).readCurrentAccount(call, new Set())).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
  });

  it('can be probed', async () => {
    expect(await open(example).probe(call)).toEqual({ capabilities: [] });
  });
});

describe('a file', () => {
  it('without groups says so when probed', async () => {
    const connector = open(await write('id,login\n1,ada\n'));
    expect((await connector.probe(call)).capabilities.map((one) => [one.operation, one.support])).toEqual([
      ['LIST_GROUPS', 'UNSUPPORTED'],
      ['READ_GROUPS', 'UNSUPPORTED'],
    ]);
  });

  it('is read again when it changed, and not before', async () => {
    const url = await write('id,login\n1,ada\n');
    const early = new Date('2026-01-01T00:00:00Z');
    await utimes(url, early, early);
    const connector = open(url);
    expect(await logins(connector)).toEqual(['ada']);

    await writeFile(url, 'id,login\n1,eva\n');
    await utimes(url, early, early);
    expect(await logins(connector)).toEqual(['ada']);
    expect(await logins(connector, { ...call, isFresh: true })).toEqual(['eva']);

    await writeFile(url, 'id,login\n1,ida\n');
    await utimes(url, early, new Date('2026-01-02T00:00:00Z'));
    expect(await logins(connector)).toEqual(['ida']);
  });

  it('that is mended is taken again', async () => {
    const url = await write('id,login\n1,\n');
    const connector = open(url);
    await expect(logins(connector)).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    await writeFile(url, 'id,login\n1,ada\n');
    expect(await logins(connector)).toEqual(['ada']);
  });

  it('that is not there is unavailable, without telling paths', async () => {
    const probing = open(pathToFileURL(join(folder, 'none.csv'))).probe(call);
    await expect(probing).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'badges: the file cannot be read (ENOENT).',
    });
  });

  it('may have another delimiter', async () => {
    expect(await logins(open(await write('id;login\n1;ada'), { delimiter: ';' }))).toEqual(['ada']);
  });

  it.each([
    ['id,login\n1,ada\n,eva\n', 'line 3, column "id" of the file: it is empty'],
    ['id,login\n1,ada\n2, \n', 'line 3, column "login" of the file: it is empty'],
    ['id,login\n1,ada\n\n1,eva\n', 'line 4, column "id" of the file: the id of line 2 again'],
    ['id,login,remark\n1,ada,"two\r\nlines"\n1,eva,\n', 'line 4, column "id"'],
    ['id,name\n1,ada\n', 'line 1, column "login" of the file: there is no such column'],
    ['', 'line 1, column "id"'],
    ['id,login,login\n', 'line 1, column "login" of the file: the column is there twice'],
    ['id,login,email\n1,ada\n', 'line 2, column "email" of the file: expected 3 fields'],
    ['id,login\n1,ada,x\n', 'line 2, column "login" of the file: expected 2 fields'],
    ['id,login,active\n1,ada,perhaps\n', 'line 2, column "active" of the file: expected true or false'],
    ['id,login,lastLogin\n1,ada,yesterday\n', 'line 2, column "lastLogin" of the file: expected an instant'],
    ['id,login\n1,"ada\n2,eva\n', 'line 2 of the file: a quote that is never closed'],
    ['id,login\n1,a"da\n', 'line 2 of the file: a quote inside a field without quotes'],
    ['id,login\n1,"ada"x\n', 'line 2 of the file: text after a closing quote'],
  ])('with a mistake is refused by line and column: %j', async (text, message) => {
    await expect(logins(open(await write(text)))).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      system: 'badges',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the module', () => {
  it('refuses credentials and settings it does not know', () => {
    expect(module.authorization(undefined, { delimiter: ',' })).toBeUndefined();
    expect(() => module.authorization({ token: 'x' }, { delimiter: ',' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(module.settings.safeParse({ separator: ';' }).success).toBe(false);
  });

  it('refuses a url that is no file', () => {
    expect(() => open(new URL('https://example.com/people.csv'))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field: ['url'] }),
    );
  });
});

describe('a table', () => {
  it('may hold quotes, delimiters and line breaks in quotes, and any line break between records', () => {
    const text = '\u{feff}a,"b,""c""\r\nd"\r\n\n,\r"",e';
    expect([...parseCsv(text)]).toEqual([
      { line: 1, fields: ['a', 'b,"c"\r\nd'] },
      { line: 4, fields: ['', ''] },
      { line: 5, fields: ['', 'e'] },
    ]);
  });
});
