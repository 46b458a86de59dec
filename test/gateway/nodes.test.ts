import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes, systemKeys, userId } from '../support/gateway-query.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

interface Thing {
  readonly id: string;
  readonly __typename: string;
}

/** Every object with an id anywhere in an answer, each once. */
function thingsIn(value: unknown, found = new Map<string, Thing>()): Map<string, Thing> {
  if (Array.isArray(value)) for (const each of value) thingsIn(each, found);
  else if (typeof value === 'object' && value !== null) {
    const { id, __typename } = value as Partial<Thing>;
    if (typeof id === 'string' && typeof __typename === 'string') found.set(id, { id, __typename });
    for (const member of Object.values(value)) thingsIn(member, found);
  }
  return found;
}

/** Asks for things again by their ids. */
async function again(things: readonly Thing[]): Promise<readonly (Thing | null)[]> {
  const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
  const { data, errors } = await stack.query(document, { ids: things.map(({ id }) => id) });
  expect(errors).toBeUndefined();
  return data.nodes;
}

const grantFields = '__typename id via { __typename ... on Group { id } ... on Team { id } }';
const everything = `
  fragment Things on User { __typename id system { __typename id }
    roles { ${grantFields} role { __typename id } project { __typename id } }
    groups { ${grantFields} group { __typename id parents { __typename id } roles { __typename id } } }
    teams { ${grantFields} team { __typename id } }
    projectPermissions { ${grantFields} project { __typename id } } }`;

describe('things found again by their ids', () => {
  it.each(systemKeys)('%s: everything that its accounts hold, of every type', async (system) => {
    const { data } = await stack.query(
      `{ users(first: 500, filter: { systems: ["${system}"] }) { nodes { ...Things } } } ${everything}`,
    );
    const grants = data.users.nodes.flatMap((user: Row) =>
      [user.roles, user.groups, user.teams, user.projectPermissions].flat(),
    );
    // No two holdings share an id, however alike: the same role on two projects, or through two groups.
    expect(new Set(grants.map(({ id }: Row) => id)).size).toBe(grants.length);
    const things = [...thingsIn(data).values()];
    const types = new Set(things.map(({ __typename }) => __typename));
    expect([...types].sort()).toEqual(typesOf[system]);
    for (let at = 0; at < things.length; at += 100) {
      const chunk = things.slice(at, at + 100);
      expect(await again(chunk)).toEqual(chunk);
    }
  });

  it.each(systemKeys)('%s: everything in its lists', async (system) => {
    const lists = ['roles', 'groups', 'teams', 'projects'].map(
      (list) => `${list}(first: 500, filter: { systems: ["${system}"] }) { nodes { __typename id } }`,
    );
    const { data } = await stack.query(
      `{ ${lists.join(' ')} accessTokens(first: 500, filter: { systems: ["${system}"] }) { nodes { __typename id } } }`,
    );
    const things = [...thingsIn(data).values()];
    expect(things.length).toBeGreaterThan(5);
    expect(await again(things)).toEqual(things);
  });

  it.each(['zephyr', 'squash'])(
    '%s: the permissions shown on its projects, held through teams or not',
    async (system) => {
      const { data } = await stack.query(
        `{ projects(filter: { systems: ["${system}"] }) { nodes { permissions { ${grantFields} user { __typename id } } } } }`,
      );
      const things = [...thingsIn(data).values()];
      expect(things.some(({ __typename }) => __typename === 'ProjectPermission')).toBe(true);
      expect(await again(things)).toEqual(things);
    },
  );

  it('the same thing has the same id on every path', async () => {
    const { data } = await stack.query(`{
      byLogin: user(by: { login: { system: "squash", login: "alovelace" } }) { id teams { id team { id } } groups { group { id } } projectPermissions { id project { id } } }
      users(filter: { systems: ["squash"], login: "alovelace" }) { nodes { id } }
      teams(filter: { systems: ["squash"], search: "interlocking testers" }) { nodes { id members { nodes { id login } } } }
      groups(filter: { systems: ["squash"], search: "user" }) { nodes { id } }
      projects(filter: { systems: ["squash"], search: "interlocking core" }) { nodes { id permissions { id user { id } via { __typename } } } } }`);
    const { byLogin, users, teams, groups, projects } = data;
    expect(users.nodes[0].id).toBe(byLogin.id);
    expect(
      teams.nodes[0].members.nodes.find(({ login }: { login: string }) => login === 'alovelace').id,
    ).toBe(byLogin.id);
    expect(byLogin.teams.map(({ team }: { team: Thing }) => team.id)).toContain(teams.nodes[0].id);
    expect(byLogin.groups).toEqual([{ group: { id: groups.nodes[0].id } }]);
    const [project] = projects.nodes;
    const mine = project.permissions.filter(
      ({ user, via }: { user: Thing; via: unknown }) => user.id === byLogin.id && via === null,
    );
    const same = byLogin.projectPermissions.filter(
      ({ project: on }: { project: Thing }) => on.id === project.id,
    );
    expect(mine.map(({ id }: Thing) => id)).toEqual(same.map(({ id }: Thing) => id));
  });
});

describe('ids of what is not there', () => {
  const encode = (...parts: string[]): string =>
    Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');

  it.each(systemKeys)('%s: null without an error, whatever the type', async (system) => {
    const user = await userId(stack, system, 'rollcall');
    const [, , native = ''] = JSON.parse(Buffer.from(user, 'base64url').toString('utf8')) as string[];
    const ids = [
      encode('User', system, '987654'),
      encode('Role', system, '987654'),
      encode('Group', system, '987654'),
      encode('Team', system, '987654'),
      encode('Project', system, '987654'),
      encode('RoleAssignment', system, native, '987654', '', '', ''),
      encode('RoleAssignment', system, '987654', '1', '', '', ''),
      encode('GroupMembership', system, native, '987654', '', ''),
      encode('TeamMembership', system, native, '987654', '', ''),
      encode('ProjectPermission', system, native, '987654', 'x', '', ''),
    ];
    const answer = await stack.query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', { ids });
    expect(errorCodes(answer)).toEqual([]);
    expect(answer.data.nodes).toEqual(ids.map(() => null));
  });

  it('of tokens: null, or why they cannot be looked for', async () => {
    const foreman = await userId(stack, 'foreman', 'ada.lovelace');
    const [, , native = ''] = JSON.parse(Buffer.from(foreman, 'base64url').toString('utf8')) as string[];
    const ids = [
      encode('AccessToken', 'foreman', native, '987654'),
      encode('AccessToken', 'squash', '1', '1'),
    ];
    const answer = await stack.query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', { ids });
    expect(answer.data.nodes).toEqual([null, null]);
    expect(errorCodes(answer)).toEqual(['UNSUPPORTED squash']);
  });
});

const typesOf: Readonly<Record<string, readonly string[]>> = {
  zephyr: [
    'Group',
    'GroupMembership',
    'Project',
    'ProjectPermission',
    'Role',
    'RoleAssignment',
    'System',
    'User',
  ],
  foreman: ['Group', 'GroupMembership', 'Role', 'RoleAssignment', 'System', 'User'],
  squash: [
    'Group',
    'GroupMembership',
    'Project',
    'ProjectPermission',
    'System',
    'Team',
    'TeamMembership',
    'User',
  ],
  teamcity: ['Group', 'GroupMembership', 'Project', 'Role', 'RoleAssignment', 'System', 'User'],
};
