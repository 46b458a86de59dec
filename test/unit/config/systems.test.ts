import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mistakesIn, read, withSystem } from './read.ts';

describe('the key of a system', () => {
  it('is used once: the second use is told, and where the first is', async () => {
    const text = withSystem() + withSystem({ kind: 'squash' }).replace('systems:\n', '');
    expect(await mistakesIn(text)).toEqual([
      '6: systems[1].key: the key "teamcity" is used by systems[0] already',
    ]);
  });

  it('is told as used twice also where the systems are wrong in other ways', async () => {
    const text = withSystem({ timeoutMs: 'x' }) + withSystem({ readOnly: 'x' }).replace('systems:\n', '');
    expect(await mistakesIn(text)).toContain(
      '7: systems[1].key: the key "teamcity" is used by systems[0] already',
    );
  });

  it.each(['a', 'foreman-2', 'x'.repeat(40)])('may be %s', async (key) => {
    expect((await read(withSystem({ key }))).systems[0]?.key).toBe(key);
  });

  it.each(['A', '2nd', '-a', 'a_b', 'a.b', 'é', 'x'.repeat(41)])('may not be %s', async (key) => {
    expect((await mistakesIn(withSystem({ key }))).join()).toContain(
      '2: systems[0].key: expected lower-case',
    );
  });
});

describe('the url of a system', () => {
  it.each([
    'https://ci.example.com',
    'https://ci.example.com:8443/teamcity/',
    'http://127.0.0.1:8111',
    'http://127.1.2.3',
    'http://localhost:8111/x',
    'http://[::1]:8111',
  ])('may be %s with credentials', async (url) => {
    expect((await read(withSystem({ url }))).systems[0]?.url.href).toContain('http');
  });

  it.each([
    'http://ci.example.com',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0',
    'http://[::]',
  ])('must be https where credentials would cross the network: %s', async (url) => {
    expect(await mistakesIn(withSystem({ url }))).toEqual([
      '4: systems[0].url: credentials would cross the network in the clear: expected https:, or a loopback address',
    ]);
  });

  it('must be https where credentials of callers would cross the network', async () => {
    const lines = { url: 'http://ci.example.com', credentials: undefined };
    for (const callerCredentials of ['allow', 'require']) {
      expect((await mistakesIn(withSystem({ ...lines, callerCredentials }))).join()).toContain(
        'in the clear',
      );
    }
  });

  it('may be plain http where there are no credentials', async () => {
    const { systems } = await read(withSystem({ url: 'http://ci.example.com', credentials: undefined }));
    expect(systems[0]).toMatchObject({ authorization: '' });
  });

  it.each([
    'ci.example.com',
    'ftp://ci.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    '/teamcity',
  ])('is no address of this kind: %s', async (url) => {
    expect(await mistakesIn(withSystem({ url }))).toEqual([
      '4: systems[0].url: expected an address that starts with http: or https:',
    ]);
  });

  it.each(['https://ada:s3cret@ci.example.com', 'https://s3cret@ci.example.com'])(
    'holds no credentials: %s',
    async (url) => {
      expect(await mistakesIn(withSystem({ url }))).toEqual([
        '4: systems[0].url: expected an address without credentials; they go under credentials',
      ]);
    },
  );

  it.each(['https://ci.example.com/?a=s3cret', 'https://ci.example.com/#s3cret'])(
    'ends with the path: %s',
    async (url) => {
      expect(await mistakesIn(withSystem({ url }))).toEqual([
        '4: systems[0].url: expected an address without ? and #',
      ]);
    },
  );
});

describe('credentials', () => {
  it.each([
    ['zephyr', '{ token: abc }', 'Bearer abc'],
    ['zephyr', '{ username: ada, password: "a:b" }', 'Basic YWRhOmE6Yg=='],
    ['zephyr', undefined, ''],
    ['foreman', '{ username: ada, token: abc }', 'Basic YWRhOmFiYw=='],
    ['foreman', '{ username: ada, password: abc }', 'Basic YWRhOmFiYw=='],
    ['squash', '{ username: ada, password: é }', 'Basic YWRhOuk='],
    ['squash', '{ token: a.b.c }', 'Bearer a.b.c'],
    ['squash', undefined, ''],
    ['teamcity', '{ token: abc }', 'Bearer abc'],
    ['teamcity', '{ username: "", token: abc }', 'Basic OmFiYw=='],
    ['teamcity', '{ username: ada, password: é }', 'Basic YWRhOsOp'],
    ['teamcity', undefined, ''],
  ])('of %s may be %s', async (kind, credentials, authorization) => {
    const { systems } = await read(withSystem({ kind, credentials }));
    expect(systems[0]?.authorization).toBe(authorization);
  });

  it.each([
    ['zephyr', '{ token: "s3cret word" }'],
    ['zephyr', '{ username: "ada:x", password: s3cret }'],
    ['zephyr', '{ username: ada, password: s3crét }'],
    ['foreman', '{ token: s3cret }'],
    ['foreman', '{ username: ada, password: "" }'],
    ['foreman', '{ username: "a:b", password: s3cret }'],
    ['squash', '{ token: "s3cret word" }'],
    ['squash', '{ username: "a:b", password: s3cret }'],
    ['squash', '{ username: ada, password: s3cret☂ }'],
    ['teamcity', '{ token: "s3cret word" }'],
    ['teamcity', '{ username: "a:b", password: s3cret }'],
    ['teamcity', '{ token: s3cret, password: s3cret }'],
    ['teamcity', '{ password: s3cret }'],
    ['teamcity', '{ username: ada }'],
    ['teamcity', '{}'],
    ['teamcity', '{ token: "" }'],
  ])('of %s may not be %s: told with the line, the secret left out', async (kind, credentials) => {
    const mistakes = await mistakesIn(withSystem({ kind, credentials }));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^5: systems\[0\]\.credentials(\.\w+)?: ./u);
    expect(mistakes[0]).not.toMatch(/s3cr/u);
  });

  it('that foreman needs are missed', async () => {
    expect(await mistakesIn(withSystem({ kind: 'foreman', credentials: undefined }))).toEqual([
      '2: systems[0].credentials: Foreman needs a username with a password or a personal access token.',
    ]);
  });
});

