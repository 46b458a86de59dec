import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '#sandbox/kernel/faults.ts';
import { ask } from '../support/gateway-asked.ts';
import { all, withSystem } from '../support/gateway-config.ts';
import { down } from '../support/gateway-faults.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { serviceAuthorization } from '../support/gateway-upstream.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const fresh = { 'cache-control': 'no-cache' };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    configure: all(
      ...systemKeys.map((system) => withSystem(system, { signInRetryMs: 1 })),
      withSystem('foreman', { timeoutMs: 300 }),
    ),
  });
});
afterEach(() => stack.sandbox.reset());
afterAll(() => stack.stop());

describe('the configured systems', () => {
  it('come in the order of the configuration, with their names', async () => {
    const { data } = await stack.query('{ systems { key name kind isReadOnly } }');
    expect(data.systems).toEqual([
      { key: 'zephyr', name: 'Zephyr Enterprise', kind: 'zephyr', isReadOnly: false },
      { key: 'foreman', name: 'Foreman', kind: 'foreman', isReadOnly: false },
      { key: 'squash', name: 'Squash TM', kind: 'squash', isReadOnly: false },
      { key: 'teamcity', name: 'TeamCity', kind: 'teamcity', isReadOnly: false },
    ]);
  });

  it('show the configured address and nothing of the credentials', async () => {
    const { data, errors, headers } = await stack.query(
      '{ systems { key url name version capabilities { note } health { problem { message } } } }',
    );
    for (const { key, url } of data.systems) expect(url).toBe(stack.sandbox.urls[key as 'squash']);
    const text = JSON.stringify([data, errors, [...headers]]);
    for (const authorization of Object.values(serviceAuthorization))
      expect(text).not.toContain(authorization.split(' ')[1]);
    expect(text).not.toMatch(/rollcall-sandbox-pat0|@127/u);
  });

  it('cost nothing where neither health nor version is asked for', async () => {
    const { calls } = await ask(
      stack,
      '{ systems { key name url isReadOnly } a: system(key: "squash") { id } }',
    );
    expect(calls).toEqual([]);
  });

  it('are found by key and by id alike', async () => {
    for (const key of systemKeys) {
      const { data } = await stack.query(`{ system(key: "${key}") { id key } }`);
      const node = await stack.query('query ($id: ID!) { node(id: $id) { id ... on System { key } } }', {
        id: data.system.id,
      });
      expect(node.data.node).toEqual(data.system);
    }
  });
});

describe('health', () => {
  const document =
    '{ systems { key version health { status circuit checkedAt latencyMs problem { code message system { key } } } } }';

  it('is UP with the version and the time of the look', async () => {
    const { data, errors } = await stack.query(document, {}, fresh);
    expect(errors).toBeUndefined();
    for (const { key, version, health } of data.systems) {
      expect(health, key).toMatchObject({ status: 'UP', circuit: 'CLOSED', problem: null });
      expect(health.latencyMs).toBeGreaterThan(0);
      expect(Math.abs(Date.now() - Date.parse(health.checkedAt))).toBeLessThan(60_000);
      // Squash TM tells its version nowhere.
      expect(version === null).toBe(key === 'squash');
    }
  });

  it('is looked at again only after a while', async () => {
    await stack.query(document);
    expect((await ask(stack, document)).calls).toEqual([]);
  });

  it.each(systemKeys)('%s down: DOWN with the reason, the others are UP', async (system) => {
    stack.sandbox.fail(system, { fault: down });
    const { data, errors } = await stack.query(document, {}, fresh);
    expect(errors).toBeUndefined();
    for (const { key, version, health } of data.systems) {
      if (key !== system) expect(health.status, key).toBe('UP');
      else {
        expect(health).toMatchObject({
          status: 'DOWN',
          problem: { code: 'UPSTREAM_UNAVAILABLE', system: { key } },
        });
        expect(version).toBeNull();
      }
    }
  });

  const refusal: Fault = { kind: 'answer', reply: { status: 401, headers: {}, body: '' } };

  it.each(['zephyr', 'squash', 'teamcity'] as const)(
    '%s refusing the credentials: DEGRADED',
    async (system) => {
      stack.sandbox.fail(system, { fault: refusal });
      const { data, errors } = await stack.query(
        `{ system(key: "${system}") { health { status problem { code } } } }`,
        {},
        fresh,
      );
      expect(errors).toBeUndefined();
      expect(data.system.health).toEqual({
        status: 'DEGRADED',
        problem: { code: 'UPSTREAM_UNAUTHENTICATED' },
      });
    },
  );

  it('Foreman refusing what it took a moment ago: taken for its lock, which ends by itself', async () => {
    stack.sandbox.fail('foreman', { fault: refusal });
    const { data } = await stack.query(
      '{ system(key: "foreman") { health { status problem { code isRetryable retryAfterSeconds } } } }',
      {},
      fresh,
    );
    expect(data.system.health).toEqual({
      status: 'DOWN',
      problem: { code: 'UPSTREAM_UNAVAILABLE', isRetryable: true, retryAfterSeconds: 300 },
    });
  });

  it('hanging: DOWN within the time-out', async () => {
    stack.sandbox.fail('foreman', { fault: { kind: 'hang', where: 'before-headers' } });
    const { data } = await stack.query(
      '{ system(key: "foreman") { health { status problem { code } } } }',
      {},
      fresh,
    );
    expect(data.system.health).toEqual({ status: 'DOWN', problem: { code: 'UPSTREAM_TIMEOUT' } });
  });

  it('does not suffer from somebody who asked first and left', async () => {
    stack.sandbox.fail('zephyr', { fault: { kind: 'latency', ms: 250 } });
    const leaving = new AbortController();
    const left = fetch(stack.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...fresh },
      body: JSON.stringify({ query: '{ system(key: "zephyr") { health { status } } }' }),
      signal: leaving.signal,
    }).catch(() => 'left');
    const before = stack.sandbox.calls('zephyr').length;
    await expect.poll(() => stack.sandbox.calls('zephyr').length).toBeGreaterThan(before);
    const staying = stack.query('{ system(key: "zephyr") { health { status problem { code message } } } }');
    leaving.abort();
    expect(await left).toBe('left');
    const { data } = await staying;
    expect(data.system.health).toEqual({ status: 'UP', problem: null });
  });

  it('shows at /readyz, a line per system, and a lost one does not make the gateway unready', async () => {
    stack.sandbox.fail('squash', { fault: down });
    await stack.query(document, {}, fresh);
    const response = await fetch(new URL('/readyz', stack.url));
    expect(response.status).toBe(200);
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines[0]).toBe('ready');
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'ready',
      'zephyr UP',
      'foreman UP',
      'squash DOWN',
      'teamcity UP',
    ]);
    const alive = await fetch(new URL('/healthz', stack.url));
    expect(alive.status).toBe(200);
  });
});

