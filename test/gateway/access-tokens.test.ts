import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { ask } from '../support/gateway-asked.ts';
import { all, withLimits, withSystem } from '../support/gateway-config.ts';
import { down } from '../support/gateway-faults.ts';
import { nodesOf, walk } from '../support/gateway-pages.ts';
import { errorCodes } from '../support/gateway-query.ts';
import { adaAuthorization } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const company = readCompany();
const asAda = { 'upstream-authorization-teamcity': adaAuthorization.teamcity };

interface Seeded {
  readonly owner: string;
  readonly name: string;
  readonly state: 'ACTIVE' | 'EXPIRED' | 'REVOKED';
  readonly expiresAt: number | undefined;
  readonly lastUsedAt: number | undefined;
}
const time = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);

/** Foreman shows everybody's; the one the gateway signs in with is used all the time. */
const seeded: readonly Seeded[] = company.foreman.users.flatMap(({ login, tokens = [] }) =>
  tokens.map((token) => {
    const expiresAt = time(token.expiresAt);
    const state =
      token.revoked === true
        ? 'REVOKED'
        : expiresAt !== undefined && expiresAt < Date.now()
          ? 'EXPIRED'
          : 'ACTIVE';
    const lastUsedAt = login === 'rollcall' ? Date.now() : time(token.lastUsedAt);
    return { owner: login, name: token.name, state, expiresAt, lastUsedAt };
  }),
);
const keysOf = (rows: readonly Seeded[]): string[] =>
  rows.map(({ owner, name }) => `${owner}: ${name}`).sort();

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function foremanTokens(filter: object): Promise<string[]> {
  const document = `query ($filter: AccessTokenFilter) { accessTokens(first: 500, filter: $filter) {
    totalCount isComplete nodes { name owner { login } } } }`;
  const { data, errors } = await stack.query(document, { filter: { systems: ['foreman'], ...filter } });
  expect(errors).toBeUndefined();
  const { nodes, totalCount, isComplete } = data.accessTokens;
  expect({ totalCount, isComplete }).toEqual({ totalCount: nodes.length, isComplete: true });
  return nodes
    .map(({ name, owner }: { name: string; owner: { login: string } }) => `${owner.login}: ${name}`)
    .sort();
}

describe('filters', () => {
  it.each<[string, object, (token: Seeded) => boolean]>([
    ['none', {}, () => true],
    ['a state', { state: ['REVOKED'] }, ({ state }) => state === 'REVOKED'],
    ['two states', { state: ['EXPIRED', 'ACTIVE'] }, ({ state }) => state !== 'REVOKED'],
    ['no state', { state: [] }, () => false],
    ['a state that none has', { state: ['UNKNOWN'] }, () => false],
    ['search, in another case', { search: 'SCRIPT' }, ({ name }) => name.includes('script')],
    ['search for a pattern, literally', { search: '%' }, () => false],
    ['never expiring', { neverExpires: true }, ({ expiresAt }) => expiresAt === undefined],
    ['expiring', { neverExpires: false }, ({ expiresAt }) => expiresAt !== undefined],
    [
      'expiring before',
      { expiresBefore: '2031-02-01T00:00:00Z' },
      ({ expiresAt }) => expiresAt !== undefined && expiresAt < Date.parse('2031-02-01T00:00:00Z'),
    ],
    ['expiring before that very instant', { expiresBefore: '2022-08-01T08:00:00Z' }, () => false],
    [
      'unused since',
      { unusedSince: '2024-01-01T00:00:00Z' },
      ({ lastUsedAt }) => lastUsedAt === undefined || lastUsedAt < Date.parse('2024-01-01T00:00:00Z'),
    ],
    [
      'all at once',
      { state: ['REVOKED'], search: 'phone', neverExpires: true, unusedSince: '2024-01-01T00:00:00Z' },
      ({ name }) => name === 'old phone',
    ],
  ])('%s', async (_name, filter, matches) => {
    expect(await foremanTokens(filter)).toEqual(keysOf(seeded.filter(matches)));
  });

  it('apply to the tokens of one account as well', async () => {
    const document = `query ($filter: AccessTokenFilter) { user(by: { login: { system: "foreman", login: "ada.lovelace" } }) { accessTokens(filter: $filter) { name } } }`;
    const names = async (filter: object | null): Promise<string[]> => {
      const { data } = await stack.query(document, { filter });
      return data.user.accessTokens.map(({ name }: { name: string }) => name).sort();
    };
    expect(await names(null)).toEqual(['bench script', 'laptop', 'old phone', 'training']);
    expect(await names({ state: ['ACTIVE'] })).toEqual(['bench script', 'laptop']);
    expect(await names({ state: [] })).toEqual([]);
    expect(await names({ systems: ['squash'] })).toEqual([]);
    expect(await names({ systems: ['foreman'], expiresBefore: '2023-01-01T00:00:00Z' })).toEqual([
      'training',
    ]);
  });
});

