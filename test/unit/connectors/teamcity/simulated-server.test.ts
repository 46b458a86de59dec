import { describe, expect, it } from 'vitest';
import type { AccountRead } from '#connectors/connector.ts';
import { createIdentity } from '#domain/identity.ts';
import { unwrap } from '#domain/settled.ts';
import type { TeamCitySeed } from '#sandbox/company/company.ts';
import { aliceToken, bobToken, helenToken, rootToken, teamCitySeed } from '../../../support/teamcity-seed.ts';
import { startSandboxServer } from './sandbox-server.ts';
import { callAs, collect, failureOf, missingAbility } from './upstream.ts';

const root = callAs(rootToken);
const everything = new Set(['roles', 'groups', 'details'] as const);

function rolesOf(read: AccountRead | undefined): readonly string[] {
  if (read?.holdings.roles === undefined) return [];
  return unwrap(read.holdings.roles).map(({ role, scope, via }) =>
    [role.nativeId, scope, via?.type === 'group' ? via.group.nativeId : 'direct'].join(' '),
  );
}

/** Groups inside groups, six deep; the outermost makes administrators. */
const deepSeed: TeamCitySeed = {
  ...teamCitySeed,
  groups: Array.from({ length: 6 }, (_, level) => ({
    key: `LEVEL_${level}`,
    name: `Level ${level}`,
    ...(level === 5 ? { roles: [{ role: 'SYSTEM_ADMIN' }] } : { parents: [`LEVEL_${level + 1}`] }),
  })),
  users: [...teamCitySeed.users.slice(0, 1), { id: 50, username: 'deep', groups: ['LEVEL_0'] }],
};

/** As the seed of the tests, with many accounts more. */
function crowd(count: number): TeamCitySeed {
  const users = Array.from({ length: count }, (_, index) => ({
    id: 1000 + index,
    username: `person.number-${index}@example.test`,
    name: `Person ${index}`,
    roles: [{ role: 'PROJECT_VIEWER', project: 'Payments' }],
    groups: ['MAINTAINERS'],
  }));
  return { ...teamCitySeed, users: [...teamCitySeed.users, ...users] };
}

