import { describe, expect, test } from 'vitest';
import type { Company } from '#sandbox/company/company.ts';
import { generatePopulation } from '#sandbox/company/population.ts';
import { readCompany } from '#sandbox/company/read-company.ts';

const shared = `
name: Small
zephyr: { roles: [], groups: [{ id: 1, name: QA }], projects: [{ id: 1, name: Alpha }] }
foreman: { organizations: [], locations: [], roles: [], usergroups: [{ name: ops }] }
squash: { teams: [{ name: Testers }], projects: [] }
teamcity: { projects: [], roles: [{ id: VIEWER, name: Viewer }], groups: [] }
`;
const small = (person: string): Company => readCompany(`${shared}people:\n  - ${person}\n`);
const ada = (accounts: string): Company => small(`{ name: Ada Byron, email: ada@x.example, ${accounts} }`);

describe('the company file', () => {
  test('names and e-mails come from the person where the account leaves them out', () => {
    const company = ada(
      'zephyr: { username: ada }, foreman: { login: ada }, squash: { login: ada }, teamcity: { username: ada }',
    );
    expect(company.zephyr.users).toMatchObject([
      { firstName: 'Ada', lastName: 'Byron', email: 'ada@x.example' },
    ]);
    expect(company.foreman.users).toMatchObject([
      { firstname: 'Ada', lastname: 'Byron', mail: 'ada@x.example' },
    ]);
    expect(company.squash.users).toMatchObject([
      { firstName: 'Ada', lastName: 'Byron', email: 'ada@x.example' },
    ]);
    expect(company.teamcity.users).toMatchObject([{ name: 'Ada Byron', email: 'ada@x.example' }]);
  });

  test('what the account says itself wins, and null means none', () => {
    const company = ada(
      'zephyr: { username: ada, firstName: A, email: b@x.example }, foreman: { login: ada, mail: null }',
    );
    expect(company.zephyr.users).toMatchObject([{ firstName: 'A', lastName: 'Byron', email: 'b@x.example' }]);
    expect(company.foreman.users[0]?.mail).toBeUndefined();
  });

  test('somebody may have two accounts in one system', () => {
    const company = ada('squash: [{ login: old }, { login: new }]');
    expect(company.squash.users.map((user) => user.login)).toEqual(['old', 'new']);
  });

  test.each([
    ['a misspelt key of a person', () => small('{ name: Ada Byron, mail: a@x }'), /Ada Byron: .*"mail"/u],
    [
      'a misspelt Zephyr key',
      () => ada('zephyr: { username: ada, role: [] }'),
      /Ada Byron: zephyr\.0: .*"role"/u,
    ],
    [
      'a misspelt Foreman key',
      () => ada('foreman: { login: ada, email: a@x }'),
      /Ada Byron: foreman\.0: .*"email"/u,
    ],
    [
      'a misspelt Squash key',
      () => ada('squash: { login: ada, team: [] }'),
      /Ada Byron: squash\.0: .*"team"/u,
    ],
    [
      'a misspelt TeamCity key',
      () => ada('teamcity: { username: ada, group: [] }'),
      /Ada Byron: teamcity\.0: .*"group"/u,
    ],
    ['a missing login', () => ada('foreman: {}'), /Ada Byron: foreman\.0\.login: /u],
    [
      'an unknown role',
      () => ada('zephyr: { username: ada, roles: [testr] }'),
      /Ada Byron: zephyr ada: there is no role "testr"/u,
    ],
    [
      'an unknown group',
      () => ada('foreman: { login: ada, usergroups: [op] }'),
      /Ada Byron: foreman ada: there is no user group "op", only "ops"/u,
    ],
    [
      'an unknown team',
      () => ada('squash: { login: ada, teams: [T] }'),
      /Ada Byron: squash ada: there is no team "T"/u,
    ],
    [
      'an unknown project',
      () => ada('teamcity: { username: ada, roles: [{ role: VIEWER, project: P }] }'),
      /Ada Byron: teamcity ada: there is no project "P"/u,
    ],
    [
      'a login taken twice, whatever the case',
      () => ada('squash: [{ login: ada }, { login: ADA }]'),
      /Ada Byron: squash ADA: the login is taken already, by Ada Byron: squash ada/u,
    ],
    [
      'a login that is the name of a Foreman user group',
      () => ada('foreman: { login: OPS }'),
      /Ada Byron: foreman OPS: the login is taken already, by foreman user group ops/u,
    ],
    [
      'a TeamCity login in capitals',
      () => ada('teamcity: { username: Ada }'),
      /Ada Byron: teamcity\.0\.username: TeamCity keeps/u,
    ],
    ['a name of one word', () => small('{ name: Robot, email: null }'), /Robot: a name of one word/u],
  ])('%s is an error that names the person', (_, read, message) => {
    expect(read).toThrow(message);
  });

  test('all mistakes are reported at once', () => {
    expect(() => ada('zephyr: { username: ada, roles: [x], groups: [y] }')).toThrow(/"x"[^]*"y"/u);
  });
});

