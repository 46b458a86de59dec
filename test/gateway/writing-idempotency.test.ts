import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sandboxConfig } from '#cli/sandbox-config.ts';
import { parseConfig } from '#config/read-config.ts';
import { startGateway } from '#gateway.ts';
import { query, startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';
import { byLogin } from '../support/gateway-writing.ts';
import { askMutation, mutate } from '../support/writing-mutations.ts';
import type { MutationName } from '../support/gateway-writing.ts';
import type { PayloadAnswer } from '../support/writing-mutations.ts';
import { writesAmong } from '../support/writing-truth.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});
beforeEach(() => {
  stack.sandbox.reset();
});

let keys = 0;
/** The gateway remembers keys longer than a test takes. */
function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

const account = (login: string, idempotencyKey?: string) => ({
  system: 'foreman',
  profile: { login, lastName: 'Newcomer', email: `${login}@blockpost.example` },
  generatePassword: true,
  idempotencyKey,
});
const token = (name: string, idempotencyKey?: string) => ({
  owner: byLogin('foreman', 'emily.chen'),
  name,
  idempotencyKey,
});

function writes() {
  return writesAmong(stack.sandbox.calls());
}
/** What must be the same whenever it is told. */
function told({ outcome, planHash, changes, userErrors }: PayloadAnswer) {
  return { outcome, planHash, changes, userErrors };
}

it('an account asked for twice with one key is made once, and its password shown once', async () => {
  const input = account('nora.twice', newKey());
  const first = await mutate(stack, 'createUser', input);
  const second = await mutate(stack, 'createUser', input);
  expect(first.outcome).toBe('APPLIED');
  expect(first.generatedPassword).toMatch(/^\S{24}$/u);
  expect(second.generatedPassword).toBeNull();
  expect(second.user).toEqual(first.user);
  expect(told(second)).toEqual(told(first));
  expect(writes()).toHaveLength(1);
});

it('a token asked for twice with one key is made once, and its secret shown once', async () => {
  const input = token('twice', newKey());
  const first = await mutate(stack, 'createAccessToken', input);
  const second = await mutate(stack, 'createAccessToken', input);
  expect(first.secret).toBeTruthy();
  expect(second.secret).toBeNull();
  expect(second.accessToken).toEqual(first.accessToken);
  expect(told(second)).toEqual(told(first));
  expect(writes()).toHaveLength(1);
});

it('ten at the same time make one, and one of them gets the secret', async () => {
  const input = account('nora.tenfold', newKey());
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => mutate(stack, 'createUser', input)),
  );
  expect(writes()).toHaveLength(1);
  expect(answers.filter(({ generatedPassword }) => typeof generatedPassword === 'string')).toHaveLength(1);
  expect(new Set(answers.map(({ user }) => user?.nativeId)).size).toBe(1);
  expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1);
});

it.each<[string, MutationName, object]>([
  ['another login', 'createUser', account('nora.other')],
  ['another mutation', 'createAccessToken', token('other')],
  ['the same login and a reason', 'createUser', { ...account('nora.first'), reason: 'again' }],
])('a key that comes again with %s is refused, and nothing is written', async (_name, mutation, input) => {
  const key = newKey();
  await mutate(stack, 'createUser', account('nora.first', key));
  const before = writes().length;
  const second = await mutate(stack, mutation, { ...input, idempotencyKey: key });
  expect(second.outcome).toBe('FAILED');
  expect(second.userErrors).toMatchObject([
    { code: 'IDEMPOTENCY_MISMATCH', field: ['input', 'idempotencyKey'] },
  ]);
  expect(second.user ?? second.accessToken ?? null).toBeNull();
  expect(writes()).toHaveLength(before);
});

it('a dry run uses no key up', async () => {
  const input = account('nora.dry', newKey());
  const dry = await mutate(stack, 'createUser', { ...input, dryRun: true });
  expect(dry).toMatchObject({ outcome: 'PLANNED', user: null, generatedPassword: null });
  expect(writes()).toEqual([]);
  expect((await mutate(stack, 'createUser', input)).outcome).toBe('APPLIED');
});

it('a refused call uses no key up', async () => {
  const key = newKey();
  const refused = await mutate(stack, 'createUser', {
    ...account('nora.mended', key),
    password: 'both given',
  });
  expect(refused.outcome).toBe('FAILED');
  expect((await mutate(stack, 'createUser', account('nora.mended', key))).outcome).toBe('APPLIED');
});

it('a failed call uses no key up, so that it can be tried again', async () => {
  const input = account('nora.again', newKey());
  stack.sandbox.fail('foreman', { method: 'POST', times: 1, fault: { kind: 'reset', when: 'before' } });
  expect((await mutate(stack, 'createUser', input)).outcome).toBe('FAILED');
  expect((await mutate(stack, 'createUser', input)).outcome).toBe('APPLIED');
});

it('without a key each call is one of its own', async () => {
  await mutate(stack, 'createUser', account('nora.plain'));
  const second = await mutate(stack, 'createUser', account('nora.plain'));
  expect(second.outcome).toBe('FAILED');
  expect(JSON.stringify(second)).toContain('ALREADY_EXISTS');
  expect(writes()).toHaveLength(1);
});

it.each(['', ' ', 'x'.repeat(201)])('a key of %j is refused', async (idempotencyKey) => {
  const answer = await askMutation(stack, 'createUser', account('nora.key', idempotencyKey));
  expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  expect(writes()).toEqual([]);
});

it('keys outlast the gateway that was given them', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-restarted-'));
  const parsed = await parseConfig(`server: { port: 0 }\n${sandboxConfig(stack.sandbox.urls)}`, 'test.yaml', {
    environment: {},
  });
  const key = newKey();
  const once = async (input: object): Promise<PayloadAnswer> => {
    const gateway = await startGateway({ ...parsed, dataDirectory: directory }, pino({ level: 'silent' }));
    const restarted: Pick<Stack, 'query'> = { query: async (...args) => query(gateway.url, ...args) };
    const answer = await askMutation(restarted, 'createUser', input);
    await gateway.stop();
    return answer.data.createUser as PayloadAnswer;
  };
  const first = await once(account('nora.restarted', key));
  const second = await once(account('nora.restarted', key));
  const other = await once(account('nora.else', key));
  rmSync(directory, { recursive: true });
  expect(first.outcome).toBe('APPLIED');
  expect(second).toEqual({ ...first, generatedPassword: null });
  expect(other.userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect(writes()).toHaveLength(1);
});
