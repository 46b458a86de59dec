import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { htmlReply, textReply } from '#sandbox/kernel/exchange.ts';
import type { Sandbox, SandboxSystem } from '#sandbox/sandbox.ts';
import { startDecoy } from '../support/gateway-decoy.ts';
import type { Decoy } from '../support/gateway-decoy.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { editJson, rawCanary } from '../support/gateway-faults.ts';
import { heldFragment } from '../support/gateway-held.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { serviceAuthorization } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());
const countOf = (system: SandboxSystem): number => facts.filter((fact) => fact.system === system).length;
const fresh = { 'cache-control': 'no-cache' };
const everybody = `{ users(first: 500) { isComplete nodes { system { key } login }
  sources { system { key } state problem { code message httpStatus } } } }`;

let stack: Stack;
let decoy: Decoy;
beforeAll(async () => {
  decoy = await startDecoy();
  stack = await startStack();
});
afterEach(() => stack.sandbox.reset());
afterAll(async () => {
  await stack.stop();
  await decoy.stop();
});

/** Every value that must stay inside, and what a broken server sent. */
const secrets = [
  rawCanary,
  ...Object.values(serviceAuthorization).map((authorization) => authorization.split(' ')[1] ?? authorization),
  'rollcall-sandbox-pat0',
];

function expectNothingLeaked(answer: GraphqlAnswer, logged: readonly string[]): void {
  const texts = [JSON.stringify(answer), [...answer.headers.values()].join('\n'), logged.join('\n')];
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
}

/** The list with one system broken: its code, and everything of the others. */
async function expectLost(system: SandboxSystem, fault: Fault, code: string): Promise<void> {
  const logged = stack.logged.length;
  const takeBack = stack.sandbox.fail(system, { fault });
  const answer = await stack.query(everybody, {}, fresh);
  takeBack();
  const { nodes, sources, isComplete } = answer.data.users;
  expect(errorCodes(answer)).toEqual([]);
  expect(isComplete).toBe(false);
  for (const key of systemKeys) {
    const source = sources.find(
      (each: { readonly system: { readonly key: string } }) => each.system.key === key,
    );
    const shown = nodes.filter(
      (node: { readonly system: { readonly key: string } }) => node.system.key === key,
    );
    expect(source, key).toMatchObject(
      key === system ? { state: 'FAILED', problem: { code } } : { state: 'FRESH', problem: null },
    );
    expect(shown, key).toHaveLength(key === system ? 0 : countOf(key));
  }
  expectNothingLeaked(answer, stack.logged.slice(logged));
}

describe.each(systemKeys)('%s', (system) => {
  it('answers a page instead of JSON: UPSTREAM_BAD_RESPONSE', async () => {
    const page = htmlReply(200, `<html><head><title>${rawCanary}</title></head></html>`);
    await expectLost(system, { kind: 'answer', reply: page }, 'UPSTREAM_BAD_RESPONSE');
  });

  it('answers half of a body: UPSTREAM_BAD_RESPONSE', async () => {
    await expectLost(system, { kind: 'truncate' }, 'UPSTREAM_BAD_RESPONSE');
  });

  it('answers an empty body: UPSTREAM_BAD_RESPONSE', async () => {
    await expectLost(
      system,
      { kind: 'answer', reply: textReply(200, '', { 'content-type': 'application/json' }) },
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('answers a row without its id: UPSTREAM_BAD_RESPONSE', async () => {
    await expectLost(
      system,
      editJson((value) => withoutFirstId(value)),
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('answers 10 MB of something else: UPSTREAM_BAD_RESPONSE', async () => {
    const body = JSON.stringify({ said: rawCanary.repeat(10_485_760 / rawCanary.length) });
    await expectLost(
      system,
      { kind: 'answer', reply: textReply(200, body, { 'content-type': 'application/json' }) },
      'UPSTREAM_BAD_RESPONSE',
    );
  });

  it('answers 429: UPSTREAM_RATE_LIMITED with the time to wait', async () => {
    const reply = textReply(429, rawCanary, { 'retry-after': '17' });
    await expectLost(system, { kind: 'answer', reply }, 'UPSTREAM_RATE_LIMITED');
    stack.sandbox.fail(system, { fault: { kind: 'answer', reply } });
    const answer = await stack.query(`{ user(by: { current: "${system}" }) { login } }`);
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'UPSTREAM_RATE_LIMITED', system, httpStatus: 429, isRetryable: true, retryAfterSeconds: 17 },
    ]);
  });

  it('answers 403: UPSTREAM_FORBIDDEN', async () => {
    await expectLost(system, { kind: 'answer', reply: textReply(403, rawCanary) }, 'UPSTREAM_FORBIDDEN');
  });

  it('answers 500: UPSTREAM_UNAVAILABLE, the stack trace stays inside', async () => {
    const body = `java.lang.NullPointerException: ${rawCanary}\n\tat com.example.Users.list(Users.java:42)`;
    await expectLost(system, { kind: 'answer', reply: textReply(500, body) }, 'UPSTREAM_UNAVAILABLE');
  });

  it('redirects to a login page: UPSTREAM_BAD_RESPONSE, and nobody goes there', async () => {
    const reply = htmlReply(302, '', { location: `${decoy.url}/login?next=${rawCanary}` });
    await expectLost(system, { kind: 'answer', reply }, 'UPSTREAM_BAD_RESPONSE');
    stack.sandbox.fail(system, { fault: { kind: 'answer', reply } });
    const answer = await stack.query(
      `{ user(by: { current: "${system}" }) { login ...Held } } ${heldFragment}`,
    );
    expect(answer.data.user).toBeNull();
    expect(errorCodes(answer)).toEqual([`UPSTREAM_BAD_RESPONSE ${system}`]);
    expectNothingLeaked(answer, stack.logged);
    expect(decoy.calls).toEqual([]);
  });

  it('names another host in every link: nobody goes there, and nothing is missing', async () => {
    const links = editJson((value) => withForeignLinks(value, decoy.url));
    stack.sandbox.fail(system, { fault: links });
    const answer = await stack.query(everybody, {}, fresh);
    expect(answer.data.users).toMatchObject({ isComplete: true });
    expect(answer.data.users.nodes).toHaveLength(facts.length);
    const whole = await stack.query(
      `{ users(first: 500, filter: { systems: ["${system}"] }) { nodes { ...Held } } roles(filter: { systems: ["${system}"] }) { isComplete }
         groups(filter: { systems: ["${system}"] }) { isComplete } projects(filter: { systems: ["${system}"] }) { isComplete } } ${heldFragment}`,
      {},
      fresh,
    );
    expect(errorCodes(whole)).toEqual([]);
    expect(decoy.calls).toEqual([]);
  });

  it('answers a page for one account: its field is null with the reason, the rest of the query is there', async () => {
    const other = system === 'squash' ? 'foreman' : 'squash';
    const page = htmlReply(200, `<html>${rawCanary}</html>`);
    stack.sandbox.fail(system, { fault: { kind: 'answer', reply: page } });
    const answer = await stack.query(
      `{ lost: user(by: { current: "${system}" }) { login } kept: user(by: { current: "${other}" }) { login } }`,
    );
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ lost: null, kept: { login: 'rollcall' } });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      path: ['lost'],
      extensions: { code: 'UPSTREAM_BAD_RESPONSE', system },
    });
    expectNothingLeaked(answer, stack.logged);
  });
});