describe('the company in company.yaml', () => {
  const company = readCompany();
  const { zephyr, foreman, squash, teamcity } = company;

  test('has about 50 accounts in each system', () => {
    for (const { users } of [zephyr, foreman, squash, teamcity]) {
      expect(users.length).toBeGreaterThan(40);
      expect(users.length).toBeLessThan(65);
    }
  });

  test('has the service account rollcall in each system, an administrator with the documented credentials', () => {
    expect(zephyr.users.find((user) => user.username === 'rollcall')).toMatchObject({
      roles: ['manager'],
      tokens: [{ value: '2f1d4c9ab07e4d6f8c3a5b7e9d1f0a2b4c6d8e0f' }, {}],
    });
    expect(foreman.users.find((user) => user.login === 'rollcall')).toMatchObject({
      admin: true,
      tokens: [{ value: 'rollcall-sandbox-pat0' }],
    });
    expect(squash.users.find((user) => user.login === 'rollcall')).toMatchObject({
      group: 'Admin',
      password: 'sandbox',
    });
    expect(teamcity.users.find((user) => user.username === 'rollcall')).toMatchObject({
      roles: [{ role: 'SYSTEM_ADMIN' }],
      tokens: [{ value: 'eyJ0eXAiOiAiVENWMiJ9.c2FuZGJveA.cm9sbGNhbGw' }],
    });
  });

  test('has Ada Lovelace everywhere, with roles, groups, teams, permissions and tokens of her own', () => {
    const byMail = <T extends { email?: string }>(users: readonly T[]): T | undefined =>
      users.find((user) => user.email === 'ada.lovelace@blockpost.example');
    expect(byMail(zephyr.users)).toMatchObject({
      username: 'ada.lovelace',
      tokens: [{ value: '7a5b1c0d9e8f4a3b2c1d0e9f8a7b6c5d4e3f2a1b' }, {}],
    });
    expect(byMail(squash.users)).toMatchObject({
      login: 'alovelace',
      teams: expect.any(Array),
      ownsMilestone: true,
    });
    expect(byMail(teamcity.users)).toMatchObject({
      groups: expect.any(Array),
      tokens: [{ value: 'eyJ0eXAiOiAiVENWMiJ9.YWRhLmxvdmVsYWNl.c2FuZGJveA' }, {}],
    });
    expect(foreman.users.find((user) => user.login === 'ada.lovelace')?.tokens).toHaveLength(4);
  });

  test('has the traps of Zephyr', () => {
    const { users } = zephyr;
    expect(users.find((user) => user.id === 1)?.roles).toEqual(['manager']);
    expect(users.some((user) => user.enabled === false)).toBe(true);
    expect(users.some((user) => user.userType === 2 && user.roles?.join() === 'dashboard')).toBe(true);
    expect(users.some((user) => user.roles?.join() === 'defect user')).toBe(true);
    expect(users.some((user) => user.isInternal === false)).toBe(true);
    expect(users.some((user) => user.groups?.length === 2)).toBe(true);
    expect(users.some((user) => (user.id ?? 0) > 2 ** 31)).toBe(true);
    expect(users.some((user) => user.accountExpired === true)).toBe(true);
    expect(users.some((user) => user.credentialsExpired === true)).toBe(true);
    expect(zephyr.roles.find((role) => role.id === 106)?.name).toMatch(/ $/u);
  });

  test('has the traps of Foreman, Squash and TeamCity', () => {
    const logins = foreman.users.map((user) => user.login);
    for (const sign of ['\\', '@', '+']) expect(logins.some((login) => login.includes(sign))).toBe(true);
    expect(logins.some((login) => /^\d/u.test(login))).toBe(true);
    expect(foreman.usergroups.some((group) => group.groups !== undefined && group.roles !== undefined)).toBe(
      true,
    );
    for (const sign of ['/', '%']) expect(squash.users.some((user) => user.login.includes(sign))).toBe(true);
    expect(new Set(squash.users.map((user) => user.group ?? 'User')).size).toBe(3);
    expect(squash.teams.some((team) => team.name.includes(','))).toBe(true);
    expect(teamcity.users.some((user) => user.lastLoginAt === undefined)).toBe(true);
    expect(teamcity.groups.some((group) => group.parents !== undefined && group.roles !== undefined)).toBe(
      true,
    );
  });
});

