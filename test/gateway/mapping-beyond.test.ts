import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { ask } from '../support/gateway-asked.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** The reads that the owner's documents leave out and the gateway needs: made, and arriving where they belong. */

const fresh = { 'cache-control': 'no-cache' };
const company = readCompany();

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const namesOf = (nodes: readonly { readonly name: string }[]): string[] =>
  nodes.map(({ name }) => name).sort();
const askFresh = (document: string) => ask(stack, { document, headers: fresh });
const has = (calls: readonly string[], start: string): boolean =>
  calls.some((call) => call.startsWith(start));

describe('listing and reading accounts', () => {
  it('Zephyr: everything in one array, one by its number, the account in use', async () => {
    const list = await askFresh('{ users(filter: { systems: ["zephyr"] }) { totalCount } }');
    expect(list.calls).toEqual(['GET /flex/services/rest/latest/user']);
    expect(list.data.users.totalCount).toBe(company.zephyr.users.length);
    const one = await ask(
      stack,
      '{ user(by: { nativeId: { system: "zephyr", nativeId: "2147483719" } }) { login } }',
    );
    expect(one.calls).toEqual(['GET /flex/services/rest/latest/user/2147483719']);
    expect(one.data.user).toEqual({ login: 'ravi.patel' });
    const current = await ask(stack, '{ user(by: { current: "zephyr" }) { login } }');
    expect(current.calls).toEqual(['GET /flex/services/rest/latest/user/current']);
    expect(current.data.user).toEqual({ login: 'rollcall' });
  });

  it('Zephyr: the 500 for an unknown number is "there is none"', async () => {
    const { data, answer } = await ask(
      stack,
      '{ user(by: { nativeId: { system: "zephyr", nativeId: "4711" } }) { login } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(data.user).toBeNull();
  });

  it('Foreman: the list, one by its number, the account in use', async () => {
    const list = await askFresh('{ users(filter: { systems: ["foreman"] }) { totalCount } }');
    expect(list.calls.every((call) => call.startsWith('GET /api/users?'))).toBe(true);
    expect(list.data.users.totalCount).toBe(company.foreman.users.length);
    const { data } = await ask(
      stack,
      '{ user(by: { login: { system: "foreman", login: "ada.lovelace" } }) { nativeId } }',
    );
    const one = await ask(
      stack,
      `{ user(by: { nativeId: { system: "foreman", nativeId: "${data.user.nativeId}" } }) { login groups { group { name } } } }`,
    );
    expect(has(one.calls, `GET /api/users/${data.user.nativeId}`)).toBe(true);
    expect(namesOf(one.data.user.groups.map(({ group }: Row) => group))).toEqual([
      'engineering',
      'lab-derby',
    ]);
    const current = await ask(stack, '{ user(by: { current: "foreman" }) { login } }');
    expect(current.calls).toEqual(['GET /api/current_user']);
    expect(current.data.user).toEqual({ login: 'rollcall' });
  });
});

describe('roles and groups', () => {
  it('Zephyr: the list of roles and the grid of groups', async () => {
    const { data, calls } = await askFresh(`{ roles(filter: { systems: ["zephyr"] }) { nodes { name } }
      groups(filter: { systems: ["zephyr"] }) { nodes { name } } }`);
    expect(has(calls, 'GET /flex/services/rest/v3/role')).toBe(true);
    expect(has(calls, 'GET /flex/services/rest/latest/ui/searchGroups')).toBe(true);
    const builtIn = ['manager', 'lead', 'tester', 'defect user', 'dashboard'];
    expect(namesOf(data.roles.nodes)).toEqual(
      [...builtIn, ...company.zephyr.roles.map(({ name }) => name)].sort(),
    );
    expect(namesOf(data.groups.nodes)).toEqual(namesOf(company.zephyr.groups));
  });

  it('Foreman: roles, and groups with their members', async () => {
    const { data, calls } = await askFresh(`{ roles(filter: { systems: ["foreman"] }) { nodes { name } }
      groups(filter: { systems: ["foreman"] }) { nodes { name members { nodes { login } } } } }`);
    expect(has(calls, 'GET /api/roles?')).toBe(true);
    expect(has(calls, 'GET /api/usergroups?')).toBe(true);
    expect(namesOf(data.roles.nodes)).toEqual(
      ['Default role', ...company.foreman.roles.map(({ name }) => name)].sort(),
    );
    for (const { name, members } of data.groups.nodes) {
      const inIt = company.foreman.users.filter((user) => user.usergroups?.includes(name));
      expect(members.nodes.map(({ login }: Row) => login).sort(), name).toEqual(
        inIt.map(({ login }) => login).sort(),
      );
    }
    expect(namesOf(data.groups.nodes)).toEqual(namesOf(company.foreman.usergroups));
  });

  it('TeamCity: roles, and groups with their own roles', async () => {
    const { data, calls } = await askFresh(`{ roles(filter: { systems: ["teamcity"] }) { nodes { name } }
      groups(filter: { systems: ["teamcity"] }) { nodes { nativeId name roles { name } } } }`);
    expect(has(calls, 'GET /teamcity/app/rest/roles?')).toBe(true);
    expect(has(calls, 'GET /teamcity/app/rest/userGroups?')).toBe(true);
    expect(namesOf(data.roles.nodes)).toEqual(namesOf(company.teamcity.roles));
    for (const group of company.teamcity.groups) {
      const held = company.teamcity.roles.filter(({ id }) => group.roles?.some(({ role }) => role === id));
      const shown = data.groups.nodes.find(({ nativeId }: Row) => nativeId === group.key);
      expect(namesOf(shown.roles), group.key).toEqual(namesOf(held));
    }
  });
});

describe('teams and projects', () => {
  it('Zephyr: projects, and the team of each', async () => {
    const { data, calls } = await askFresh(
      '{ projects(filter: { systems: ["zephyr"] }) { nodes { nativeId name permissions { permission user { login } } } } }',
    );
    expect(namesOf(data.projects.nodes)).toEqual(namesOf(company.zephyr.projects));
    for (const { nativeId, name, permissions } of data.projects.nodes) {
      expect(calls).toContain(`GET /flex/services/rest/latest/project/projectteam/${nativeId}`);
      const held = company.zephyr.users.flatMap(({ username, projects = {} }) =>
        projects[name] === undefined ? [] : [`${username} ${projects[name]}`],
      );
      const shown = permissions.map(
        ({ permission, user }: { permission: string; user: { login: string } }) =>
          `${user.login} ${permission}`,
      );
      expect(shown.sort(), name).toEqual(held.sort());
    }
  });

  it('Squash TM: teams with their members', async () => {
    const { data, calls } = await askFresh(
      '{ teams(filter: { systems: ["squash"] }) { nodes { nativeId name members { nodes { login } } } } }',
    );
    expect(has(calls, 'GET /squash/api/rest/latest/teams?')).toBe(true);
    for (const { nativeId, name, members } of data.teams.nodes) {
      expect(has(calls, `GET /squash/api/rest/latest/teams/${nativeId}/members`)).toBe(true);
      const inIt = company.squash.users.filter((user) => user.teams?.includes(name));
      expect(members.nodes.map(({ login }: Row) => login).sort(), name).toEqual(
        inIt.map(({ login }) => login).sort(),
      );
    }
    expect(namesOf(data.teams.nodes)).toEqual(namesOf(company.squash.teams));
  });

  it('Squash TM: projects with the permissions held on them, those of teams through the team', async () => {
    const { data, calls } =
      await askFresh(`{ projects(filter: { systems: ["squash"] }) { nodes { nativeId name
      permissions { permission user { login } via { ... on Team { name } } } } } }`);
    expect(has(calls, 'GET /squash/api/rest/latest/projects?')).toBe(true);
    expect(namesOf(data.projects.nodes)).toEqual(namesOf(company.squash.projects));
    for (const { nativeId, name, permissions } of data.projects.nodes) {
      expect(calls).toContain(`GET /squash/api/rest/latest/projects/${nativeId}/permissions`);
      const shown = permissions.map(
        ({
          permission,
          user,
          via,
        }: {
          permission: string;
          user: { login: string };
          via: { name: string } | null;
        }) => `${user.login} ${permission}${via === null ? '' : ` through ${via.name}`}`,
      );
      expect(shown.sort(), name).toEqual(squashGrants(name).sort());
    }
  });

  it('TeamCity: names of projects, where roles name them by id only', async () => {
    const { data, calls } = await askFresh(`{ projects(filter: { systems: ["teamcity"] }) { nodes { name } }
      user(by: { login: { system: "teamcity", login: "carol.whitaker" } }) { roles { scope project { name } via { __typename } } } }`);
    expect(has(calls, 'GET /teamcity/app/rest/projects?')).toBe(true);
    expect(namesOf(data.projects.nodes)).toEqual(
      ['<Root project>', ...company.teamcity.projects.map(({ name }) => name)].sort(),
    );
    expect(data.user.roles).toContainEqual({
      scope: 'p:Interlocking',
      project: { name: 'Interlocking' },
      via: null,
    });
  });
});

describe('versions and health', () => {
  it.each([
    { key: 'zephyr', path: 'GET /flex/version', version: '8.2' },
    { key: 'foreman', path: 'GET /api/status', version: '3.13.0' },
    { key: 'squash', path: 'GET /squash/api/rest/latest/', version: null },
    {
      key: 'teamcity',
      path: 'GET /teamcity/app/rest/server',
      version: expect.stringMatching(/^20\d\d\.\d+/u) as unknown,
    },
  ])('$key', async ({ key, path, version }) => {
    const { data, calls } = await askFresh(`{ system(key: "${key}") { version health { status } } }`);
    expect(has(calls, path)).toBe(true);
    expect(data.system).toEqual({ version, health: { status: 'UP' } });
  });
});

describe('what other versions of the servers have', () => {
  it('Zephyr without a list of roles: the roles that accounts have stand in', async () => {
    const older = await startStack({ switches: { zephyr: { roleList: 404 } } });
    try {
      const { data, calls } = await ask(
        older,
        '{ roles(filter: { systems: ["zephyr"] }) { isComplete nodes { name } } }',
      );
      expect(calls).toContain('GET /flex/services/rest/latest/user');
      expect(data.roles.isComplete).toBe(true);
      const held = new Set(company.zephyr.users.flatMap(({ roles = [] }) => roles));
      expect(namesOf(data.roles.nodes)).toEqual([...held].sort());
      const { data: system } = await ask(
        older,
        '{ system(key: "zephyr") { capabilities(operations: [LIST_ROLES]) { support } } }',
      );
      expect(system.system.capabilities).toEqual([{ support: 'EMULATED' }]);
    } finally {
      await older.stop();
    }
  });

  it('Squash TM 8: clearances, with the custom profiles that permissions leave out', async () => {
    const [project] = company.squash.projects;
    const withProfile = {
      ...company,
      squash: {
        ...company.squash,
        users: company.squash.users.map((user) =>
          user.login === 'jfairbairn'
            ? { ...user, projects: { [project?.name ?? '']: 'Safety Reviewer' } }
            : user,
        ),
      },
    };
    const newer = await startStack({ company: withProfile, switches: { squash: { version: '8' } } });
    try {
      const { data, calls } = await ask(
        newer,
        '{ user(by: { login: { system: "squash", login: "jfairbairn" } }) { nativeId projectPermissions { permission project { name } } } }',
      );
      expect(has(calls, `GET /squash/api/rest/latest/users/${data.user.nativeId}/clearances`)).toBe(true);
      expect(data.user.projectPermissions).toEqual([
        { permission: 'safety_reviewer', project: { name: project?.name } },
      ]);
    } finally {
      await newer.stop();
    }
  });
});

/** `login permission`, with `through <team>` where a team holds it. */
function squashGrants(project: string): string[] {
  const own = company.squash.users.flatMap(({ login, projects = {} }) =>
    projects[project] === undefined ? [] : [`${login} ${projects[project]}`],
  );
  const throughTeams = company.squash.teams.flatMap((team) =>
    team.projects?.[project] === undefined
      ? []
      : company.squash.users
          .filter((user) => user.teams?.includes(team.name))
          .map(({ login }) => `${login} ${team.projects?.[project]} through ${team.name}`),
  );
  return [...own, ...throughTeams];
}
