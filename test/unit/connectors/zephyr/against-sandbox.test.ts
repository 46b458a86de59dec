import { describe, expect, it, onTestFinished } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { zephyrConnector } from '#connectors/zephyr/index.ts';
import { zephyrSettings } from '#connectors/zephyr/settings.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createZephyrSimulator } from '#sandbox/zephyr/simulator.ts';
import type { ZephyrSwitches } from '#sandbox/zephyr/switches.ts';
import { zephyrKeys, zephyrSeed } from '../../../support/zephyr-seed.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';
import { collect } from './fake-zephyr.ts';

interface Connected {
  readonly connector: Connector;
  readonly call: Call;
  readonly calls: CallLog;
}

async function connect(
  switches: Partial<ZephyrSwitches> = {},
  authorization = zephyrKeys.manager,
): Promise<Connected> {
  const now = (): Date => new Date(Date.UTC(2026, 2, 1, 12));
  const simulator = createZephyrSimulator({ seed: zephyrSeed, switches, now, random: createRandom(1) });
  const calls = new CallLog();
  const listener = await listen({ system: 'zephyr', simulator, calls, faults: new FaultSchedule(), port: 0 });
  const url = new URL(listener.origin);
  const limits = { timeoutMs: 5000, maxConcurrency: 8, maxBytes: 5_000_000 };
  const http = createHttp({ ...singleAttempts, system: 'zephyr', url, ...limits });
  onTestFinished(async () => {
    http.close();
    await listener.stop();
  });
  const settings = zephyrSettings.parse({});
  return {
    connector: zephyrConnector.create({ system: 'zephyr', url, settings, http, now: Date.now }),
    call: {
      identity: createIdentity(authorization, false),
      signal: AbortSignal.timeout(10_000),
      requestId: 'test',
      isBulk: false,
      isFresh: false,
    },
    calls,
  };
}

const everyFacet = new Set(['roles', 'groups', 'projectPermissions', 'details'] as const);

describe('the connector on a simulated Zephyr', () => {
  it('lists everybody but the pseudo-user in one call', async () => {
    const { connector, call, calls } = await connect();
    const accounts = await collect(connector.listAccounts(call));
    expect(accounts.map((account) => account.login).toSorted()).toEqual(
      zephyrSeed.users.map((user) => user.username).toSorted(),
    );
    expect(accounts.find((account) => account.login === 'late')?.nativeId).toBe('3000000000');
    expect(accounts.find((account) => account.login === 'gone')?.status).toBe('DISABLED');
    expect(accounts.filter((account) => account.isAdministrator === true)).toHaveLength(1);
    expect(calls.total).toBe(1);
  });

  it.each<Partial<ZephyrSwitches>>([{}, { groupsKey: 'groups' }, { roleList: 404 }])(
    'reads one account with all it holds: %j',
    async (switches) => {
      const { connector, call } = await connect(switches);
      const { found } = await connector.readAccounts(call, { ids: [], logins: ['ADA.byron'] }, everyFacet);
      const holdings = found[0]?.holdings;
      expect(found[0]?.account.lastLoginAt).toBe(Date.parse('2026-01-31T23:30:00Z'));
      expect(holdings?.roles?.ok === true && holdings.roles.value.map((held) => held.role.name)).toEqual([
        'lead',
        'Release gate',
      ]);
      expect(holdings?.groups?.ok === true && holdings.groups.value.map((held) => held.group.name)).toEqual([
        'QA',
        'Night shift, bench 3 (east)',
      ]);
      const permissions = holdings?.projectPermissions;
      expect(
        permissions?.ok === true &&
          permissions.value.map((held) => `${held.permission} on ${held.project.name}`).toSorted(),
      ).toEqual(['lead on Alpha', 'tester on Beta']);
    },
  );

  it.each([500, 404, 204] as const)('knows a missing account answered with %i', async (unknownId) => {
    const { connector, call } = await connect({ unknownId });
    expect(await connector.readAccounts(call, { ids: ['999'], logins: [] }, new Set())).toEqual({
      found: [],
      failed: [],
    });
  });

  it('reads all accounts with all they hold in calls that do not grow with them', async () => {
    const { connector, call, calls } = await connect();
    const logins = zephyrSeed.users.map((user) => user.username);
    const { found } = await connector.readAccounts(call, { ids: [], logins }, everyFacet);
    expect(found).toHaveLength(logins.length);
    expect(calls.total).toBe(1 + 1 + zephyrSeed.projects.length);
  });

  it.each<Partial<ZephyrSwitches>>([{}, { usersGridShape: 'array' }, { resultSize: 'honest' }])(
    'lists groups and their members: %j',
    async (switches) => {
      const { connector, call } = await connect(switches);
      const groups = await collect(connector.groups?.list(call) ?? []);
      expect(groups.map((group) => group.name ?? '').toSorted()).toEqual(
        zephyrSeed.groups.map((group) => group.name).toSorted(),
      );
      const members = await collect(connector.groups?.members?.(call, '1') ?? []);
      expect(members.map((member) => member.login).toSorted()).toEqual(['Ada.Byron', 'john.old', 'ldap']);
    },
  );

  it('reads roles with what they allow, the blank in a name kept', async () => {
    const { connector, call } = await connect();
    const role = (await connector.roles?.read(call, ['106']))?.get('106');
    expect(role).toMatchObject({ name: 'Administration Role ', permissions: ['User Setup', 'Group Setup'] });
  });

  it('lists tokens of its own account and probes', async () => {
    const { connector, call } = await connect({}, zephyrKeys.five);
    const self = await connector.readCurrentAccount(call, new Set());
    const tokens = (await connector.tokens?.list(call, [self.account.nativeId]))?.get(self.account.nativeId);
    expect(tokens?.ok === true && tokens.value.map((token) => token.name)).toEqual(['new']);
    expect((await connector.probe(call)).capabilities).toHaveLength(1);
  });

  it('offers refused credentials once', async () => {
    const { connector, call, calls } = await connect({}, 'Bearer nobody');
    await expect(connector.probe(call)).rejects.toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' });
    expect(calls.total).toBe(1);
  });
});
