import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { all, withSnapshots, withSystem } from '../support/gateway-config.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { down, losses, rawCanary } from '../support/gateway-faults.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());
const countOf = (keys: readonly SandboxSystem[]): number =>
  facts.filter(({ system }) => keys.includes(system)).length;
const others = (system: SandboxSystem): SandboxSystem[] => systemKeys.filter((key) => key !== system);

/**
 * Short enough for a test of every system, long enough for answers over loopback; without retries, for which it may be
 * too short, so that what is told is what happened.
 */
const impatient = all(...systemKeys.map((system) => withSystem(system, { timeoutMs: 400, retries: 0 })));
const fresh = { 'cache-control': 'no-cache' };
const everybody = `query ($systems: [String!]) { users(first: 500, filter: { systems: $systems }) {
  totalCount isComplete nodes { login system { key } }
  sources { system { key } state totalCount asOf problem { code message isRetryable system { key } } } } }`;

interface Source {
  readonly system: { readonly key: string };
  readonly state: string;
  readonly totalCount: number | null;
  readonly asOf: string | null;
  readonly problem: { readonly code: string; readonly isRetryable: boolean; readonly message: string } | null;
}
const sourceOf = (sources: readonly Source[], key: string): Source | undefined =>
  sources.find(({ system }) => system.key === key);

describe('a system that cannot be listed', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ configure: impatient });
  });
  afterAll(() => stack.stop());

  it.each(losses.flatMap((loss) => systemKeys.map((system) => ({ system, ...loss }))))(
    '$system $name: the rest is served and the gap is named $code',
    async ({ system, fault, code }) => {
      const takeBack = stack.sandbox.fail(system, { fault });
      const answer = await stack.query(everybody, {}, fresh);
      takeBack();
      expect(answer.status).toBe(200);
      const { totalCount, isComplete, nodes, sources } = answer.data.users;
      expect({ totalCount, isComplete }).toEqual({ totalCount: null, isComplete: false });
      expect(nodes).toHaveLength(countOf(others(system)));
      expect(sourceOf(sources, system)).toMatchObject({
        state: 'FAILED',
        totalCount: null,
        asOf: null,
        problem: { code, system: { key: system } },
      });
      for (const key of others(system))
        expect(sourceOf(sources, key)).toMatchObject({ state: 'FRESH', problem: null });
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer)).not.toContain(rawCanary);
    },
  );

  it('all systems lost: an empty list that says so, no error', async () => {
    const takeBack = systemKeys.map((system) => stack.sandbox.fail(system, { fault: down }));
    const { data, errors } = await stack.query(everybody, {}, fresh);
    for (const each of takeBack) each();
    expect(errors).toBeUndefined();
    expect(data.users).toMatchObject({ nodes: [], totalCount: null, isComplete: false });
    expect(data.users.sources.map(({ state }: Source) => state)).toEqual([
      'FAILED',
      'FAILED',
      'FAILED',
      'FAILED',
    ]);
  });

  it('does not slow down those who do not ask it', async () => {
    const takeBack = stack.sandbox.fail('zephyr', { fault: { kind: 'hang', where: 'before-headers' } });
    const slow = stack.query(everybody, { systems: ['zephyr'] }, fresh);
    let isSlowDone = false;
    void slow.finally(() => {
      isSlowDone = true;
    });
    const { data } = await stack.query(everybody, { systems: ['foreman', 'squash', 'teamcity'] }, fresh);
    expect(isSlowDone).toBe(false);
    expect(data.users).toMatchObject({ isComplete: true, totalCount: countOf(others('zephyr')) });
    await slow;
    takeBack();
  });

  it('requireComplete turns the gap into INCOMPLETE', async () => {
    const takeBack = stack.sandbox.fail('squash', { fault: down });
    const document = '{ users(requireComplete: true) { totalCount } }';
    const answer = await stack.query(document, {}, fresh);
    takeBack();
    expect(answer.data ?? null).toBeNull();
    expect(errorCodes(answer)).toEqual(['INCOMPLETE squash']);
    expect(answer.errors?.[0]?.message).toContain('requireComplete');
    const whole = await stack.query(document, {}, fresh);
    expect(whole.errors).toBeUndefined();
    expect(whole.data.users.totalCount).toBe(facts.length);
  });
});

