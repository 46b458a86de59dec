import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { ask } from '../support/gateway-asked.ts';
import type { Question } from '../support/gateway-asked.ts';
import { all, withLimits, withSnapshots } from '../support/gateway-config.ts';
import { systemKeys, userIds } from '../support/gateway-query.ts';
import type { Row } from '../support/gateway-row.ts';
import { byLogin, writesDuring } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** No refresh behind the reader's back may come in between, however slow the machine. */
const unhurried = withSnapshots({ freshSeconds: 3600, maxAgeSeconds: 3600 });
const fresh = { 'cache-control': 'no-cache' };
const list =
  '{ users(first: 5) { isComplete sources { system { key } state problem { code message } } nodes { login } } }';
const tokens = (system: SandboxSystem): string =>
  `{ accessTokens(first: 5, filter: { systems: ["${system}"] }) { totalCount sources { state problem { code } } } }`;

async function costOf(stack: Stack, question: Question | string) {
  const { answer, calls } = await ask(stack, question);
  expect(answer.errors).toBeUndefined();
  return { told: answer.extensions?.cost.upstreamCalls, sent: calls.length, data: answer.data };
}

describe('what an answer says it cost', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ configure: unhurried });
  });
  afterAll(() => stack.stop());

  it.each<[string, Question]>([
    ['a list that nobody has read', { document: list, headers: fresh }],
    ['tokens, account by account', { document: tokens('foreman'), headers: fresh }],
    ['tokens of the account in use', { document: tokens('teamcity'), headers: fresh }],
    ['probes', { document: '{ systems { version health { status } } }', headers: fresh }],
    [
      'groups with their members',
      { document: '{ groups { nodes { name members(first: 2) { nodes { login } } } } }', headers: fresh },
    ],
    [
      'an account with all it holds',
      {
        document:
          '{ user(by: { current: "squash" }) { roles { label } teams { label } projectPermissions { label } } }',
      },
    ],
  ])('is what the systems were asked: %s', async (_what, question) => {
    const { told, sent } = await costOf(stack, question);
    expect(sent).toBeGreaterThan(0);
    expect(told).toBe(sent);
  });

  it.each(systemKeys)('is what %s was asked for accounts by their ids', async (system) => {
    const ids = await userIds(stack, system, 20);
    const document =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { roles { label } groups { label } } } }';
    const { told, sent } = await costOf(stack, { document, variables: { ids } });
    expect(sent).toBeGreaterThan(0);
    expect(told).toBe(sent);
  });

  it('is nothing for a list that is known', async () => {
    await stack.query(list);
    expect(await costOf(stack, list)).toMatchObject({ told: 0, sent: 0 });
    expect(await costOf(stack, '{ viewer { name } }')).toMatchObject({ told: 0, sent: 0 });
  });

  it('is counted once where two ask for the same at the same time', async () => {
    stack.sandbox.fail('squash', { fault: { kind: 'latency', ms: 200 } });
    let told = 0;
    const calls = await stack.callsDuring(undefined, async () => {
      const document = '{ teams(first: 1) { totalCount } roles(first: 1) { totalCount } }';
      const answers = await Promise.all([stack.query(document), stack.query(document)]);
      for (const answer of answers) told += answer.extensions?.cost.upstreamCalls ?? Number.NaN;
    });
    stack.sandbox.reset();
    expect(calls.length).toBeGreaterThan(0);
    expect(told).toBe(calls.length);
  });

  it('counts planning, writing and reading back of a mutation', async () => {
    const input = { users: [byLogin('foreman', 'emily.chen')], status: 'DISABLED' };
    const document = `mutation ($input: SetUserStatusInput!) { setUserStatus(input: $input) { outcome users { login } } }`;
    const { told, sent, data } = await costOf(stack, { document, variables: { input } });
    expect(data.setUserStatus.outcome).toBe('APPLIED');
    expect(told).toBe(sent);
  });

  it('is told with the most that it might be, also where nothing could be executed', async () => {
    const none = { upstreamCalls: 0, maxUpstreamCalls: 5000 };
    for (const document of ['{ viewer { name } }', '{ nonsense }', '{']) {
      expect((await stack.query(document)).extensions).toEqual({ cost: none });
    }
  });
});

