import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import type { AccountFacts } from '../support/gateway-account-facts.ts';
import { systemKeys } from '../support/gateway-query.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** Signing in changes the last login of the account in use, so it is left out where that counts. */
const inUse = 'rollcall';
const facts = accountFacts(readCompany());

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const keyOf = (user: { readonly system: { readonly key: string }; readonly login: string }): string =>
  `${user.system.key} ${user.login}`;
const factKey = ({ system, login }: AccountFacts): string => `${system} ${login}`;

/** The keys of all users that match, and what the connection says of them. */
async function listed(filter: object | null | undefined) {
  const document = `query ($filter: UserFilter) { users(filter: $filter, first: 500) {
    totalCount isComplete nodes { login system { key } } } }`;
  const { errors, data } = await stack.query(document, { filter });
  expect(errors).toBeUndefined();
  const { nodes, totalCount, isComplete } = data.users;
  expect(isComplete).toBe(true);
  expect(totalCount).toBe(nodes.length);
  return nodes.map(keyOf).sort() as string[];
}

function expected(matches: (fact: AccountFacts) => boolean): string[] {
  return facts.filter(matches).map(factKey).sort();
}

/** NFC and without case, as an order or a search compares; the seed has no other letters that need more. */
const plain = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase();

describe('without a filter', () => {
  it('lists every account of every system once', async () => {
    expect(await listed(undefined)).toEqual(expected(() => true));
  });

  it('takes null and an empty object as no filter', async () => {
    expect(await listed(null)).toEqual(expected(() => true));
    expect(await listed({})).toEqual(expected(() => true));
    expect(await listed({ systems: null, search: null, status: null, email: null })).toEqual(
      expected(() => true),
    );
  });

  it('shows each account as its seed says', async () => {
    const document = `{ users(first: 500) { nodes { system { key } login firstName lastName displayName email status
      isAdministrator lastLoginAt hasLoggedIn } } }`;
    const { data } = await stack.query(document);
    const shown = new Map(data.users.nodes.map((node: Row) => [keyOf(node), node]));
    for (const fact of facts.filter(({ login }) => login !== inUse)) {
      const { held: _held, system, ...members } = fact;
      expect(shown.get(factKey(fact))).toEqual({ ...members, system: { key: system } });
    }
  });

  it('says how each system contributed', async () => {
    const { data } = await stack.query(
      '{ users(first: 1) { sources { system { key } state totalCount asOf } } }',
    );
    expect(data.users.sources.map((source: Row) => ({ ...source, asOf: undefined }))).toEqual(
      systemKeys.map((key) => ({
        system: { key },
        state: 'FRESH',
        totalCount: facts.filter(({ system }) => system === key).length,
        asOf: undefined,
      })),
    );
    for (const { asOf } of data.users.sources) expect(Date.now() - Date.parse(asOf)).toBeLessThan(60_000);
  });
});