describe('a population', () => {
  const population = generatePopulation(2_000);
  const { zephyr, foreman, squash, teamcity } = population;

  test('has the number of accounts asked for in each system, rollcall among them', () => {
    expect(zephyr.users).toHaveLength(2_000);
    expect(foreman.users).toHaveLength(2_000);
    expect(squash.users).toHaveLength(2_000);
    expect(teamcity.users).toHaveLength(2_000);
    expect(generatePopulation(1).squash.users.map((user) => user.login)).toEqual(['rollcall']);
  });

  test('is the same for the same size', () => {
    expect(generatePopulation(300)).toEqual(generatePopulation(300));
  });

  test('has every login once', () => {
    const logins = [
      zephyr.users.map((user) => user.username),
      foreman.users.map((user) => user.login),
      squash.users.map((user) => user.login),
      teamcity.users.map((user) => user.username),
    ];
    for (const list of logins) expect(new Set(list).size).toBe(list.length);
  });

  test('ties four in five people together over all systems, by e-mail or by login', () => {
    const foremanLogins = new Set(foreman.users.map((user) => user.login));
    const squashKeys = new Set(squash.users.flatMap((user) => [user.login, user.email]));
    const teamcityLogins = new Set(teamcity.users.map((user) => user.username));
    const everywhere = zephyr.users.filter(
      ({ username, email }) =>
        foremanLogins.has(username) &&
        teamcityLogins.has(username) &&
        (squashKeys.has(username) || squashKeys.has(email)),
    );
    expect(everywhere.length / 2_000).toBeCloseTo(0.8, 2);
  });

  test('refers to nothing that is not there', () => {
    const zephyrGroups = new Set(zephyr.groups.map((group) => group.name));
    const teamcityGroups = new Set(teamcity.groups.map((group) => group.key));
    const teamcityProjects = new Set(teamcity.projects.map((project) => project.id));
    const squashTeams = new Set(squash.teams.map((team) => team.name));
    const usergroups = new Set(foreman.usergroups.map((group) => group.name));
    expect(
      zephyr.users.flatMap((user) => user.groups ?? []).filter((name) => !zephyrGroups.has(name)),
    ).toEqual([]);
    expect(
      teamcity.users.flatMap((user) => user.groups ?? []).filter((key) => !teamcityGroups.has(key)),
    ).toEqual([]);
    const scopes = teamcity.users.flatMap((user) => user.roles ?? []).flatMap(({ project }) => project ?? []);
    expect(scopes.filter((id) => !teamcityProjects.has(id))).toEqual([]);
    expect(squash.users.flatMap((user) => user.teams ?? []).filter((name) => !squashTeams.has(name))).toEqual(
      [],
    );
    expect(
      foreman.users.flatMap((user) => user.usergroups ?? []).filter((name) => !usergroups.has(name)),
    ).toEqual([]);
  });

  test('grows its groups with its size, to sixty and no further', () => {
    expect(zephyr.groups).toHaveLength(50);
    expect(generatePopulation(4_000).squash.teams).toHaveLength(60);
  });

  test('shares the lists that accounts hold', () => {
    expect(new Set(zephyr.users.map((user) => user.roles)).size).toBeLessThan(120);
    expect(new Set(teamcity.users.map((user) => user.roles)).size).toBeLessThan(120);
  });
});