it('a refresh behind the reader’s back is nobody’s cost', async () => {
  const configure = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 3600 });
  const stack = await startStack({ configure });
  try {
    await stack.query(list);
    const calls = await stack.callsDuring(undefined, async () => {
      expect((await stack.query(list)).extensions?.cost.upstreamCalls).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    expect(calls.length).toBeGreaterThan(0);
  } finally {
    await stack.stop();
  }
});

describe('an operation that would cause more upstream calls than allowed', () => {
  const max = 2;
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ configure: all(unhurried, withLimits({ maxUpstreamCalls: max })) });
  });
  afterAll(() => stack.stop());

  it('gets no further, and the rest of its answer stands', async () => {
    const { answer, data, calls } = await ask(stack, `{ viewer { name } ${list.slice(1)}`);
    expect(calls).toHaveLength(max);
    expect(answer.extensions?.cost).toEqual({ upstreamCalls: max, maxUpstreamCalls: max });
    expect(answer.errors).toBeUndefined();
    expect(data.viewer.name).toBe('anonymous');
    expect(data.users.isComplete).toBe(false);
    const states = data.users.sources.map(({ state, problem }: Row) => [state, problem?.code]);
    expect(states.filter(([state]: string[]) => state === 'FRESH').length).toBeGreaterThan(0);
    expect(states.filter(([state]: string[]) => state === 'FAILED').length).toBeGreaterThan(0);
    for (const [state, code] of states) expect(code).toBe(state === 'FRESH' ? undefined : 'TOO_EXPENSIVE');
    const problem = data.users.sources.find(({ problem: each }: Row) => each !== null);
    expect(problem.problem.message).toBe(
      `The operation has caused 2 upstream calls, 2 are allowed: ${problem.system.key} was not asked any further. ` +
        'Ask for less at once, or raise limits.maxUpstreamCalls.',
    );
  });

  it('is an error of the field it is about where there is no list to tell of it', async () => {
    const [one, two, three] = ['zephyr', 'squash', 'teamcity'].map(
      (system) => `${system}: user(by: { current: "${system}" }) { login }`,
    );
    const { answer, data } = await ask(stack, `{ ${one} ${two} ${three} }`);
    expect(Object.values(data).filter((user) => user !== null)).toHaveLength(max);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE', isRetryable: false } }]);
  });

  it('leaves the next request all that is allowed', async () => {
    for (let times = 0; times < 4; times += 1) await stack.query(list);
    const { answer, data } = await ask(stack, list);
    expect(data.users.isComplete).toBe(true);
    expect(answer.extensions?.cost.upstreamCalls).toBe(0);
  });

  it('does not make a system look as if it were down', async () => {
    const answer = await stack.query('{ systems { health { status } } }', {}, fresh);
    expect(answer.errors).toBeUndefined();
    const statuses = answer.data.systems.map((system: Row) => system.health.status);
    expect(statuses).toEqual(['UP', 'UP', 'UP', 'UP']);
    expect(answer.extensions?.cost.upstreamCalls).toBeGreaterThan(max);
  });
});

it('a plan that was begun is finished, whatever has been spent, and the next one is not begun', async () => {
  const deletion = (name: string, login: string, dryRun: boolean): string =>
    `${name}: deleteUsers(input: { users: [{ login: { system: "foreman", login: "${login}" } }], dryRun: ${dryRun} }) {
      outcome changes { outcome } userErrors { code } }`;
  const roomy = await startStack({ configure: unhurried });
  const dry = await roomy.query(`mutation { ${deletion('first', 'emily.chen', true)} }`);
  await roomy.stop();
  expect(dry.data.first.outcome).toBe('PLANNED');
  const planning = dry.extensions?.cost.upstreamCalls ?? 0;

  const limits = withLimits({ maxUpstreamCalls: planning });
  const tight = await startStack({ configure: all(unhurried, limits) });
  try {
    const both = [deletion('first', 'emily.chen', false), deletion('second', 'ada.lovelace', false)];
    const { result, writes } = await writesDuring(tight, () => tight.query(`mutation { ${both.join(' ')} }`));
    expect(result.data.first).toMatchObject({ outcome: 'APPLIED', changes: [{ outcome: 'APPLIED' }] });
    expect(result.data.second).toMatchObject({ outcome: 'FAILED', userErrors: [{ code: 'TOO_EXPENSIVE' }] });
    expect(writes).toHaveLength(1);
    expect(result.extensions?.cost.upstreamCalls).toBe(planning + 1);
  } finally {
    await tight.stop();
  }
});