describe('each filter', () => {
  it.each<[string, object, (fact: AccountFacts) => boolean]>([
    ['one system', { systems: ['squash'] }, ({ system }) => system === 'squash'],
    [
      'two systems, one named twice',
      { systems: ['teamcity', 'zephyr', 'teamcity'] },
      ({ system }) => ['teamcity', 'zephyr'].includes(system),
    ],
    ['search in logins', { search: 'LOVELACE' }, contains('lovelace')],
    ['search in e-mail addresses', { search: '@Northline' }, contains('@northline')],
    ['search in names, composed letters', { search: 'NÚÑEZ' }, contains('núñez')],
    ['search in names, combining accents', { search: 'Nu\u0301n\u0303ez' }, contains('núñez')],
    ['search of other scripts', { search: '山田' }, contains('山田')],
    ['search of what nobody has', { search: 'zzzz' }, () => false],
    ['search of a pattern, taken literally', { search: '%' }, contains('%')],
    ['search of another pattern', { search: '.*' }, contains('.*')],
    [
      'a whole login, in another case',
      { login: 'ADA.Lovelace' },
      ({ login }) => plain(login) === 'ada.lovelace',
    ],
    ['part of a login', { login: 'ada' }, () => false],
    [
      'a login with letters that have case beyond ASCII',
      { login: 'ŁUKASZ.WÓJCIK' },
      ({ login }) => plain(login) === 'łukasz.wójcik',
    ],
    [
      'a whole e-mail address, in another case',
      { email: 'HANNAH.vogel@blockpost.example' },
      ({ email }) => plain(email ?? '') === 'hannah.vogel@blockpost.example',
    ],
    ['part of an e-mail address', { email: 'hannah' }, () => false],
    ['a status', { status: ['DISABLED'] }, ({ status }) => status === 'DISABLED'],
    ['two statuses', { status: ['DISABLED', 'EXPIRED'] }, ({ status }) => status !== 'ACTIVE'],
    ['administrators', { isAdministrator: true }, ({ isAdministrator }) => isAdministrator],
    ['others than administrators', { isAdministrator: false }, ({ isAdministrator }) => !isAdministrator],
    [
      'a system and a status',
      { systems: ['foreman'], status: ['DISABLED'] },
      ({ system, status }) => system === 'foreman' && status === 'DISABLED',
    ],
    [
      'search and administrators',
      { search: 'carvalho', isAdministrator: true },
      (fact) => contains('carvalho')(fact) && fact.isAdministrator,
    ],
    [
      'everything at once',
      {
        systems: ['squash', 'foreman'],
        search: 'blake',
        status: ['ACTIVE'],
        isAdministrator: false,
        login: 'GBLAKE',
        email: 'gordon.blake@blockpost.example',
        lastLoginBefore: '2025-01-01T00:00:00Z',
        neverLoggedIn: false,
      },
      ({ system, login }) => system === 'squash' && login === 'gblake',
    ],
    ['no system', { systems: [] }, () => false],
    ['no status', { status: [] }, () => false],
  ])('%s', async (_name, filter, matches) => {
    expect(await listed(filter)).toEqual(expected(matches));
  });

  it('lastLoginBefore: earlier sign-ins, to the millisecond, without those who never signed in', async () => {
    const filter = { lastLoginBefore: '2024-04-30T15:30:00Z' };
    const before = ({ lastLoginAt }: AccountFacts): boolean =>
      lastLoginAt !== null && Date.parse(lastLoginAt) < Date.parse(filter.lastLoginBefore);
    expect(await listed(filter)).toEqual(expected(before));
    // Gordon's last login is exactly that instant, in one system.
    expect(
      await listed({ ...filter, lastLoginBefore: '2024-04-30T15:30:00.001Z', login: 'gordon.blake' }),
    ).toContain('zephyr gordon.blake');
    expect(await listed({ ...filter, lastLoginBefore: '2024-04-30T17:30:00+02:00' })).toEqual(
      expected(before),
    );
  });

  it('neverLoggedIn: certainly never, or certainly once; who cannot be told about is in neither', async () => {
    const others = ({ login }: AccountFacts): boolean => login !== inUse;
    const never = expected((fact) => others(fact) && fact.hasLoggedIn === false);
    const once = expected((fact) => others(fact) && fact.hasLoggedIn === true);
    const notInUse = (keys: string[]): string[] => keys.filter((key) => !key.endsWith(` ${inUse}`));
    expect(notInUse(await listed({ neverLoggedIn: true }))).toEqual(never);
    expect(notInUse(await listed({ neverLoggedIn: false }))).toEqual(once);
    expect(facts.some(({ hasLoggedIn }) => hasLoggedIn === null)).toBe(true);
  });

  it('an empty list of systems asks nobody', async () => {
    const calls = await stack.callsDuring(undefined, async () => {
      const { data } = await stack.query(
        '{ users(filter: { systems: [] }) { totalCount isComplete sources { state } } }',
      );
      expect(data.users).toEqual({ totalCount: 0, isComplete: true, sources: [] });
    });
    expect(calls).toEqual([]);
  });

  it('counts, for each system, what matches', async () => {
    const { data } = await stack.query(
      '{ users(first: 1, filter: { status: [DISABLED] }) { totalCount sources { system { key } totalCount } } }',
    );
    for (const { system, totalCount } of data.users.sources) {
      const disabled = facts.filter((fact) => fact.system === system.key && fact.status === 'DISABLED');
      expect(totalCount, system.key).toBe(disabled.length);
    }
  });
});

function contains(part: string): (fact: AccountFacts) => boolean {
  return ({ login, firstName, lastName, displayName, email }) =>
    [login, firstName, lastName, displayName, email].some(
      (text) => text !== null && plain(text).includes(part),
    );
}
