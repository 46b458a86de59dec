import { expect, test } from 'vitest';

import type { AccountRead, Connector, ProjectsAbility } from '#connectors/connector.ts';
import type { Projection } from '#domain/holdings.ts';
import { collect, manyProjects, manyTeams, manyUsers, startSquash } from './small-squash.ts';
import type { SmallProject } from './small-squash.ts';

const permissions: Projection = new Set(['projectPermissions'] as const);

function projectsOf(connector: Connector): Required<Pick<ProjectsAbility, 'permissions'>> & ProjectsAbility {
  const { projects } = connector;
  if (projects?.permissions === undefined) throw new Error('the connector lacks projects');
  return { ...projects, permissions: projects.permissions };
}

function held(read: AccountRead | undefined): readonly string[] {
  const settled = read?.holdings.projectPermissions;
  if (settled?.ok !== true) throw new Error('no permissions');
  return settled.value.map(({ permission, project }) => `${permission} on ${project.nativeId}`);
}

const mixed: readonly SmallProject[] = [
  { id: 501, name: 'Alpha', permissions: { validator: [1, 700], project_viewer: [2] } },
  { id: 502, name: 'Template', isTemplate: true, permissions: { test_editor: [1] } },
  { id: 503, name: 'Gamma', permissions: {}, customProfiles: { custom_tester: [3] } },
];
const users = manyUsers(20);
const teams = [{ id: 700, name: 'QA', members: [2, 3] }];
const wanted = { ids: users.map(({ id }) => String(id)), logins: [] };

test('both ways of reading give the same direct permissions, templates included', async () => {
  const { connector, call, calls } = await startSquash({ users, teams, projects: mixed });
  const many = await connector.readAccounts(call, wanted, permissions);
  expect(calls.filter((path) => path.startsWith('/users/'))).toEqual([]);
  for (const id of ['1', '2', '3']) {
    const alone = await connector.readAccounts(call, { ids: [id], logins: [] }, permissions);
    const together = many.found.find(({ account }) => account.nativeId === id);
    expect([...held(together)].sort()).toEqual([...held(alone.found[0])].sort());
  }
  expect(held(many.found[0])).toEqual(['validator on 501', 'test_editor on 502']);
});

test('clearances are read where they are served, so that custom profiles show in both ways', async () => {
  const { connector, call } = await startSquash({ users, teams, projects: mixed, clearances: 'both' });
  const many = await connector.readAccounts(call, wanted, permissions);
  const alone = await connector.readAccounts(call, { ids: ['3'], logins: [] }, permissions);
  expect(held(many.found[2])).toEqual(['custom_tester on 503']);
  expect(held(alone.found[0])).toEqual(['custom_tester on 503']);
});

test('which form is served is asked once', async () => {
  const { connector, call, calls } = await startSquash({ users, projects: mixed });
  const one = { ids: ['1'], logins: [] };
  await connector.readAccounts(call, one, permissions);
  // Both forms of the user, then one project, as it could show more than users do.
  expect(calls.map((path) => path.split('?')[0])).toEqual([
    '/users/1',
    '/users/1/clearances',
    '/users/1/permissions',
    '/projects',
    '/projects/501/clearances',
    '/projects/501/permissions',
  ]);
  calls.length = 0;
  await connector.readAccounts(call, one, permissions);
  expect(calls).toEqual(['/users/1', '/users/1/permissions']);
});

test('clearances of users that lack what permissions show are not used', async () => {
  const { connector, call, calls } = await startSquash({
    users,
    projects: mixed,
    instead: ({ path }) =>
      path.startsWith('/users/') && path.endsWith('/clearances')
        ? { status: 200, body: { content: {} } }
        : undefined,
  });
  const one = { ids: ['1'], logins: [] };
  const read = await connector.readAccounts(call, one, permissions);
  expect(held(read.found[0])).toHaveLength(2);
  calls.length = 0;
  await connector.readAccounts(call, one, permissions);
  expect(calls).not.toContain('/users/1/clearances');
});

test('permissions that are gone are read as clearances', async () => {
  const { connector, call } = await startSquash({
    users,
    projects: mixed,
    clearances: 'both',
    instead: ({ path }) => (path.endsWith('/permissions') ? { status: 410, body: '' } : undefined),
  });
  const read = await connector.readAccounts(call, { ids: ['1', '3'], logins: [] }, permissions);
  expect(held(read.found[0])).toEqual(['validator on 501', 'test_editor on 502']);
  expect(held(read.found[1])).toEqual(['custom_tester on 503']);
});