describe('the list over all systems', () => {
  it('is by name, pages both ways, and says what each system gave', async () => {
    const options = { field: 'accessTokens', size: 4, select: 'id name' };
    const pages = await walk(stack, options);
    const names = nodesOf(pages).map(({ name }: { name: string }) => name);
    expect(names).toEqual(names.toSorted());
    expect(nodesOf(await walk(stack, { ...options, way: 'backward' }), 'backward')).toEqual(nodesOf(pages));
    expect(new Set(nodesOf(pages).map(({ id }: { id: string }) => id)).size).toBe(names.length);
    const mine = company.zephyr.users.find(({ username }) => username === 'rollcall')?.tokens ?? [];
    expect(names).toEqual(
      [...seeded.map(({ name }) => name), ...mine.map(({ label }) => label), 'rollcall'].sort(),
    );
  });

  it('is PARTIAL where a system shows own tokens only, and not complete', async () => {
    const { data, errors } = await stack.query(
      '{ accessTokens { isComplete totalCount sources { system { key } state totalCount problem { code } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.accessTokens).toMatchObject({ isComplete: false, totalCount: null });
    expect(data.accessTokens.sources).toEqual([
      { system: { key: 'zephyr' }, state: 'PARTIAL', totalCount: 2, problem: { code: 'SELF_ONLY' } },
      { system: { key: 'foreman' }, state: 'FRESH', totalCount: seeded.length, problem: null },
      { system: { key: 'squash' }, state: 'UNSUPPORTED', totalCount: 0, problem: null },
      { system: { key: 'teamcity' }, state: 'PARTIAL', totalCount: 1, problem: { code: 'SELF_ONLY' } },
    ]);
  });

  it('requireComplete refuses what is PARTIAL, and takes what is whole', async () => {
    const partial = await stack.query('{ accessTokens(requireComplete: true) { totalCount } }');
    expect(errorCodes(partial)).toEqual(['INCOMPLETE']);
    const whole = await stack.query(
      '{ accessTokens(requireComplete: true, filter: { systems: ["foreman", "squash"] }) { totalCount } }',
    );
    expect(whole.errors).toBeUndefined();
    expect(whole.data.accessTokens.totalCount).toBe(seeded.length);
  });

  it('never shows the value of a token', async () => {
    const { data } = await stack.query(
      '{ accessTokens(first: 500) { nodes { id nativeId name createdBy } } }',
    );
    const text = `${JSON.stringify(data)} ${data.accessTokens.nodes.map(({ id }: { id: string }) => Buffer.from(id, 'base64url').toString('utf8')).join(' ')}`;
    const values = [company.zephyr, company.foreman, company.teamcity].flatMap(({ users }) =>
      users.flatMap(({ tokens = [] }) => tokens.flatMap((token) => token.value ?? [])),
    );
    expect(values.length).toBeGreaterThan(4);
    for (const value of values) expect(text).not.toContain(value);
  });
});

describe('tokens that only their owner may see', () => {
  it.each(['zephyr', 'teamcity'])(
    '%s: of somebody else: null with SELF_ONLY naming the header',
    async (system) => {
      const answer = await stack.query(
        `{ user(by: { login: { system: "${system}", login: "ada.lovelace" } }) { login accessTokens { name } } }`,
      );
      expect(answer.data.user).toEqual({ login: 'ada.lovelace', accessTokens: null });
      expect(errorCodes(answer)).toEqual([`SELF_ONLY ${system}`]);
      expect(answer.errors?.[0]?.message).toContain(`upstream-authorization-${system}`);
    },
  );

  it('on a page of users: each null with its reason, one call to know who asks, none for the tokens', async () => {
    const { answer, calls } = await ask(
      stack,
      '{ users(first: 10, filter: { systems: ["teamcity"] }) { nodes { login accessTokens { name } } } }',
    );
    expect(
      answer.data.users.nodes.every(({ accessTokens }: { accessTokens: unknown }) => accessTokens === null),
    ).toBe(true);
    expect(errorCodes(answer)).toEqual(Array.from({ length: 10 }, () => 'SELF_ONLY teamcity'));
    expect(calls.filter((call) => call.includes('/tokens'))).toEqual([]);
    expect(calls.filter((call) => call.includes('/users/current'))).toHaveLength(1);
  });

  it('TeamCity: with her own credentials Ada sees hers', async () => {
    const document = '{ user(by: { current: "teamcity" }) { login accessTokens { id name expiry } } }';
    const { data, errors } = await stack.query(document, {}, asAda);
    expect(errors).toBeUndefined();
    expect(data.user.login).toBe('ada.lovelace');
    const shown = data.user.accessTokens
      .map(({ name, expiry }: { name: string; expiry: string }) => `${name} ${expiry}`)
      .sort();
    expect(shown).toEqual(['ci EXPIRES', 'laptop NEVER']);
  });

  it('TeamCity: they are found again by id with her credentials, and with no others', async () => {
    const mine = await stack.query(
      '{ user(by: { current: "teamcity" }) { accessTokens { id name } } }',
      {},
      asAda,
    );
    const [token] = mine.data.user.accessTokens;
    const document = 'query ($id: ID!) { node(id: $id) { id ... on AccessToken { name owner { login } } } }';
    const hers = await stack.query(document, { id: token.id }, asAda);
    expect(hers.data.node).toEqual({ ...token, owner: { login: 'ada.lovelace' } });
    const others = await stack.query(document, { id: token.id });
    expect(others.data.node).toBeNull();
    expect(errorCodes(others)).toEqual(['SELF_ONLY teamcity']);
  });

  it('Zephyr: the list of all tokens is hers with her credentials', async () => {
    const { data } = await stack.query(
      '{ accessTokens(filter: { systems: ["zephyr", "teamcity"] }) { nodes { name system { key } } } }',
      {},
      {
        ...asAda,
        'upstream-authorization-zephyr': adaAuthorization.zephyr,
      },
    );
    const shown = data.accessTokens.nodes.map(
      ({ name, system }: { name: string; system: { key: string } }) => `${system.key} ${name}`,
    );
    expect(shown.sort()).toEqual(['teamcity ci', 'teamcity laptop', 'zephyr laptop', 'zephyr report script']);
  });

  it('Squash TM: none are shown to anybody: UNSUPPORTED', async () => {
    const answer = await stack.query(
      '{ user(by: { login: { system: "squash", login: "alovelace" } }) { accessTokens { name } } }',
    );
    expect(answer.data.user.accessTokens).toBeNull();
    expect(errorCodes(answer)).toEqual(['UNSUPPORTED squash']);
  });
});

describe('tokens that cannot be had', () => {
  it('too many accounts to ask one by one: TOO_EXPENSIVE, before the first of those calls', async () => {
    const limited = await startStack({
      configure: all(withLimits({ maxTokenOwners: 5 }), withSystem('foreman', { timeoutMs: 500 })),
    });
    try {
      const { data, calls } = await ask(
        limited,
        '{ accessTokens { isComplete sources { system { key } state problem { code message } } } }',
      );
      const foreman = data.accessTokens.sources.find(
        ({ system }: { system: { key: string } }) => system.key === 'foreman',
      );
      expect(foreman).toMatchObject({ state: 'FAILED', problem: { code: 'TOO_EXPENSIVE' } });
      expect(foreman.problem.message).toContain(String(company.foreman.users.length));
      expect(calls.filter((call) => call.includes('personal_access_tokens'))).toEqual([]);
    } finally {
      await limited.stop();
    }
  });

  it('one account whose tokens fail: its field is null, the others’ are there', async () => {
    const ids = await stack.query(
      `{ a: user(by: { login: { system: "foreman", login: "svc_ci" } }) { id nativeId } b: user(by: { login: { system: "foreman", login: "gordon.blake" } }) { id } }`,
    );
    const { a, b } = ids.data;
    const takeBack = stack.sandbox.fail('foreman', {
      path: `/api/users/${a.nativeId}/personal_access_tokens`,
      fault: down,
    });
    const answer = await stack.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { accessTokens { name } } } }',
      { ids: [a.id, b.id] },
    );
    takeBack();
    expect(answer.data.nodes).toEqual([{ accessTokens: null }, { accessTokens: [{ name: 'cron' }] }]);
    expect(errorCodes(answer)).toEqual(['UPSTREAM_UNAVAILABLE foreman']);
  });
});