describe('wrong credentials', () => {
  const wrong: Readonly<Record<SandboxSystem, string>> = {
    zephyr: '{ token: 0000000000000000000000000000000000000bad }',
    foreman: '{ username: rollcall, token: wrong-canary-5c1e }',
    squash: '{ username: rollcall, password: wrong-canary-5c1e }',
    teamcity: '{ token: eyJ0eXAiOiAiVENWMiJ9.d3Jvbmc.wrong-canary-5c1e }',
  };
  const wrongSystems = (yaml: string, urls: Sandbox['urls']): string =>
    [
      yaml.trimEnd(),
      ...systemKeys.map(
        (kind) =>
          `  - key: ${kind}-wrong\n    kind: ${kind}\n    url: ${urls[kind]}\n    credentials: ${wrong[kind]}`,
      ),
      '',
    ].join('\n');

  let refused: Stack;
  beforeAll(async () => {
    refused = await startStack({ configure: wrongSystems });
  });
  afterAll(() => refused.stop());

  it.each(systemKeys)('%s: UPSTREAM_UNAUTHENTICATED, from the list and for one account', async (system) => {
    const key = `${system}-wrong`;
    const answer =
      await refused.query(`{ users(first: 500, filter: { systems: ["${key}", "${system}"] }) { isComplete nodes { login }
        sources { system { key } state problem { code isRetryable } } }
      user(by: { current: "${key}" }) { login } }`);
    expect(answer.data.users.isComplete).toBe(false);
    expect(answer.data.users.nodes).toHaveLength(countOf(system));
    expect(answer.data.users.sources).toContainEqual({
      system: { key },
      state: 'FAILED',
      problem: { code: 'UPSTREAM_UNAUTHENTICATED', isRetryable: false },
    });
    expect(answer.data.user).toBeNull();
    expect(errorCodes(answer)).toEqual([`UPSTREAM_UNAUTHENTICATED ${key}`]);
    const texts = [JSON.stringify(answer), refused.logged.join('\n')];
    for (const text of texts) expect(text).not.toMatch(/wrong-canary-5c1e|0{37}bad/u);
  });

  it('the same servers go on for those with the right ones', async () => {
    const answer = await refused.query(everybody, {}, fresh);
    expect(answer.data.users.nodes).toHaveLength(facts.length);
    const states = answer.data.users.sources.map(
      ({ system, state }: { system: { key: string }; state: string }) => `${system.key} ${state}`,
    );
    expect(states).toEqual([
      ...systemKeys.map((key) => `${key} FRESH`),
      ...systemKeys.map((key) => `${key}-wrong FAILED`),
    ]);
  });
});

const listKeys = new Set(['_embedded', 'results', 'user', 'users']);

/** The first account of a list, whatever the list is wrapped in, without its id. */
function withoutFirstId(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...others] = value as readonly Record<string, unknown>[];
    return first === undefined ? value : [{ ...first, id: undefined }, ...others];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      listKeys.has(key) ? withoutFirstId(member) : (member as unknown),
    ]),
  );
}

/** Every text under a key that is a link, moved to another host. */
function withForeignLinks(value: unknown, host: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withForeignLinks(each, host));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      /href|url|link/iu.test(key) && typeof member === 'string'
        ? member.replace(/^(?:https?:\/\/[^/]+)?\/?/u, `${host}/`)
        : withForeignLinks(member, host),
    ]),
  );
}
