import { describe, expect, onTestFinished, test } from 'vitest';
import type { Call, Connector } from '#connectors/connector.ts';
import { squashConnector } from '#connectors/squash/index.ts';
import { createIdentity } from '#domain/identity.ts';
import { createHttp } from '#http/create-http.ts';
import type { SquashSeed } from '#sandbox/company/company.ts';
import { CallLog } from '#sandbox/kernel/call-log.ts';
import { FaultSchedule } from '#sandbox/kernel/faults.ts';
import { listen } from '#sandbox/kernel/listener.ts';
import { createRandom } from '#sandbox/kernel/random.ts';
import { createSquashSimulator } from '#sandbox/squash/simulator.ts';
import type { SquashSwitches } from '#sandbox/squash/switches.ts';
import { singleAttempts } from '../../../support/single-attempts.ts';
import { collect } from './small-squash.ts';

const teamNames = Array.from({ length: 12 }, (_, index) => `Team ${index + 1}`);
const projectNames = Array.from({ length: 9 }, (_, index) => `Project ${index + 1}`);

/** A hundred and twenty accounts over twelve teams and nine projects, one of them a template; one custom profile. */
const seed: SquashSeed = {
  teams: teamNames.map((name, index) => ({
    id: 1000 + index,
    name,
    ...(index === 0 ? { projects: { 'Project 1': 'validator' } } : {}),
  })),
  projects: projectNames.map((name, index) => ({ id: 2000 + index, name, isTemplate: index === 8 })),
  profiles: ['Night Shift'],
  users: [
    {
      id: 1,
      login: 'admin',
      lastName: 'Admin',
      group: 'Admin',
      password: 'sécret',
      tokens: [{ name: 'gateway', value: 'head.gateway.sign' }],
    },
    { id: 2, login: 'Élodie', lastName: 'Petit' },
    { id: 3, login: 'with/slash', lastName: 'Slash' },
    { id: 4, login: 'john.doe', lastName: 'Doe' },
    { id: 5, login: 'robot', lastName: 'Robot', group: 'TestAutomationServer', active: false },
    ...Array.from({ length: 115 }, (_, index) => ({
      id: 10 + index,
      login: `user${index}`,
      lastName: `Last ${index}`,
      email: `user${index}@example.org`,
      teams: [teamNames[index % 12] ?? ''],
      projects: { [projectNames[index % 9] ?? '']: index === 7 ? 'Night Shift' : 'test_runner' },
    })),
  ],
};
const everything = new Set(['groups', 'teams', 'projectPermissions', 'details'] as const);
const hundredIds = Array.from({ length: 100 }, (_, index) => String(10 + index));

interface Running {
  readonly connector: Connector;
  readonly call: Call;
  readonly calls: CallLog;
}

async function start(switches: Partial<SquashSwitches> = {}, token = 'head.gateway.sign'): Promise<Running> {
  const simulator = createSquashSimulator({
    seed,
    switches,
    now: () => new Date('2024-05-02T09:12:00.000Z'),
    random: createRandom(7),
  });
  const calls = new CallLog();
  const listener = await listen({ system: 'squash', simulator, calls, faults: new FaultSchedule(), port: 0 });
  const url = new URL(`${listener.origin}${simulator.basePath}`);
  const http = createHttp({
    ...singleAttempts,
    system: 'squash',
    url,
    timeoutMs: 5000,
    maxConcurrency: 8,
    maxBytes: 1_000_000,
  });
  onTestFinished(async () => {
    http.close();
    await listener.stop();
  });
  const settings = squashConnector.settings.parse({});
  const credentials = switches.version === '3' ? { username: 'admin', password: 'sécret' } : { token };
  const authorization = squashConnector.authorization(credentials, settings) ?? '';
  const call: Call = {
    identity: createIdentity(authorization, false),
    signal: AbortSignal.timeout(15_000),
    requestId: 'test',
    isBulk: false,
    isFresh: false,
  };
  return {
    connector: squashConnector.create({ system: 'squash', url, settings, http, now: Date.now }),
    call,
    calls,
  };
}

/** What one account holds, as comparable text. */
async function holdings({ connector, call }: Running, ids: readonly string[]): Promise<readonly string[]> {
  const { found, failed } = await connector.readAccounts(call, { ids, logins: [] }, everything);
  expect(failed).toEqual([]);
  return found
    .map(({ account, holdings: { groups, teams, projectPermissions } }) => {
      if (groups?.ok !== true || teams?.ok !== true || projectPermissions?.ok !== true) return 'failed';
      return [
        account.nativeId,
        account.email,
        groups.value.map(({ group }) => group.name),
        teams.value.map(({ team }) => team.name),
        projectPermissions.value.map(({ permission, project }) => `${permission} on ${project.name}`),
      ].join(' | ');
    })
    .sort();
}

