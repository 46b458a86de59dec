import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import { foremanConnector } from '#connectors/foreman/index.ts';
import { createIdentity } from '#domain/identity.ts';
import type { Facet } from '#domain/holdings.ts';
import { createForemanSimulator } from '#sandbox/foreman/simulator.ts';
import type { ForemanSwitches } from '#sandbox/foreman/switches.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import type { Listener } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { readPopulation } from '../../../support/foreman-recordings.ts';
import { callAs, connectTo } from './fake-server.ts';

const population = readPopulation();
const everyId = population.users.map((user) => String(user.id));
let calls: CallLog;
let listener: Listener;
let connector: Connector;

async function start(switches: Partial<ForemanSwitches> = {}): Promise<void> {
  calls = new CallLog();
  const now = (): Date => new Date('2026-11-21T20:00:00Z');
  const simulator = createForemanSimulator({ population, now, random: createRandom(7), switches });
  listener = await listen({ system: 'foreman', simulator, calls, faults: new FaultSchedule(), port: 0 });
  connector = connectTo(
    { url: new URL(listener.origin), asked: [], stop: async () => undefined },
    { settings: { pageSize: 20 } },
  );
}

beforeEach(async () => start());
afterEach(async () => listener.stop());

function callOf(login: string, secret?: string): ReturnType<typeof callAs> {
  const password = secret ?? population.users.find((user) => user.login === login)?.password ?? '';
  const header = foremanConnector.authorization(
    { username: login, password },
    foremanConnector.settings.parse({}),
  );
  return { ...callAs(), identity: createIdentity(header ?? '', false) };
}

async function holdingsOf(
  login: string,
  size: number,
  facets: readonly Facet[],
): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  for (let start = 0; start < everyId.length; start += size) {
    const ids = everyId.slice(start, start + size);
    const answer = await connector.readAccounts(callOf(login), { ids, logins: [] }, new Set(facets));
    expect(answer.failed).toEqual([]);
    for (const { account, holdings } of answer.found) all.set(account.login, holdings);
  }
  return all;
}

