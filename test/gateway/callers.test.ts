import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const keys = ['portal', 'root'].map((name) => {
  const sha256 = createHash('sha256').update(`${name}-key`).digest('hex');
  return `{ name: ${name}, sha256: ${sha256}, scopes: [ADMIN] }`;
});
const auth = `auth: { mode: keys, keys: [${keys.join(', ')}] }\n`;
const as = (name: string) => ({ authorization: `Bearer ${name}-key` });
const whoami = '{ viewer { name } }';

let stack: Stack;
let file: string;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-documents-'));
  file = join(folder, 'documents.json');
  writeFileSync(file, JSON.stringify({ who: whoami, 'sha256:all': '{ users { totalCount } }' }));
  stack = await startStack({ configure: (yaml) => `${yaml}${auth}` });
});
afterAll(async () => {
  await stack.stop();
  rmSync(join(file, '..'), { recursive: true });
});

const post = async (body: object, headers: Record<string, string>) =>
  fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

it('a new configuration gives a caller no second minute', async () => {
  const limited = (perMinute: number) => (yaml: string) =>
    `${yaml}limits: { requestsPerMinute: ${perMinute} }\n`;
  await stack.reload(limited(3));
  for (let round = 0; round < 3; round += 1)
    expect((await stack.query(whoami, {}, as('portal'))).status).toBe(200);
  await stack.reload(limited(3));
  expect((await stack.query(whoami, {}, as('portal'))).status).toBe(429);
  expect((await stack.query(whoami, {}, as('root'))).status).toBe(200);
  await stack.reload(limited(100));
  expect((await stack.query(whoami, {}, as('portal'))).status).toBe(200);
  await stack.reload((yaml) => yaml);
});

it('trusted documents come with the configuration, and go with it', async () => {
  await stack.reload((yaml) => `${yaml}documents: { file: ${file}, only: true }\n`);
  const answer = await (await post({ documentId: 'all' }, as('root'))).json();
  expect(answer).toMatchObject({ data: { users: { totalCount: expect.any(Number) } } });
  expect((await stack.query('{ roles { totalCount } }', {}, as('root'))).status).toBe(403);
  await stack.reload((yaml) => yaml);
  expect((await post({ documentId: 'all' }, as('root'))).status).toBe(404);
  expect((await stack.query('{ roles { totalCount } }', {}, as('root'))).status).toBe(200);
});

it('documents that do not fit the schema change nothing', async () => {
  const bad = join(file, '..', 'bad.json');
  writeFileSync(bad, JSON.stringify({ gone: '{ persons { name } }' }));
  await expect(stack.reload((yaml) => `${yaml}documents: { file: ${bad}, only: true }\n`)).rejects.toThrow(
    'documents.file: document "gone": Cannot query field "persons" on type "Query".',
  );
  expect((await stack.query(whoami, {}, as('root'))).status).toBe(200);
});

it('a page of another origin may call as soon as the configuration names it', async () => {
  const origin = 'https://portal.example.com';
  const asked = async () => (await post({ query: whoami }, { ...as('root'), origin })).headers;
  expect((await asked()).get('access-control-allow-origin')).toBeNull();
  expect(
    await stack.reload((yaml) => yaml.replace('{ port: 0 }', `{ port: 0, corsOrigins: [${origin}] }`)),
  ).toEqual([]);
  expect((await asked()).get('access-control-allow-origin')).toBe(origin);
  const preflight = await fetch(stack.url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-headers')).toContain('upstream-authorization-zephyr');
});

it('no key is in the log, however often it was shown', async () => {
  await stack.query(whoami, {}, { authorization: 'Bearer wrong-key' });
  expect(stack.logged.join()).not.toMatch(/(?:portal|root|wrong)-key/u);
  expect(stack.logged.join()).toContain('"caller":"root"');
});