describe.each([
  ['a server of version 7', {}, 1 + 10],
  ['one of version 8', { version: '8' }, 1 + 10],
  ['one of version 15', { version: '15' }, 1 + 10],
  ['one without teams in lists', { listTeamsHonoured: false }, 1 + 1 + 10],
  [
    'one without teams or members in lists',
    { listTeamsHonoured: false, listMembersHonoured: false },
    1 + 13 + 10,
  ],
  ['one whose users show no clearances', { version: '8', partyClearances: false }, 1 + 10],
  ['one with small pages', { maxPageSize: 50 }, 3 + 10],
] satisfies readonly [string, Partial<SquashSwitches>, number][])(
  'against %s',
  (_name, switches, warmCalls) => {
    test('a hundred accounts with all they hold cost pages, teams and projects, never one call each', async () => {
      const running = await start(switches);
      await running.connector.probe(running.call);
      await holdings(running, hundredIds);
      running.calls.clear();
      expect(await holdings(running, hundredIds)).toHaveLength(100);
      expect(running.calls.total).toBe(warmCalls);
    });

    test('accounts read alone hold what they hold when read together', async () => {
      const running = await start(switches);
      const together = await holdings(running, hundredIds);
      for (const id of ['10', '17', '18', '42']) {
        const [alone] = await holdings(running, [id]);
        expect(together).toContain(alone);
      }
    });

    test('all accounts are listed, complete', async () => {
      const { connector, call } = await start(switches);
      const accounts = await collect(connector.listAccounts(call));
      expect(new Set(accounts.map(({ nativeId }) => nativeId)).size).toBe(120);
      expect(accounts.filter(({ email }) => email !== undefined)).toHaveLength(115);
      expect(accounts.find(({ login }) => login === 'robot')).toMatchObject({
        status: 'DISABLED',
        isAdministrator: false,
      });
    });
  },
);

test.each(['8', '15'] as const)(
  'a custom profile shows on version %s, alone and together',
  async (version) => {
    for (const partyClearances of [true, false]) {
      const running = await start({ version, partyClearances });
      const [alone] = await holdings(running, ['17']);
      expect(alone).toMatch(/night.?shift on Project 8/iu);
    }
  },
);

test('version 3, with a password in Latin-1 and no permissions of users, is read from its projects', async () => {
  const running = await start({ version: '3' });
  const [alone] = await holdings(running, ['10']);
  expect(alone).toContain('test_runner on Project 1');
  expect((await running.connector.readCurrentAccount(running.call, new Set())).account.login).toBe('admin');
});

test.each([
  ['ci-ai', true],
  ['exact', true],
  ['ci-ai', false],
  ['exact', false],
] as const)('logins resolve under collation %s, admin plugin %s', async (collation, adminPlugin) => {
  const { connector, call } = await start({ collation, adminPlugin });
  const wanted = ['Élodie', 'with/slash', 'john.doe', 'elodie', 'nobody'];
  const { found, failed } = await connector.readAccounts(call, { ids: [], logins: wanted }, new Set());
  expect(found.map(({ account }) => account.login).sort()).toEqual(['john.doe', 'with/slash', 'Élodie']);
  expect(failed).toEqual([]);
});

test('a login that an old server cuts at its dot is still found', async () => {
  const { connector, call } = await start({ dottedLoginCut: 'on' });
  const { found } = await connector.readAccounts(call, { ids: [], logins: ['john.doe'] }, new Set());
  expect(found.map(({ account }) => account.nativeId)).toEqual(['4']);
});

test('a project shows team members through their team', async () => {
  for (const version of ['7', '8'] as const) {
    const { connector, call, calls } = await start({ version });
    const read = await connector.projects?.permissions?.(call, ['2000']);
    const grants = read?.get('2000');
    if (grants?.ok !== true) throw new Error('no grants');
    expect(grants.value.filter(({ permission }) => permission.via !== undefined)).toHaveLength(10);
    expect(grants.value.filter(({ permission }) => permission.via === undefined)).toHaveLength(13);
    expect(calls.total).toBeLessThanOrEqual(3);
  }
});

test('an unknown token is refused as credentials, and no cookie ever comes back', async () => {
  const { connector, call, calls } = await start({}, 'head.wrong.sign');
  await expect(connector.probe(call)).rejects.toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' });
  expect(calls.list().every(({ headers }) => headers['cookie'] === undefined)).toBe(true);
});

test('teams, projects and groups are listed and read whole', async () => {
  const { connector, call } = await start();
  expect(await collect(connector.teams?.list(call))).toHaveLength(12);
  expect(await collect(connector.projects?.list(call))).toHaveLength(9);
  expect((await connector.projects?.read(call, ['2008']))?.get('2008')).toMatchObject({
    name: 'Project 9',
    isWhole: true,
  });
  expect(await collect(connector.teams?.members?.(call, '1000'))).toHaveLength(10);
  expect(
    (await collect(connector.groups?.members?.(call, 'TestAutomationServer'))).map(({ login }) => login),
  ).toEqual(['robot']);
});
