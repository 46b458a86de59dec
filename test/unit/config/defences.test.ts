import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mistakesIn, read, withSystem } from './read.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}
const at = (): string => join(folder, 'rollcall.yaml');

function certificate(): string {
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test -keyout /dev/null';
  return execFileSync('openssl', words.split(' '), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('authorities of a system', () => {
  it('come from a PEM file beside the configuration', async () => {
    const pem = certificate();
    const { systems } = await read(withSystem({ caFile: write('ca.pem', pem) }), {}, at());
    expect(systems[0]?.ca).toBe(pem);
  });

  it('must be there', async () => {
    expect(await mistakesIn(withSystem({ caFile: './none.pem' }), {}, at())).toEqual([
      '6: systems[0].caFile: the file ./none.pem cannot be read (ENOENT)',
    ]);
  });

  it.each([
    ['no certificate', 'hello'],
    ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('must be certificates, not %s', async (_what, text) => {
    expect(await mistakesIn(withSystem({ caFile: write('bad.pem', text) }), {}, at())).toEqual([
      '6: systems[0].caFile: expected certificates in PEM form in ./bad.pem',
    ]);
  });
});

describe('time-outs and the breaker of a system', () => {
  it('never allow a part more than the whole', async () => {
    const { systems } = await read(withSystem({ timeoutMs: '500' }));
    expect(systems[0]).toMatchObject({ timeoutMs: 500, connectTimeoutMs: 500, firstByteTimeoutMs: 500 });
    expect(await mistakesIn(withSystem({ timeoutMs: '500', firstByteTimeoutMs: '501' }))).toEqual([
      '7: systems[0].firstByteTimeoutMs: expected at most timeoutMs (500); got 501',
    ]);
  });

  it('open for no longer than the longest time', async () => {
    expect(await mistakesIn(withSystem({ breaker: '{ openMs: 9, maxOpenMs: 8 }' }))).toEqual([
      '6: systems[0].breaker.openMs: expected at most maxOpenMs (8); got 9',
    ]);
  });
});

describe('tokens of an issuer', () => {
  const jwt = (members: string): string =>
    `auth: { mode: jwt, jwt: { issuer: i, audience: a, ${members} } }\n${withSystem()}`;

  it('are checked with keys from a safe address', async () => {
    const { auth } = await read(jwt('jwksUri: "https://id.example.com/keys"'));
    expect(auth).toMatchObject({
      mode: 'jwt',
      jwt: {
        issuer: 'i',
        audience: 'a',
        algorithms: ['RS256', 'ES256'],
        scopesClaim: 'scope',
        nameClaim: 'sub',
        clockSkewSeconds: 30,
        jwksMaxAgeSeconds: 600,
      },
    });
    expect((await read(jwt('jwksUri: "http://127.0.0.1:1/keys"'))).auth.mode).toBe('jwt');
  });

  it.each(['http://id.example.com/keys', 'https://me:secret@id.example.com/', 'keys', 'file:///keys'])(
    'are not checked with keys from %s',
    async (address) => {
      expect(await mistakesIn(jwt(`jwksUri: "${address}"`))).toEqual([
        '1: auth.jwt.jwksUri: expected an https address (or http on loopback) without credentials',
      ]);
    },
  );

  it.each(['HS256', 'none', 'rs256'])('are never accepted with the algorithm %s', async (algorithm) => {
    const [mistake] = await mistakesIn(jwt(`jwksUri: "https://id.example.com", algorithms: [${algorithm}]`));
    expect(mistake).toContain('auth.jwt.algorithms[0]: expected one of RS256,');
  });

  it('need an issuer, and nobody names one for nothing', async () => {
    expect(await mistakesIn(`auth: { mode: jwt }\n${withSystem()}`)).toEqual([
      '1: auth.jwt: mode jwt needs issuer, audience and jwksUri',
    ]);
    const unused = jwt('jwksUri: "https://id.example.com"').replace('mode: jwt', 'mode: none');
    expect(await mistakesIn(unused)).toEqual([
      '1: auth.jwt: an issuer is named, but mode is none: say mode: jwt, or leave it out',
    ]);
  });
});

describe('trusted documents', () => {
  it.each([
    ['a list by id', JSON.stringify({ one: '{ viewer { name } }' })],
    [
      'a manifest',
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'one', name: 'One', type: 'query', body: '{ viewer { name } }' }],
      }),
    ],
  ])('come as %s', async (_what, text) => {
    const yaml = `documents: { file: ${write('documents.json', text)}, only: true }\n${withSystem()}`;
    const { documents } = await read(yaml, {}, at());
    expect(documents).toEqual({ byId: new Map([['one', '{ viewer { name } }']]), only: true });
  });

  it.each(['[]', '{ "one": 1 }', 'no json'])('do not come as %s', async (text) => {
    const yaml = `documents: { file: ${write('documents.json', text)} }\n${withSystem()}`;
    expect(await mistakesIn(yaml, {}, at())).toEqual([
      '1: documents.file: expected JSON in ./documents.json: { "<id>": "<operation>" }, or a manifest of persisted queries',
    ]);
  });

  it('are not asked for where there are none', async () => {
    expect(await mistakesIn(`documents: { only: true }\n${withSystem()}`)).toEqual([
      '1: documents.only: only the documents of a file would be executed; expected documents.file',
    ]);
  });
});

it.each(['portal.example.com', 'https://portal.example.com/', '*', 'null'])(
  'pages of %s cannot be let in: that is no origin',
  async (origin) => {
    expect(await mistakesIn(`server: { corsOrigins: ["${origin}"] }\n${withSystem()}`)).toEqual([
      '1: server.corsOrigins[0]: expected an origin such as https://portal.example.com',
    ]);
  },
);