describe('capabilities', () => {
  const reads = [
    'LIST_USERS',
    'READ_USER',
    'READ_CURRENT_USER',
    'LIST_ROLES',
    'READ_ROLES',
    'LIST_GROUPS',
    'READ_GROUPS',
    'LIST_TEAMS',
    'READ_TEAMS',
    'LIST_PROJECTS',
    'READ_PROJECT_PERMISSIONS',
    'LIST_TOKENS',
  ];
  const lacking: Readonly<Record<string, readonly string[]>> = {
    zephyr: ['LIST_TEAMS', 'READ_TEAMS'],
    foreman: ['LIST_TEAMS', 'READ_TEAMS', 'LIST_PROJECTS', 'READ_PROJECT_PERMISSIONS'],
    squash: ['LIST_ROLES', 'READ_ROLES', 'LIST_TOKENS'],
    teamcity: ['LIST_TEAMS', 'READ_TEAMS', 'READ_PROJECT_PERMISSIONS'],
  };

  it('tell each operation once, with a reason for each that is not plainly supported', async () => {
    const { data } = await stack.query(
      '{ systems { key capabilities { operation support note } } __type(name: "Operation") { enumValues { name } } }',
    );
    const operations = data.__type.enumValues.map(({ name }: { readonly name: string }) => name);
    for (const { key, capabilities } of data.systems) {
      expect(
        capabilities.map(({ operation }: { readonly operation: string }) => operation),
        key,
      ).toEqual(operations);
      for (const { operation, support, note } of capabilities) {
        if (support !== 'SUPPORTED') expect(note, `${key} ${operation}`).toMatch(/\w+.*\.$/su);
      }
    }
  });

  it.each(systemKeys)('%s: every read that its kind has', async (system) => {
    const { data } = await stack.query(
      `query ($operations: [Operation!]) { system(key: "${system}") { capabilities(operations: $operations) { operation support } } }`,
      { operations: reads },
    );
    const unsupported = data.system.capabilities.filter(
      ({ support }: { readonly support: string }) => support === 'UNSUPPORTED',
    );
    expect(unsupported.map(({ operation }: { readonly operation: string }) => operation)).toEqual(
      lacking[system],
    );
  });

  it('say SELF_ONLY where tokens are shown to their owner alone', async () => {
    const { data } = await stack.query(
      '{ systems { key capabilities(operations: [LIST_TOKENS]) { support } } }',
    );
    const support = Object.fromEntries(
      data.systems.map(({ key, capabilities }: Row) => [key, capabilities[0].support]),
    );
    expect(support).toEqual({
      zephyr: 'SELF_ONLY',
      foreman: 'SUPPORTED',
      squash: 'UNSUPPORTED',
      teamcity: 'SELF_ONLY',
    });
  });

  it('are none where none are asked for', async () => {
    const { data } = await stack.query(
      '{ system(key: "squash") { capabilities(operations: []) { operation } } }',
    );
    expect(data.system.capabilities).toEqual([]);
  });

  it('are still told when the server is down', async () => {
    stack.sandbox.fail('squash', { fault: down });
    const answer = await stack.query(
      '{ system(key: "squash") { capabilities(operations: [LIST_USERS, LIST_ROLES]) { operation support } } }',
      {},
      fresh,
    );
    expect(errorCodes(answer)).toEqual([]);
    expect(answer.data.system.capabilities).toEqual([
      { operation: 'LIST_USERS', support: 'SUPPORTED' },
      { operation: 'LIST_ROLES', support: 'UNSUPPORTED' },
    ]);
  });
});
