import { describe, expect, it } from 'vitest';
import { readConfig } from '#config/read-config.ts';
import { mistakesIn, read, withSystem } from './read.ts';

describe('a configuration', () => {
  it('that says only what it must has defaults for the rest', async () => {
    const { systems, ...rest } = await read(withSystem());
    expect(rest).toEqual({
      server: {
        host: '127.0.0.1',
        port: 4000,
        graphiql: true,
        introspection: true,
        metrics: true,
        corsOrigins: [],
        drainSeconds: 20,
      },
      auth: { mode: 'none', allowAnonymous: false },
      limits: {
        defaultPageSize: 50,
        maxPageSize: 500,
        maxTokenOwners: 2000,
        maxRows: 1_000_000,
        maxAnswerRows: 50_000,
        maxUpstreamCalls: 5000,
        maxDepth: 25,
        maxAliases: 1000,
        maxRootFields: 500,
        maxVariableValues: 20_000,
        maxBodyBytes: 1_048_576,
        maxRequestsAtOnce: 500,
        requestsPerMinute: 0,
        maxAnswerBytes: 8_388_608,
      },
      snapshots: { freshSeconds: 30, maxAgeSeconds: 300, maxStaleSeconds: 86_400, maxBytes: 268_435_456 },
      log: { level: 'info' },
      documents: { byId: new Map(), only: false },
      dataDirectory: './data',
      keepIdempotencyKeysMs: 86_400_000,
    });
    expect(systems).toHaveLength(1);
    expect(systems[0]).toMatchObject({
      key: 'teamcity',
      kind: 'teamcity',
      name: 'teamcity',
      authorization: 'Bearer abc',
      callerCredentials: 'ignore',
      isReadOnly: false,
      timeoutMs: 10_000,
      connectTimeoutMs: 3000,
      firstByteTimeoutMs: 10_000,
      maxConcurrency: 8,
      maxQueue: 10_000,
      retries: 2,
      breaker: { failures: 10, openMs: 1000, maxOpenMs: 30_000 },
      signInRetryMs: 60_000,
    });
    expect(systems[0]?.url.href).toBe('https://ci.example.com/teamcity');
  });

  it('says everything there is to say', async () => {
    const config = await read(`
server: { host: 0.0.0.0, port: 8080, graphiql: false }
auth:
  mode: keys
  keys: [{ name: portal, sha256: ${'ab'.repeat(32)}, scopes: [READ, TOKENS] }]
systems:
  - key: ci-2
    kind: teamcity
    name: The second TeamCity
    url: https://ci.example.com
    callerCredentials: require
    readOnly: true
    timeoutMs: 500
    maxConcurrency: 2
limits: { defaultPageSize: 10, maxPageSize: 20, maxTokenOwners: 30, maxAnswerBytes: 4096 }
snapshots: { freshSeconds: 1, maxAgeSeconds: 2, maxStaleSeconds: 3, maxBytes: 4000000 }
log: { level: silent }
data: { dir: ./data, keepIdempotencyKeysHours: 48 }
`);
    expect(config).toMatchObject({
      server: { host: '0.0.0.0', port: 8080, graphiql: false },
      auth: { mode: 'keys', keys: [{ name: 'portal', scopes: ['READ', 'TOKENS'] }] },
      limits: { defaultPageSize: 10, maxPageSize: 20, maxTokenOwners: 30, maxAnswerBytes: 4096 },
      snapshots: { freshSeconds: 1, maxAgeSeconds: 2, maxStaleSeconds: 3, maxBytes: 4000000 },
      log: { level: 'silent' },
      keepIdempotencyKeysMs: 172_800_000,
    });
    expect(config.systems[0]).toMatchObject({
      key: 'ci-2',
      name: 'The second TeamCity',
      authorization: '',
      callerCredentials: 'require',
      isReadOnly: true,
      timeoutMs: 500,
      maxConcurrency: 2,
    });
  });

  it.each(['ignore', 'allow', 'require'] as const)(
    'takes callerCredentials: %s',
    async (callerCredentials) => {
      expect((await read(withSystem({ callerCredentials }))).systems[0]?.callerCredentials).toBe(
        callerCredentials,
      );
    },
  );

  it('may name several systems of one kind', async () => {
    const { systems } = await read(
      `${withSystem()}${withSystem({ key: 'other' }).replace('systems:\n', '')}`,
    );
    expect(systems.map(({ key, kind }) => [key, kind])).toEqual([
      ['teamcity', 'teamcity'],
      ['other', 'teamcity'],
    ]);
  });
});