describe('the connector against the simulated population', () => {
  it('lists every account once, in as many calls as there are pages', async () => {
    const logins: string[] = [];
    for await (const page of connector.listAccounts(callOf('admin'))) {
      logins.push(...page.map((account) => account.login));
    }
    expect(logins.toSorted()).toEqual(population.users.map((user) => user.login).toSorted());
    expect(calls.total).toBe(3);
  });

  it('finds every account by login, whatever its case, in one call', async () => {
    const logins = population.users.map((user) => user.login.toUpperCase());
    const answer = await connector.readAccounts(callOf('admin'), { ids: [], logins }, new Set());
    expect(answer.found.map((one) => one.account.nativeId)).toEqual(everyId);
    expect(calls.total).toBe(1);
  });

  it('reads the same holdings from shows and from the graph, and those of the population', async () => {
    const facets = ['roles', 'groups'] as const;
    const graph = await holdingsOf('admin', everyId.length, facets);
    const groups = population.usergroups.length;
    const roles = population.roles.length - 1;
    expect(calls.total).toBe(1 + 2 + groups + roles + 1);
    calls.clear();
    const shown = await holdingsOf('admin', 8, facets);
    expect(calls.total).toBe(everyId.length);
    expect(graph).toEqual(shown);
    for (const user of population.users) {
      const held = shown.get(user.login) as { groups: { value: { group: { nativeId: string } }[] } };
      const ids = held.groups.value.map((one) => Number(one.group.nativeId));
      const direct = population.usergroups.filter((group) => group.user_ids.includes(user.id));
      expect(ids).toEqual(direct.map((group) => group.id).toSorted((one, other) => one - other));
    }
  });

  it('holders of each role are those whose holdings name it', async () => {
    const shown = await holdingsOf('admin', 8, ['roles']);
    for (const role of population.roles.filter((one) => one.builtin !== 2)) {
      const holders: string[] = [];
      for await (const page of connector.roles?.holders?.(callOf('admin'), String(role.id)) ?? []) {
        holders.push(...page.map((account) => account.login));
      }
      const expected = [...shown].filter(([, holdings]) => {
        const { roles } = holdings as { roles: { value: { role: { nativeId: string } }[] } };
        return roles.value.some((held) => held.role.nativeId === String(role.id));
      });
      expect(holders.toSorted()).toEqual(expected.map(([login]) => login).toSorted());
      expect(new Set(holders).size).toBe(holders.length);
    }
  });

  it('sees only what the caller may see, and says what is hidden', async () => {
    const answer = await connector.readAccounts(
      callOf('limited.user'),
      { ids: ['5', '48'], logins: ['admin'] },
      new Set(),
    );
    expect(answer.found.map((one) => one.account.login)).toEqual(['limited.user']);
    expect(answer.failed.map((one) => one.error.code)).toEqual(['UPSTREAM_FORBIDDEN', 'UPSTREAM_FORBIDDEN']);
    await expect(
      connector.listAccounts(callOf('limited.user'))[Symbol.asyncIterator]().next(),
    ).rejects.toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });

  it('shows accounts to callers whose filters are limited, and reads the graph for those who see all', async () => {
    await holdingsOf('help.desk', everyId.length, ['groups']);
    expect(calls.list().filter((call) => /^\/api\/users\/\d+$/u.test(call.path)).length).toBe(everyId.length);
    calls.clear();
    await holdingsOf('grace.hopper', everyId.length, ['groups']);
    expect(calls.list().filter((call) => /^\/api\/users\/\d+$/u.test(call.path)).length).toBe(0);
  });

  it('signs in with a token in place of the password, and does not shut out others with a stale one', async () => {
    const token = population.personal_access_tokens.find((one) => one.user_id === 5 && one.name === 'ci');
    const call = callOf('ada.lovelace', token?.token_value);
    expect((await connector.readCurrentAccount(call, new Set())).account.nativeId).toBe('5');
    const stale = callOf('ada.lovelace', 'wrong');
    const outcomes = await Promise.allSettled(
      everyId.map((id) => connector.readAccounts(stale, { ids: [id], logins: [] }, new Set(['groups']))),
    );
    expect(outcomes.every((one) => one.status === 'fulfilled' && one.value.failed.length === 1)).toBe(true);
    expect(calls.list().filter((one) => one.status === 401)).toHaveLength(1);
    expect((await connector.readCurrentAccount(callOf('admin'), new Set())).account.login).toBe('admin');
  });

  it('lists the tokens of everybody with one call for each, and one more for the empty lists', async () => {
    const lists = await connector.tokens?.list(callOf('admin'), everyId);
    const found = [...(lists?.values() ?? [])].flatMap((one) => (one.ok ? one.value : []));
    expect(found).toHaveLength(population.personal_access_tokens.length);
    // Account 8 shares its number with somebody's login, so it is asked for twice.
    expect(calls.total).toBe(everyId.length + 1 + 1);
  });

  it('reads roles and groups of the catalogues whole', async () => {
    const roles = await connector.roles?.read(
      callOf('admin'),
      population.roles.map((role) => String(role.id)),
    );
    expect(roles?.size).toBe(population.roles.length);
    expect(roles?.get('14')?.permissions).toContain('view_personal_access_tokens');
    expect(calls.total).toBe(2);
    const groups = await connector.groups?.read(callOf('admin'), ['1', '3']);
    expect(groups?.get('3')?.parents?.map((group) => group.name)).toEqual(['dev']);
    expect(calls.total).toBe(2 + 1 + population.usergroups.length);
  });

  it('works with servers before 3.2 and after 3.17', async () => {
    for (const version of ['3.1', '3.18'] as const) {
      await listener.stop();
      await start({
        version,
        extraKeys: { katello: { a: 1 } },
        callerTimeZone: 'Tokyo',
        collation: 'language',
      });
      const few = await connector.readAccounts(
        callOf('admin'),
        { ids: ['5', '8'], logins: ['8'] },
        new Set(),
      );
      expect(few.found.map((one) => one.account.nativeId).toSorted()).toEqual(['34', '5', '8']);
      expect(few.found.find((one) => one.account.nativeId === '5')?.account.createdAt).toBe(
        Date.parse('2026-11-21T19:44:33Z'),
      );
      const all = await connector.readAccounts(
        callOf('admin'),
        { ids: everyId, logins: [] },
        new Set(['roles']),
      );
      expect(all.found).toHaveLength(everyId.length);
      const roles = await connector.roles?.read(callOf('admin'), ['13']);
      expect(roles?.get('13')?.permissions).toContain('edit_users');
      expect((await connector.probe(callOf('help.desk'))).capabilities.length).toBeGreaterThan(0);
      const listed: unknown[] = [];
      for await (const page of connector.listAccounts(callOf('admin'))) listed.push(...page);
      expect(listed).toHaveLength(everyId.length);
      expect((await connector.tokens?.list(callOf('admin'), ['5']))?.get('5')).toMatchObject({ ok: true });
    }
  });
});
