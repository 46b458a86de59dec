import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigurationError } from '#config/mistakes.ts';
import { parseConfig } from '#config/read-config.ts';
import { choicesOf } from '../support/fuzz/choices.ts';
import { damageJson } from '../support/fuzz/damage-json.ts';
import { damageText } from '../support/fuzz/damage-text.ts';
import { patience, runs } from '../support/fuzz/runs.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollcall-fuzz-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Stand where secrets stand; no mistake may quote one. */
const secret = 's3cret-canary-41c7';
const environment = { ROLLCALL_TOKEN: `${secret}-of-the-environment` };

const whole = {
  server: { host: '127.0.0.1', port: 4000, graphiql: true, corsOrigins: ['https://portal.example.com'] },
  auth: { mode: 'keys', keys: [{ name: 'portal', sha256: 'ab'.repeat(32), scopes: ['READ', 'WRITE'] }] },
  systems: [
    {
      key: 'zephyr',
      kind: 'zephyr',
      url: 'https://zephyr.example.com',
      credentials: { username: 'rollcall', password: secret },
      breaker: { failures: 10, openMs: 1000, maxOpenMs: 30_000 },
    },
    {
      key: 'foreman',
      kind: 'foreman',
      url: 'https://foreman.example.com',
      credentials: { username: 'a', token: secret },
    },
    {
      key: 'squash',
      kind: 'squash',
      url: 'https://squash.example.com/squash',
      credentials: { token: secret },
      timeoutMs: 500,
    },
    {
      key: 'teamcity',
      kind: 'teamcity',
      url: 'https://ci.example.com',
      credentials: { token: '${ROLLCALL_TOKEN}' },
      callerCredentials: 'allow',
      settings: {},
    },
  ],
  limits: { maxPageSize: 500 },
  snapshots: { freshSeconds: 30 },
  log: { level: 'info' },
  data: { dir: './data' },
};

async function expectReadOrRefused(text: string): Promise<'read' | 'refused'> {
  try {
    await parseConfig(text, join(directory, 'rollcall.yaml'), { environment });
    return 'read';
  } catch (error) {
    expect(error, text).toBeInstanceOf(ConfigurationError);
    const { message, mistakes } = error as ConfigurationError;
    expect(mistakes.length, text).toBeGreaterThan(0);
    expect(message, text).not.toContain(secret);
    return 'refused';
  }
}

it('is read as it stands, so that what follows is about the damage', async () => {
  expect(await expectReadOrRefused(stringify(whole))).toBe('read');
});

it(
  'any structure is read or refused with its mistakes, and no secret is quoted',
  async () => {
    let refused = 0;
    const { numRuns, ...rest } = runs(1200);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const choices = choicesOf(generate);
        const damaged = damageJson(whole, choices);
        const text = choices.often(5) ? stringify(damaged) : JSON.stringify(damaged);
        if ((await expectReadOrRefused(text)) === 'refused') refused += 1;
      }),
      { numRuns, ...rest },
    );
    expect(refused).toBeGreaterThan(numRuns / 4);
  },
  patience(60_000),
);

it(
  'any text is read or refused with its mistakes, and no secret is quoted',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        await expectReadOrRefused(damageText(stringify(whole), choicesOf(generate)));
      }),
      runs(800),
    );
  },
  patience(60_000),
);