describe('a file', () => {
  it('that is missing is named', async () => {
    await expect(readConfig('/nowhere/rollcall.yaml', { environment: {} })).rejects.toThrow(
      '/nowhere/rollcall.yaml: the file cannot be read (ENOENT)',
    );
  });

  it('that is a directory is named', async () => {
    await expect(readConfig('.', { environment: {} })).rejects.toThrow('.: the file cannot be read (EISDIR)');
  });

  it.each([
    ['', [' expected keys with values below it']],
    ['just words', ['1: expected keys with values below it']],
    ['- a\n- b', ['1: expected keys with values below it']],
    [
      'server: { port: 1',
      ['1: not valid YAML: flow map in block collection must be sufficiently indented and end with a }'],
    ],
    ['a: 1\nb: "x', ['2: not valid YAML: missing closing "quote']],
    ['systems: []\nsystems: []', ['2: not valid YAML: map keys must be unique']],
    ['a: 1\n---\nb: 2', ['2: not valid YAML: expected one document, got several']],
    ['a: 1\n\tb: 2', ['2: not valid YAML: tabs are not allowed as indentation']],
  ])('that is no good YAML is told by the line: %j', async (text, expected) => {
    expect((await mistakesIn(text)).slice(0, expected.length)).toEqual(expected);
  });

  it('with an unquoted ${…} inside braces says what to do', async () => {
    const [first] = await mistakesIn('systems:\n  - credentials: { token: ${TOKEN} }\n');
    expect(first).toContain('2: not valid YAML: ');
    expect(first).toContain('a ${…} inside { } or [ ] needs quotes');
  });
});

describe('an unknown key', () => {
  it.each([
    ['sever: { port: 1 }\n', '1: sever: unknown key'],
    ['server:\n  host: localhost\n  prot: 1\n', '3: server.prot: unknown key'],
    ['auth:\n  mod: none\n', '2: auth.mod: unknown key'],
    [
      `auth:\n  mode: keys\n  keys:\n    - name: a\n      sha256: ${'a'.repeat(64)}\n      scopes: [READ]\n      scope: READ\n`,
      '7: auth.keys[0].scope: unknown key',
    ],
    ['limits:\n  pageSize: 1\n', '2: limits.pageSize: unknown key'],
    ['snapshots:\n  maxRow: 1000\n', '2: snapshots.maxRow: unknown key'],
    ['log:\n  levels: info\n', '2: log.levels: unknown key'],
    ['data:\n  directory: x\n', '2: data.directory: unknown key'],
  ])('is told with its own line: %j', async (text, mistake) => {
    expect(await mistakesIn(`${text}${withSystem()}`)).toEqual([mistake]);
  });

  it('of a system is told with its own line', async () => {
    expect(await mistakesIn(withSystem({ readonly: 'true', timeout: '5' }))).toEqual([
      '6: systems[0].readonly: unknown key',
      '7: systems[0].timeout: unknown key',
    ]);
  });

  it('of credentials is not quoted: with its colon forgotten it holds the secret', async () => {
    const credentials = '\n      username: ada\n      ? password s3cret';
    expect(await mistakesIn(withSystem({ credentials }))).toContain(
      '7: systems[0].credentials: unknown key; expected username, password or token',
    );
  });

  it('of the settings of a connector is told with its own line', async () => {
    const settings = '\n      pageSise: 10';
    expect(await mistakesIn(withSystem({ kind: 'squash', settings }))).toEqual([
      '7: systems[0].settings.pageSise: unknown key',
    ]);
  });
});