test('a server that fails for a moment teaches nothing about the forms it has', async () => {
  let isDown = true;
  const { connector, call } = await startSquash({
    users,
    projects: mixed,
    clearances: 'both',
    instead: ({ path }) => (isDown && path.endsWith('/clearances') ? { status: 503, body: '' } : undefined),
  });
  const one = { ids: ['3'], logins: [] };
  const down = await connector.readAccounts(call, one, permissions);
  expect(down.found[0]?.holdings.projectPermissions).toMatchObject({
    ok: false,
    error: { code: 'UPSTREAM_UNAVAILABLE' },
  });
  isDown = false;
  expect(held((await connector.readAccounts(call, one, permissions)).found[0])).toEqual([
    'custom_tester on 503',
  ]);
});

test('permissions are read by account where projects outnumber them', async () => {
  const { connector, call, calls } = await startSquash({ users, projects: manyProjects(40, users) });
  const read = await connector.readAccounts(call, wanted, permissions);
  expect(read.found.every((one) => held(one).length === 1)).toBe(true);
  // The list, how many projects there are, each account, and once which form there is on either side.
  expect(calls).toHaveLength(1 + 1 + 20 + 1 + 3);
  calls.length = 0;
  await connector.readAccounts(call, wanted, permissions);
  expect(calls).toHaveLength(1 + 20);
});

test('where projects alone show clearances, one account is read from the projects, so that custom profiles show', async () => {
  const { connector, call, calls } = await startSquash({
    users,
    teams,
    projects: mixed,
    clearances: 'projects',
  });
  const one = { ids: ['3'], logins: [] };
  expect(held((await connector.readAccounts(call, one, permissions)).found[0])).toEqual([
    'custom_tester on 503',
  ]);
  calls.length = 0;
  expect(held((await connector.readAccounts(call, one, permissions)).found[0])).toEqual([
    'custom_tester on 503',
  ]);
  expect(calls).toHaveLength(1 + 1 + 3);
});

test('where users show neither form, one account is read from the projects', async () => {
  const { connector, call } = await startSquash({
    users,
    projects: mixed,
    instead: ({ path }) =>
      /^\/users\/\d+\/(?:permissions|clearances)$/u.test(path) ? { status: 404, body: '' } : undefined,
  });
  const read = await connector.readAccounts(call, { ids: ['1'], logins: [] }, permissions);
  expect(held(read.found[0])).toEqual(['validator on 501', 'test_editor on 502']);
});

test('where neither side shows who holds what, the facet fails and is not empty', async () => {
  const { connector, call } = await startSquash({
    users,
    projects: manyProjects(3, users),
    instead: ({ path }) =>
      path.endsWith('/permissions') || path.endsWith('/clearances') ? { status: 404, body: '' } : undefined,
  });
  for (const ids of [['1'], wanted.ids]) {
    const { found } = await connector.readAccounts(call, { ids, logins: [] }, permissions);
    expect(found[0]?.holdings.projectPermissions).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  }
});

test('templates that do not answer send the reading to the accounts, so that nothing is missed', async () => {
  const { connector, call, calls } = await startSquash({
    users,
    projects: mixed,
    instead: ({ path }) =>
      path.startsWith('/projects/502/') ? { status: 404, body: { message: 'none' } } : undefined,
  });
  const read = await connector.readAccounts(call, wanted, permissions);
  expect(held(read.found[0])).toEqual(['validator on 501', 'test_editor on 502']);
  calls.length = 0;
  await connector.readAccounts(call, wanted, permissions);
  expect(calls.filter((path) => path.startsWith('/projects'))).toEqual([]);
});

test('a team on a project is nobody, whatever its id', async () => {
  const content = { validator: [{ _type: 'team', id: 4, name: 'QA' }] };
  const { connector, call } = await startSquash({
    users,
    projects: mixed,
    instead: ({ path }) =>
      path === '/projects/501/permissions' ? { status: 200, body: { content } } : undefined,
  });
  const read = await connector.readAccounts(call, wanted, permissions);
  expect(held(read.found[3])).toEqual([]);
});