describe('the connector against a simulated TeamCity', () => {
  it('reads an account with everything it holds in one call', async () => {
    const { connector, callsMade } = await startSandboxServer(teamCitySeed);
    const read = await connector.readAccounts(root, { ids: [], logins: ['ALICE'] }, everything);
    expect(callsMade()).toBe(1);
    const [alice] = read.found;
    expect(alice?.account).toEqual({
      system: 'tc',
      nativeId: '7',
      login: 'alice',
      displayName: 'Alice Doe',
      email: 'alice@example.test',
      status: 'ACTIVE',
      isAdministrator: false,
      lastLoginAt: Date.parse('2024-01-18T10:15:30Z'),
      hasLoggedIn: true,
    });
    expect(alice?.details).toMatchObject({
      ok: true,
      value: {
        kind: 'teamcity',
        hasPassword: true,
        properties: [{ name: 'plugin:vcs:anyVcs:anyVcsRoot', value: 'adoe' }],
      },
    });
    expect(rolesOf(alice)).toEqual([
      'PROJECT_VIEWER g direct',
      'PROJECT_VIEWER p:Payments direct',
      'PROJECT_DEVELOPER g DEVELOPERS',
    ]);
    const groups = alice?.holdings.groups === undefined ? [] : unwrap(alice.holdings.groups);
    expect(groups.map(({ group }) => group.nativeId).sort()).toEqual(['ALL_USERS_GROUP', 'MAINTAINERS']);
    expect(groups.find(({ group }) => group.nativeId === 'MAINTAINERS')?.group).toMatchObject({
      name: 'Maintainers',
      isWhole: true,
      parents: [{ nativeId: 'DEVELOPERS', name: 'Developers', isWhole: false }],
      roles: [],
    });
  });

  it('reads a hundred accounts named by id, or by login, in one call', async () => {
    const seed = crowd(100);
    const { connector, callsMade } = await startSandboxServer(seed);
    const crowdIds = Array.from({ length: 100 }, (_, index) => String(1000 + index));
    const byId = await connector.readAccounts(root, { ids: crowdIds, logins: [] }, everything);
    expect(callsMade()).toBe(1);
    expect(byId.found).toHaveLength(100);
    const logins = byId.found.map(({ account }) => account.login.replace('@example.test', ''));
    expect(logins).toContain('person.number-42');
    const wanted = { ids: crowdIds.slice(0, 50), logins: ['alice', 'bob', 'root', 'nobody'] };
    const mixed = await connector.readAccounts(root, wanted, everything);
    expect(callsMade()).toBe(1);
    expect(mixed.found).toHaveLength(53);
  });

  it('follows groups in groups further than one answer shows, with one call more', async () => {
    const { connector, callsMade } = await startSandboxServer(deepSeed);
    const read = await connector.readAccounts(root, { ids: ['1', '50'], logins: [] }, everything);
    expect(callsMade()).toBe(2);
    const deep = read.found.find(({ account }) => account.nativeId === '50');
    expect(rolesOf(deep)).toEqual(['SYSTEM_ADMIN g LEVEL_5']);
    expect(deep?.account.isAdministrator).toBe(true);
    const accounts = await collect(connector.listAccounts(root));
    expect(callsMade()).toBe(2);
    expect(accounts.map(({ nativeId, isAdministrator }) => [nativeId, isAdministrator])).toEqual(
      expect.arrayContaining([
        ['1', true],
        ['50', true],
      ]),
    );
  });

  it('lists all accounts light, in one call where one page is enough', async () => {
    const { connector, callsMade } = await startSandboxServer(teamCitySeed);
    const accounts = await collect(connector.listAccounts(root));
    expect(callsMade()).toBe(1);
    const administrators = accounts.filter(({ isAdministrator }) => isAdministrator === true);
    expect(accounts).toHaveLength(6);
    expect(administrators.map(({ login }) => login).sort()).toEqual(['current', 'root']);
    expect(accounts.find(({ login }) => login === 'bob')?.hasLoggedIn).toBe(false);
  });

  it('lists many accounts in as many calls as there are pages', async () => {
    const { connector, callsMade } = await startSandboxServer(crowd(540), {}, { pageSize: 100 });
    const accounts = await collect(connector.listAccounts(root));
    expect(new Set(accounts.map(({ nativeId }) => nativeId)).size).toBe(546);
    expect(accounts).toHaveLength(546);
    expect(callsMade()).toBe(6);
  });

  it('finds the holders of a role: those whose own roles show it', async () => {
    const { connector } = await startSandboxServer(teamCitySeed);
    const all = await connector.readAccounts(
      root,
      { ids: ['1', '7', '9', '12', '15', '20'], logins: [] },
      everything,
    );
    for (const id of ['SYSTEM_ADMIN', 'PROJECT_ADMIN', 'PROJECT_DEVELOPER', 'PROJECT_VIEWER', 'HELP_DESK']) {
      const holders = await collect(connector.roles?.holders?.(root, id) ?? missingAbility());
      const shown = all.found.filter((read) => rolesOf(read).some((role) => role.startsWith(`${id} `)));
      expect(holders.map(({ nativeId }) => nativeId).sort()).toEqual(
        shown.map(({ account }) => account.nativeId).sort(),
      );
      expect(holders.length).toBeGreaterThan(0);
    }
    const error = await failureOf(
      collect(connector.roles?.holders?.(root, 'NO_SUCH_ROLE') ?? missingAbility()),
    );
    expect(error).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finds the direct members of a group', async () => {
    const { connector } = await startSandboxServer(teamCitySeed);
    const members = await collect(connector.groups?.members?.(root, 'DEVELOPERS') ?? missingAbility());
    expect(members.map(({ login }) => login)).toEqual(['helen']);
    const everybody = await collect(connector.groups?.members?.(root, 'ALL_USERS_GROUP') ?? missingAbility());
    expect(everybody).toHaveLength(6);
    const error = await failureOf(collect(connector.groups?.members?.(root, 'NO_SUCH') ?? missingAbility()));
    expect(error).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists and reads roles, groups and projects', async () => {
    const { connector, callsMade } = await startSandboxServer(teamCitySeed);
    const roles = await collect(connector.roles?.list(root) ?? missingAbility());
    expect(roles.find(({ nativeId }) => nativeId === 'HELP_DESK')).toEqual({
      nativeId: 'HELP_DESK',
      name: 'Help desk',
      permissions: expect.arrayContaining(['view_user_profile', 'create_user']) as unknown,
      isWhole: true,
    });
    const groups = await collect(connector.groups?.list(root) ?? missingAbility());
    expect(groups.find(({ nativeId }) => nativeId === 'DEVELOPERS')).toMatchObject({
      name: 'Developers',
      description: 'Who writes code',
      roles: [{ nativeId: 'PROJECT_DEVELOPER' }],
      isWhole: true,
    });
    const projects = await collect(connector.projects?.list(root) ?? missingAbility());
    expect(projects.find(({ nativeId }) => nativeId === 'Shop')).toMatchObject({
      name: 'Shop (old)',
      isActive: false,
    });
    expect(callsMade()).toBe(3);

    const someRoles = await connector.roles?.read(root, ['HELP_DESK', 'NO_SUCH']);
    const someGroups = await connector.groups?.read(root, ['ADMINS', 'DEVELOPERS', 'NO_SUCH']);
    const someProjects = await connector.projects?.read(root, ['Payments', 'Payments_Core', 'NO_SUCH']);
    expect([...(someRoles?.keys() ?? [])]).toEqual(['HELP_DESK']);
    expect([...(someGroups?.keys() ?? [])].sort()).toEqual(['ADMINS', 'DEVELOPERS']);
    expect([...(someProjects?.keys() ?? [])].sort()).toEqual(['Payments', 'Payments_Core']);
    expect(callsMade()).toBe(3);
    expect((await connector.projects?.read(root, ['NO_SUCH']))?.size).toBe(0);
    expect((await connector.groups?.read(root, ['NO_SUCH']))?.size).toBe(0);
  });

  it('shows tokens of the own account, and says that those of others are out of reach', async () => {
    const { connector } = await startSandboxServer(teamCitySeed);
    const alice = callAs(aliceToken);
    const own = await connector.readCurrentAccount(alice, new Set());
    expect(own.account.login).toBe('alice');
    const tokens = (await connector.tokens?.list(alice, ['7']))?.get('7');
    expect(tokens).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        {
          nativeId: 'ci',
          name: 'ci',
          ownerId: '7',
          state: 'ACTIVE',
          expiry: 'EXPIRES',
          createdAt: Date.parse('2024-03-04T10:15:30Z'),
          expiresAt: Date.parse('2027-12-31T23:59:59Z'),
          usage: 'UNKNOWN',
        },
        expect.objectContaining({ name: 'old', state: 'EXPIRED' }),
      ]) as unknown,
    });
    const others = (await connector.tokens?.list(root, ['7']))?.get('7');
    expect(others).toMatchObject({ ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } });
  });

  for (const errorForm of ['text', 'envelope'] as const) {
    it(`serves credentials that may not view all users, with errors as ${errorForm}`, async () => {
      const { connector } = await startSandboxServer(teamCitySeed, { errorForm });
      const bob = callAs(bobToken);
      const read = await connector.readAccounts(bob, { ids: ['9', '7'], logins: ['nobody'] }, everything);
      expect(read.found.map(({ account }) => account.login)).toEqual(['bob']);
      expect(read.failed).toEqual([]);
      expect(await failureOf(collect(connector.listAccounts(bob)))).toMatchObject({
        code: 'UPSTREAM_FORBIDDEN',
      });
      const probe = await connector.probe(bob);
      expect(probe.capabilities.find(({ operation }) => operation === 'LIST_USERS')?.support).toBe(
        'UNSUPPORTED',
      );
    });
  }

  it('tells what it learnt of the server by a probe of four calls', async () => {
    const { connector, callsMade } = await startSandboxServer(teamCitySeed);
    const probe = await connector.probe(callAs(helenToken));
    expect(callsMade()).toBe(4);
    expect(probe.version).toMatch(/^2025\.11/u);
    expect(probe.capabilities).toEqual([]);
    expect(await failureOf(connector.probe(callAs('wrong')))).toMatchObject({
      code: 'UPSTREAM_UNAUTHENTICATED',
    });
  });

  it('serves the super user, whose account is none of the list', async () => {
    const { connector } = await startSandboxServer(teamCitySeed, { superUserToken: '42' });
    const superUser = { ...root, identity: createIdentity(`Basic ${btoa(':42')}`, false) };
    const { account } = await connector.readCurrentAccount(superUser, new Set());
    expect(account.nativeId).toBe('-1');
    expect((await connector.probe(superUser)).capabilities).toEqual([]);
    expect(await collect(connector.listAccounts(superUser))).toHaveLength(6);
  });

  it('says of a server before 2023.05 that it lists no roles, and shows ids', async () => {
    const { connector } = await startSandboxServer(teamCitySeed, {
      generation: '2022.10',
      errorForm: 'text',
    });
    const probe = await connector.probe(root);
    expect(probe.capabilities.map(({ operation, support }) => [operation, support])).toEqual([
      ['LIST_ROLES', 'UNSUPPORTED'],
      ['READ_CURRENT_USER', 'SUPPORTED'],
    ]);
    expect(await failureOf(collect(connector.roles?.list(root) ?? missingAbility()))).toMatchObject({
      code: 'UNSUPPORTED',
    });
    const read = await connector.roles?.read(root, ['SYSTEM_ADMIN']);
    expect(read?.get('SYSTEM_ADMIN')).toEqual({
      nativeId: 'SYSTEM_ADMIN',
      name: 'SYSTEM_ADMIN',
      isWhole: false,
    });
  });
});
