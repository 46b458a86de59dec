import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, untilNamesAreKnown } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';
import { mutationNames } from '../support/gateway-writing.ts';
import { askMutation } from '../support/writing-mutations.ts';
import { inputOf, scenarios } from '../support/writing-scenarios.ts';
import type { Scenario } from '../support/writing-scenario.ts';

const scopes = ['READ', 'WRITE', 'TOKENS', 'ADMIN'] as const;
type Scope = (typeof scopes)[number];

const keyOf = (scope: Scope): string => `key-that-may-${scope}`;
const bearer = (scope: Scope) => ({ authorization: `Bearer ${keyOf(scope)}` });
const keys = scopes.map((scope) => {
  const sha256 = createHash('sha256').update(keyOf(scope)).digest('hex');
  return `{ name: ${scope.toLowerCase()}er, sha256: ${sha256}, scopes: [${scope}] }`;
});

/** One scenario for each mutation. */
const byMutation = new Map<string, Scenario>(scenarios.map((scenario) => [scenario.mutation, scenario]));

const tokenMutations = new Set(['createAccessToken', 'revokeAccessTokens', 'revokeAllAccessTokens']);
/** The scope each mutation needs, and a caller who has everything but that. */
const refused = mutationNames.map((mutation) => {
  const needed = mutation === 'deleteUsers' ? 'ADMIN' : tokenMutations.has(mutation) ? 'TOKENS' : 'WRITE';
  return { mutation, needed, caller: needed === 'WRITE' ? 'TOKENS' : 'WRITE' } as const;
});

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    configure: (yaml) => `${yaml}auth: { mode: keys, keys: [${keys.join(', ')}] }\n`,
  });
  await untilNamesAreKnown(stack, bearer('ADMIN'));
});
afterAll(() => stack.stop());

function auditLines(): readonly string[] {
  return readFileSync(join(stack.dataDirectory, 'audit.ndjson'), 'utf8').split('\n').filter(Boolean);
}

/** As an administrator, who reads the ids that an input may need. */
async function sampleInput(mutation: string): Promise<object> {
  const scenario = byMutation.get(mutation);
  if (scenario === undefined) throw new Error(`Expected a scenario for ${mutation}.`);
  const asAdmin: Stack = {
    ...stack,
    query: (document, variables, headers) =>
      stack.query(document, variables, { ...bearer('ADMIN'), ...headers }),
  };
  return inputOf(scenario, asAdmin);
}

describe.each(refused)('$mutation by who lacks $needed', ({ mutation, needed, caller }) => {
  it('is FORBIDDEN, asks no system anything, and leaves its record', async () => {
    const input = { ...(await sampleInput(mutation)), dryRun: true, reason: 'to see whether I may' };
    let answer: GraphqlAnswer | undefined;
    const calls = await stack.callsDuring(undefined, async () => {
      answer = await askMutation(stack, mutation, input, bearer(caller));
    });
    expect(answer).toMatchObject({
      status: 200,
      data: null,
      errors: [
        {
          message: `This needs the scope ${needed}; ${caller.toLowerCase()}er has READ, ${caller}.`,
          path: [mutation],
          extensions: { code: 'FORBIDDEN', isRetryable: false },
        },
      ],
    });
    expect(calls).toEqual([]);
    expect(JSON.parse(auditLines().at(-1) ?? '')).toMatchObject({
      phase: 'REFUSED',
      outcome: 'FAILED',
      mutation,
      dryRun: true,
      reason: 'to see whether I may',
      caller: { name: `${caller.toLowerCase()}er`, scopes: ['READ', caller] },
      requestId: answer?.headers.get('x-request-id'),
      userErrors: [{ code: 'FORBIDDEN' }],
      changes: [],
      plan: [],
    });
  });
});

it('nothing that a refused caller sent is kept but what every record has', async () => {
  const canary = 'canary-in-a-refused-input';
  const input = { system: canary, profile: { login: canary }, password: canary, idempotencyKey: canary };
  await askMutation(stack, 'createUser', input, bearer('READ'));
  expect(auditLines().at(-1)).toContain('"mutation":"createUser"');
  expect(auditLines().at(-1)).toContain('idempotencyKeyHash');
  expect(auditLines().join('\n') + stack.logged.join('\n')).not.toContain(canary);
});

it('every scope reads', async () => {
  for (const scope of scopes) {
    const answer = await stack.query(
      '{ viewer { scopes } users(first: 1) { nodes { login } } }',
      {},
      bearer(scope),
    );
    expect(answer.errors, scope).toBeUndefined();
    expect(answer.data.users.nodes).toHaveLength(1);
  }
});

it('no mutation is begun beside one that the caller may not make: its answer would be lost', async () => {
  const document = `mutation {
    made: createAccessToken(input: { owner: { current: "squash" }, name: "beside" }) { secret }
    ...removal
  } fragment removal on Mutation { gone: deleteUsers(input: { users: [] }) { outcome } }`;
  const before = auditLines().length;
  let answer: GraphqlAnswer | undefined;
  const calls = await stack.callsDuring(undefined, async () => {
    answer = await stack.query(document, {}, bearer('TOKENS'));
  });
  expect(calls).toEqual([]);
  expect(answer?.errors?.map(({ message, extensions: { code } }) => [code, message])).toEqual([
    [
      'FORBIDDEN',
      expect.stringContaining('Nothing was begun, as deleteUsers in the same request needs the scope ADMIN'),
    ],
  ]);
  const records = auditLines()
    .slice(before)
    .map((line) => JSON.parse(line) as { mutation: string; phase: string });
  expect(records.map(({ mutation, phase }) => [mutation, phase])).toEqual([
    ['createAccessToken', 'REFUSED'],
    ['deleteUsers', 'REFUSED'],
  ]);
});