test('a project shows users directly and the members of teams through the team', async () => {
  const { connector, call, calls } = await startSquash({ users, teams, projects: mixed });
  const read = await projectsOf(connector).permissions(call, ['501', '502', '99', 'x']);
  const grants = read.get('501');
  expect(grants?.ok === true && grants.value).toEqual([
    {
      account: { nativeId: '1', login: 'user1' },
      permission: { permission: 'validator', project: { nativeId: '501', isWhole: false } },
    },
    ...[2, 3].map((id) => ({
      account: { nativeId: String(id), login: `user${id}` },
      permission: {
        permission: 'validator',
        project: { nativeId: '501', isWhole: false },
        via: { type: 'team', team: { nativeId: '700', name: 'QA', isWhole: false } },
      },
    })),
    {
      account: { nativeId: '2', login: 'user2' },
      permission: { permission: 'project_viewer', project: { nativeId: '501', isWhole: false } },
    },
  ]);
  expect(read.get('502')).toMatchObject({ ok: true });
  expect(read.get('99')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(read.get('x')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(calls.filter((path) => path.startsWith('/teams/'))).toHaveLength(1);
});

test('a team whose members cannot be read fails the projects it is on, and no others', async () => {
  const { connector, call } = await startSquash({
    users,
    teams,
    projects: mixed,
    instead: ({ path }) => (path.startsWith('/teams/700') ? { status: 403, body: {} } : undefined),
  });
  const read = await projectsOf(connector).permissions(call, ['501', '502']);
  expect(read.get('501')).toMatchObject({ ok: false, error: { code: 'UPSTREAM_FORBIDDEN' } });
  expect(read.get('502')).toMatchObject({ ok: true });
});

test('projects and templates are listed together and read whole by id', async () => {
  const { connector, call, calls } = await startSquash({ users, projects: mixed });
  const projects = projectsOf(connector);
  const listed = await collect(projects.list(call));
  expect(listed.map(({ nativeId, isWhole }) => [nativeId, isWhole])).toEqual([
    ['501', false],
    ['503', false],
    ['502', false],
  ]);
  calls.length = 0;
  const read = await projects.read(call, ['501', '99', '../x']);
  expect([...read.values()]).toEqual([
    { nativeId: '501', name: 'Alpha', description: '<p>x</p>', isActive: true, isWhole: true },
  ]);
  expect(calls).toHaveLength(2);
});

test('teams are listed lean and read whole by id', async () => {
  const { connector, call } = await startSquash({ users, teams: manyTeams(6, users) });
  const catalogue = connector.teams;
  expect(await collect(catalogue?.list(call))).toHaveLength(6);
  const read = await catalogue?.read(call, ['10001', '10002', '10003', '10004', '1']);
  expect([...(read?.values() ?? [])].map(({ description, isWhole }) => [description, isWhole])).toEqual(
    Array.from({ length: 4 }, () => ['<p>Us</p>', true]),
  );
});

test('groups are the three built in, and any other that accounts were seen in', async () => {
  const { connector, call, calls } = await startSquash({
    users: [
      ...manyUsers(3),
      { id: 8, login: 'x', group: 'Auditors' },
      { id: 9, login: 'root', group: 'admin' },
    ],
  });
  const groups = connector.groups;
  const names = async () => (await collect(groups?.list(call))).map(({ nativeId }) => nativeId);
  expect(await names()).toEqual(['Admin', 'User', 'TestAutomationServer']);
  expect(calls).toEqual([]);
  expect([...((await groups?.read(call, ['Auditors', 'Admin', 'None'])) ?? new Map()).keys()]).toEqual([
    'Auditors',
    'Admin',
  ]);
  expect(await names()).toContain('Auditors');
  const admins = await collect(groups?.members?.(call, 'Admin'));
  expect(admins.map(({ login }) => login)).toEqual(['root']);
  expect(await collect(groups?.members?.(call, 'TestAutomationServer'))).toEqual([]);
  await expect(collect(groups?.members?.(call, 'None'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('there are no roles and no tokens', async () => {
  const { connector } = await startSquash({});
  expect(connector.roles).toBeUndefined();
  expect(connector.tokens).toBeUndefined();
  expect([...connector.holdings]).toEqual(['groups', 'teams', 'projectPermissions']);
});