describe('a value', () => {
  const number = (low: number, high: number): string => `expected a whole number from ${low} to ${high}`;
  it.each([
    ['server: { port: 65536 }', `server.port: ${number(0, 65_535)}`],
    ['server: { port: -1 }', `server.port: ${number(0, 65_535)}`],
    ['server: { port: 1.5 }', `server.port: ${number(0, 65_535)}`],
    ['server: { port: http }', `server.port: ${number(0, 65_535)}`],
    ['server: { port: }', `server.port: ${number(0, 65_535)}`],
    ['server: { port: [1] }', `server.port: ${number(0, 65_535)}`],
    ['server: { host: 127 }', 'server.host: expected text; numbers, true and false need quotes'],
    ['server: { host: "" }', 'server.host: expected text, got an empty one'],
    ['server: { graphiql: maybe }', 'server.graphiql: expected true or false'],
    ['server: 4000', 'server: expected keys with values below it'],
    ['server:', 'server: expected keys with values below it'],
    ['auth: { mode: open }', 'auth.mode: expected one of none, keys, jwt'],
    ['auth: { allowAnonymous: 1 }', 'auth.allowAnonymous: expected true or false'],
    ['auth: { mode: keys, keys: all }', 'auth.keys: expected a list of keys'],
    ['limits: { defaultPageSize: 0 }', `limits.defaultPageSize: ${number(1, 10_000)}`],
    ['limits: { maxPageSize: 10001 }', `limits.maxPageSize: ${number(1, 10_000)}`],
    ['limits: { maxTokenOwners: 0 }', `limits.maxTokenOwners: ${number(1, 1_000_000)}`],
    ['limits: { maxAnswerBytes: 1023 }', `limits.maxAnswerBytes: ${number(1024, 1_073_741_824)}`],
    [
      'limits: { defaultPageSize: 501 }',
      'limits.defaultPageSize: expected at most maxPageSize (500); got 501',
    ],
    ['snapshots: { freshSeconds: -1 }', `snapshots.freshSeconds: ${number(0, 86_400)}`],
    ['snapshots: { maxAgeSeconds: 86401 }', `snapshots.maxAgeSeconds: ${number(0, 86_400)}`],
    ['snapshots: { maxStaleSeconds: 604801 }', `snapshots.maxStaleSeconds: ${number(0, 604_800)}`],
    ['snapshots: { maxBytes: 999 }', `snapshots.maxBytes: ${number(1_048_576, 68_719_476_736)}`],
    [
      'snapshots: { freshSeconds: 301 }',
      'snapshots.freshSeconds: expected at most maxAgeSeconds (300); got 301',
    ],
    ['log: { level: loud }', 'log.level: expected one of trace, debug, info, warn, error, silent'],
    ['data: { dir: "" }', 'data.dir: expected text, got an empty one'],
  ])('of the wrong type or out of range is told: %s', async (line, mistake) => {
    expect(await mistakesIn(`${line}\n${withSystem()}`)).toEqual([`1: ${mistake}`]);
  });

  it.each([
    [{ key: undefined }, '2: systems[0].key: expected text; it is missing'],
    [{ kind: undefined }, '2: systems[0].kind: expected text; it is missing'],
    [
      { key: 'TeamCity' },
      '2: systems[0].key: expected lower-case letters, digits and hyphens, a letter first, at most 40',
    ],
    [{ url: undefined }, '2: systems[0].url: expected text; it is missing'],
    [{ url: '' }, '4: systems[0].url: expected text; it is missing'],
    [{ name: '42' }, '6: systems[0].name: expected text; numbers, true and false need quotes'],
    [
      { callerCredentials: 'maybe' },
      '6: systems[0].callerCredentials: expected one of ignore, allow, require',
    ],
    [{ readOnly: '1' }, '6: systems[0].readOnly: expected true or false'],
    [{ timeoutMs: '0' }, `6: systems[0].timeoutMs: ${number(1, 600_000)}`],
    [{ timeoutMs: '10s' }, `6: systems[0].timeoutMs: ${number(1, 600_000)}`],
    [{ maxConcurrency: '257' }, `6: systems[0].maxConcurrency: ${number(1, 256)}`],
    [{ credentials: 's3cret' }, '5: systems[0].credentials: expected keys with values below it'],
    [
      { credentials: '{ username: ada, password: 1234 }' },
      '5: systems[0].credentials.password: expected text; numbers, true and false need quotes',
    ],
  ])('of a system is told with its line: %j', async (lines, mistake) => {
    expect(await mistakesIn(withSystem(lines))).toEqual([mistake]);
  });

  it.each([
    ['', '1: systems: expected a list of systems'],
    ['log: { level: info }\n', '1: systems: expected a list of systems'],
    ['systems: []\n', '1: systems: expected at least one system'],
    ['systems: { key: a }\n', '1: systems: expected a list of systems'],
    ['systems: [teamcity]\n', '1: systems[0]: expected keys with values below it'],
  ])('that should be the systems and is not: %j', async (text, mistake) => {
    expect(await mistakesIn(text === '' ? '{}\n' : text)).toEqual([mistake]);
  });
});

describe('every mistake', () => {
  it('is told at once, in the order of the lines', async () => {
    const text = `server: { host: 0.0.0.0, port: 70000 }
auth: { mode: none }
limits: { defaultPageSize: 600, maxRow: 1 }
systems:
  - key: a
    kind: teamcity
    url: http://ci.example.com
    credentials: { token: abc }
    timeoutMs: soon
  - key: a
    kind: teemcity
    url: https://ci.example.com
  - key: b
    kind: foreman
    url: https://ada:s3cret@foreman.example.com
    credentials: { token: "\${FOREMAN_TOKEN}" }
    readOnly: perhaps
log: { level: loud }
`;
    const mistakes = await mistakesIn(text);
    expect(mistakes.map((mistake) => mistake.replace(/(: [^:]*).*/u, '$1'))).toEqual([
      '1: server.port',
      '2: auth.mode',
      '3: limits.maxRow',
      '3: limits.defaultPageSize',
      '7: systems[0].url',
      '9: systems[0].timeoutMs',
      '10: systems[1].key',
      '11: systems[1].kind',
      '15: systems[2].url',
      '16: the environment variable FOREMAN_TOKEN is not set',
      '17: systems[2].readOnly',
      '18: log.level',
    ]);
    expect(mistakes.join('\n')).not.toContain('s3cret');
  });
});
