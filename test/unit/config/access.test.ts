import { describe, expect, it } from 'vitest';
import { isLoopback } from '#domain/loopback.ts';
import { mistakesIn, read, withSystem } from './read.ts';

const digest = 'ab'.repeat(32);
const keys = (scopes = '[READ]', sha256 = digest): string =>
  `auth:\n  mode: keys\n  keys:\n    - name: portal\n      sha256: ${sha256}\n      scopes: ${scopes}\n`;

describe('without keys', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '"::1"'])('the gateway may listen on %s', async (host) => {
    expect((await read(`server: { host: ${host} }\n${withSystem()}`)).auth).toEqual({
      mode: 'none',
      allowAnonymous: false,
    });
  });

  it.each(['0.0.0.0', '"::"', '10.0.0.7', 'rollcall.example.com', '127.0.0.1.example.com'])(
    'the gateway may not listen on %s',
    async (host) => {
      const [mistake] = await mistakesIn(`server: { host: ${host} }\n${withSystem()}`);
      expect(mistake).toMatch(/^\d+: auth\.mode: mode none would let everybody in who can reach /u);
    },
  );

  it('is refused off loopback also where it is said', async () => {
    const [mistake] = await mistakesIn(
      `server: { host: 0.0.0.0 }\nauth:\n  allowAnonymous: false\n  mode: none\n${withSystem()}`,
    );
    expect(mistake).toContain('4: auth.mode: mode none would let everybody in');
  });

  it('the gateway may listen anywhere where anonymous callers are wanted', async () => {
    const { server, auth } = await read(
      `server: { host: 0.0.0.0 }\nauth: { mode: none, allowAnonymous: true }\n${withSystem()}`,
    );
    expect([server.host, auth.mode]).toEqual(['0.0.0.0', 'none']);
  });

  it('keys are not listed: they would be ignored', async () => {
    expect(await mistakesIn(keys().replace('  mode: keys\n', '') + withSystem())).toEqual([
      '2: auth.keys: keys are listed, but mode none asks for none: say mode: keys, or leave them out',
    ]);
  });
});

describe('keys', () => {
  it('let the gateway listen anywhere', async () => {
    const { auth } = await read(`server: { host: 0.0.0.0 }\n${keys('[READ, ADMIN]')}${withSystem()}`);
    expect(auth).toEqual({
      mode: 'keys',
      keys: [{ name: 'portal', sha256: digest, scopes: ['READ', 'ADMIN'] }],
    });
  });

  it('are needed where the mode says so', async () => {
    expect(await mistakesIn(`auth: { mode: keys }\n${withSystem()}`)).toEqual([
      '1: auth.keys: mode keys needs at least one key',
    ]);
  });

  it.each(['portal-key-s3cret', 'AB'.repeat(32), 'ab'.repeat(31), `0x${'ab'.repeat(31)}`])(
    'are digests, never the key itself, which is not quoted: %s',
    async (sha256) => {
      expect(await mistakesIn(keys('[READ]', `"${sha256}"`) + withSystem())).toEqual([
        '5: auth.keys[0].sha256: expected the SHA-256 of the key as 64 lower-case hex digits',
      ]);
    },
  );

  it.each([
    ['[]', '6: auth.keys[0].scopes: expected at least one scope'],
    ['READ', '6: auth.keys[0].scopes: expected a list of scopes'],
    ['[READ, ROOT]', '6: auth.keys[0].scopes[1]: expected one of READ, WRITE, TOKENS, ADMIN'],
  ])('have scopes: %s', async (scopes, mistake) => {
    expect(await mistakesIn(keys(scopes) + withSystem())).toEqual([mistake]);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['localhost', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['128.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['', false],
])('%s is loopback: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});