describe('settings', () => {
  it('reach the connector as its own schema parses them', async () => {
    const { systems } = await read(withSystem({ kind: 'squash', settings: '{ pageSize: 7 }' }));
    expect(systems[0]?.settings).toEqual({ basicCharset: 'latin1', maxBulkDelete: 50, pageSize: 7 });
  });

  it('have the defaults of the connector where they are left out', async () => {
    const { systems } = await read(withSystem({ kind: 'squash' }));
    expect(systems[0]?.settings).toEqual({ basicCharset: 'latin1', maxBulkDelete: 50, pageSize: 1000 });
  });

  it('that do not fit are told with their line', async () => {
    const settings = '\n      pageSize: 2001\n      basicCharset: utf16';
    const mistakes = await mistakesIn(withSystem({ kind: 'squash', settings }));
    expect(mistakes.map((mistake) => mistake.split(': ', 2).join(': '))).toEqual([
      '7: systems[0].settings.pageSize',
      '8: systems[0].settings.basicCharset',
    ]);
  });
});

describe('the kind of a system', () => {
  let directory = '';
  let file = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'rollcall-kinds-'));
    file = join(directory, 'rollcall.yaml');
    writeFileSync(join(directory, 'good.mjs'), goodModule);
    writeFileSync(join(directory, 'nothing.mjs'), 'export const other = 1;\n');
    writeFileSync(join(directory, 'half.mjs'), "export const connector = { kind: 'half' };\n");
    writeFileSync(join(directory, 'broken.mjs'), 'export const connector = ;\n');
    writeFileSync(join(directory, 'throwing.mjs'), "throw new Error('not today');\n");
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const other = (kind: string, more: Record<string, string> = {}): string =>
    withSystem({ kind, credentials: undefined, ...more });

  it.each(['jira', 'TeamCity', 'constructor', '__proto__'])('must be known: %s is not', async (kind) => {
    expect(await mistakesIn(withSystem({ kind }), {}, file)).toEqual([
      `3: systems[0].kind: Expected one of foreman, squash, teamcity, zephyr, or a module that exports a connector (./my-connector.ts, a package); got "${kind}".`,
    ]);
  });

  it('may be a module beside the configuration, by relative path or absolute', async () => {
    for (const kind of ['./good.mjs', join(directory, 'good.mjs')]) {
      const { systems } = await read(other(kind, { settings: '{ answer: 42 }' }), {}, file);
      expect(systems[0]).toMatchObject({ kind: 'good', authorization: '', settings: { answer: 42 } });
    }
  });

  it('decides by itself which addresses it takes, files relative to the configuration', async () => {
    const { systems } = await read(other('./good.mjs', { url: 'file:./people.csv' }), {}, file);
    expect(systems[0]?.url.href).toBe(pathToFileURL(join(directory, 'people.csv')).href);
    expect(await mistakesIn(other('./good.mjs', { url: 'ftp://x' }), {}, file)).toEqual([
      '4: systems[0].url: expected an address that starts with https: or file:',
    ]);
  });

  it('decides by itself which settings it takes', async () => {
    const mistakes = await mistakesIn(other('./good.mjs', { settings: '{ answer: 41 }' }), {}, file);
    expect(mistakes).toEqual(['5: systems[0].settings.answer: expected 42']);
  });

  it.each([
    ['./nothing.mjs', 'must export `connector` with kind, urlSchemes, settings, authorization and create.'],
    ['./half.mjs', 'must export `connector` with kind, urlSchemes, settings, authorization and create.'],
    ['./missing.mjs', 'cannot be loaded: '],
    ['./broken.mjs', 'cannot be loaded: '],
    ['./throwing.mjs', 'cannot be loaded: not today'],
  ])('that is a module of no use is told why: %s', async (kind, why) => {
    const mistakes = await mistakesIn(other(kind), {}, file);
    expect(mistakes[0]).toContain(`3: systems[0].kind: The module "${kind}" ${why}`);
  });
});

const goodModule = `
const settings = {
  safeParse: (value) =>
    value.answer === undefined || value.answer === 42
      ? { success: true, data: value }
      : { success: false, error: { issues: [{ code: 'custom', path: ['answer'], message: 'expected 42' }] } },
};
export const connector = {
  kind: 'good',
  urlSchemes: ['https', 'file'],
  settings,
  authorization: () => undefined,
  create: () => ({}),
};
`;