describe('holdings that cannot be read', () => {
  const holdings = {
    roles: 'roles { label }',
    groups: 'groups { label }',
    teams: 'teams { label }',
    projectPermissions: 'projectPermissions { label }',
  };
  const has: Readonly<Record<SandboxSystem, readonly (keyof typeof holdings)[]>> = {
    zephyr: ['roles', 'groups', 'projectPermissions'],
    foreman: ['roles', 'groups'],
    squash: ['groups', 'teams', 'projectPermissions'],
    teamcity: ['roles', 'groups'],
  };
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ configure: impatient });
    // The list is known; what is read live fails.
    await stack.query(everybody);
  });
  afterAll(() => stack.stop());

  it.each(systemKeys)(
    '%s down: null, with a code and the system for each; the rest of the page is there',
    async (system) => {
      const takeBack = stack.sandbox.fail(system, { fault: down });
      const answer = await stack.query(
        `{ users(first: 500, filter: { search: "lovelace" }) { isComplete nodes { system { key } login ${Object.values(holdings).join(' ')} } } }`,
      );
      takeBack();
      const { nodes, isComplete } = answer.data.users;
      expect(isComplete).toBe(true);
      expect(nodes).toHaveLength(4);
      for (const node of nodes) {
        for (const kind of Object.keys(holdings) as (keyof typeof holdings)[]) {
          const isLost = node.system.key === system && has[system].includes(kind);
          expect(node[kind], `${node.system.key} ${kind}`).toEqual(isLost ? null : expect.any(Array));
        }
      }
      expect(errorCodes(answer)).toEqual(has[system].map(() => `UPSTREAM_UNAVAILABLE ${system}`));
      for (const { path } of answer.errors ?? []) expect(has[system]).toContain(path?.at(-1));
    },
  );

  it('a part alone may fail: Squash TM without its permissions still shows groups and teams', async () => {
    const takeBack = stack.sandbox.fail('squash', { path: /\/permissions/u, fault: down });
    const answer = await stack.query(
      `{ user(by: { login: { system: "squash", login: "alovelace" } }) { login ${holdings.groups} ${holdings.teams} ${holdings.projectPermissions} } }`,
    );
    takeBack();
    expect(answer.data.user).toMatchObject({ login: 'alovelace', projectPermissions: null });
    expect(answer.data.user.groups).toHaveLength(1);
    expect(answer.data.user.teams).toHaveLength(2);
    expect(errorCodes(answer)).toEqual(['UPSTREAM_UNAVAILABLE squash']);
  });

  it.each(systemKeys)(
    '%s down: an account by its login is null with the reason, not "there is none"',
    async (system) => {
      const takeBack = stack.sandbox.fail(system, { fault: down });
      const answer = await stack.query(
        `{ user(by: { login: { system: "${system}", login: "ada.lovelace" } }) { login } viewer { name } }`,
      );
      takeBack();
      expect(answer.data).toEqual({ user: null, viewer: { name: 'anonymous' } });
      expect(errorCodes(answer)).toEqual([`UPSTREAM_UNAVAILABLE ${system}`]);
    },
  );
});

describe('an older list that stands in', () => {
  let stack: Stack;
  beforeAll(async () => {
    const ages = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 0, maxStaleSeconds: 3600 });
    stack = await startStack({ configure: all(impatient, ages) });
  });
  afterEach(() => stack.sandbox.reset());
  afterAll(() => stack.stop());

  it.each(systemKeys)(
    '%s lost after a reading: STALE, from when it was read, still complete',
    async (system) => {
      const before = await stack.query(everybody);
      const read = sourceOf(before.data.users.sources, system);
      stack.sandbox.fail(system, { fault: down });
      const { data, errors } = await stack.query(everybody);
      expect(errors).toBeUndefined();
      expect(data.users).toMatchObject({ isComplete: true, totalCount: facts.length });
      expect(data.users.nodes).toEqual(before.data.users.nodes);
      expect(sourceOf(data.users.sources, system)).toMatchObject({
        state: 'STALE',
        asOf: read?.asOf,
        totalCount: countOf([system]),
        problem: { code: 'UPSTREAM_UNAVAILABLE', isRetryable: true },
      });
    },
  );

  it('is not asked for by requireComplete: an older list is complete', async () => {
    await stack.query(everybody);
    stack.sandbox.fail('foreman', { fault: down });
    const { data, errors } = await stack.query(
      '{ users(requireComplete: true) { totalCount sources { state } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.users.sources.map(({ state }: Source) => state)).toEqual([
      'FRESH',
      'STALE',
      'FRESH',
      'FRESH',
    ]);
  });

  it('stands in for a server that is away, not for one that refuses', async () => {
    await stack.query(everybody);
    stack.sandbox.fail('teamcity', {
      fault: {
        kind: 'answer',
        reply: { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized' },
      },
    });
    const { data } = await stack.query(everybody);
    expect(sourceOf(data.users.sources, 'teamcity')).toMatchObject({
      state: 'FAILED',
      problem: { code: 'UPSTREAM_UNAUTHENTICATED', isRetryable: false },
    });
    expect(data.users.isComplete).toBe(false);
  });

  it('no-cache will not have it', async () => {
    await stack.query(everybody);
    stack.sandbox.fail('teamcity', { fault: down });
    const { data } = await stack.query(everybody, {}, fresh);
    expect(sourceOf(data.users.sources, 'teamcity')).toMatchObject({ state: 'FAILED' });
  });
});
