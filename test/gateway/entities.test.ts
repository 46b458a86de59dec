import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { entityLists, entityNames } from '../support/gateway-entities.ts';
import type { EntityList } from '../support/gateway-entities.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { nodesOf, walk } from '../support/gateway-pages.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const company = readCompany();
const facts = accountFacts(company);
const names = entityNames(company);
const everything = (list: EntityList): string[] =>
  systemKeys.flatMap((system) => (names[system][list] ?? []).map((name) => `${system} ${name}`)).sort();
const plain = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase();

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

interface Entity {
  readonly name: string;
  readonly system: { readonly key: SandboxSystem };
}
const keyOf = ({ name, system }: Entity): string => `${system.key} ${name}`;

describe.each(entityLists)('%s', (list) => {
  const read = async (filter: object | null): Promise<string[]> => {
    const document = `query ($filter: NamedFilter) { list: ${list}(first: 500, filter: $filter) { totalCount isComplete nodes { name system { key } } } }`;
    const { data, errors } = await stack.query(document, { filter });
    expect(errors).toBeUndefined();
    expect(data.list).toMatchObject({ isComplete: true, totalCount: data.list.nodes.length });
    return data.list.nodes.map(keyOf).sort();
  };

  it('are all there, of every system that has them', async () => {
    expect(await read(null)).toEqual(everything(list));
  });

  it('can be limited to systems, and to part of a name in any case', async () => {
    for (const system of systemKeys) {
      expect(await read({ systems: [system] })).toEqual(
        everything(list).filter((key) => key.startsWith(`${system} `)),
      );
    }
    expect(await read({ systems: [] })).toEqual([]);
    for (const search of ['E', 'ER', 'core', 'SAFETY', '(', '%', 'zzz', '']) {
      const matching = everything(list).filter((key) =>
        plain(key.slice(key.indexOf(' ') + 1)).includes(plain(search)),
      );
      expect(await read({ search }), search).toEqual(matching);
    }
    expect(await read({ systems: ['squash'], search: 'a' })).toEqual(
      everything(list).filter((key) => key.startsWith('squash ') && plain(key.slice(7)).includes('a')),
    );
  });

  it.each([1, 4])('page both ways in pages of %i, by name', async (size) => {
    const options = { field: list, size, select: 'id nativeId name system { key }' };
    const nodes = nodesOf(await walk(stack, options)) as readonly Entity[];
    expect(nodes.map(keyOf).sort()).toEqual(everything(list));
    expect(nodesOf(await walk(stack, { ...options, way: 'backward' }), 'backward')).toEqual(nodes);
    const folded = nodes.map(({ name }) => plain(name));
    expect(folded).toEqual(
      folded.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
    );
  });

  it('are UNSUPPORTED, and yet complete, of systems that have no such thing', async () => {
    const { data } = await stack.query(
      `{ list: ${list}(first: 1) { isComplete sources { system { key } state totalCount } } }`,
    );
    expect(data.list.isComplete).toBe(true);
    expect(data.list.sources).toEqual(
      systemKeys.map((key) => {
        const known = names[key][list];
        return {
          system: { key },
          state: known === undefined ? 'UNSUPPORTED' : 'FRESH',
          totalCount: known?.length ?? 0,
        };
      }),
    );
  });
});

describe('who holds a role or is in a group or team', () => {
  const holdersField = { roles: 'holders', groups: 'members', teams: 'members' } as const;
  const held = { roles: 'roles', groups: 'groups', teams: 'teams' } as const;
  const isOf =
    (list: keyof typeof held, name: string) =>
    (text: string): boolean =>
      list === 'roles' ? text === name || text.startsWith(`${name}, `) : text === name;

  it.each(
    (['roles', 'groups', 'teams'] as const).flatMap((list) => systemKeys.map((system) => ({ list, system }))),
  )('$system $list: agree with what accounts hold', async ({ list, system }) => {
    const document = `{ list: ${list}(first: 500, filter: { systems: ["${system}"] }) { nodes { name ${holdersField[list]}(first: 500) { totalCount isComplete nodes { login } } } } }`;
    const { data, errors } = await stack.query(document);
    expect(errors).toBeUndefined();
    expect(data.list.nodes).toHaveLength(names[system][list]?.length ?? 0);
    for (const node of data.list.nodes) {
      // Everybody has Foreman's Default role without holding it.
      if (node.name === 'Default role') continue;
      const { nodes, totalCount, isComplete } = node[holdersField[list]];
      const logins = nodes.map(({ login }: { login: string }) => login);
      const expected = facts.filter(
        (fact) => fact.system === system && fact.held[held[list]].some(isOf(list, node.name)),
      );
      expect(logins.toSorted(), node.name).toEqual(expected.map(({ login }) => login).sort());
      expect({ totalCount, isComplete }, node.name).toEqual({ totalCount: logins.length, isComplete: true });
    }
  });

  it('pages both ways, by login', async () => {
    const list = await stack.query(
      '{ groups(filter: { systems: ["teamcity"], search: "all users" }) { nodes { id } } }',
    );
    const [{ id }] = list.data.groups.nodes;
    const page = async (
      args: string,
    ): Promise<{ nodes: { login: string }[]; pageInfo: Record<string, string | boolean> }> => {
      const { data, errors } = await stack.query(
        `query ($id: ID!) { node(id: $id) { ... on Group { members(${args}) { nodes { login } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } } }`,
        { id },
      );
      expect(errors).toBeUndefined();
      return data.node.members;
    };
    const forward: string[] = [];
    for (let args = 'first: 20'; ;) {
      const { nodes, pageInfo } = await page(args);
      forward.push(...nodes.map(({ login }) => login));
      if (!pageInfo['hasNextPage']) break;
      args = `first: 20, after: "${pageInfo['endCursor']}"`;
    }
    expect(forward).toEqual(
      forward.toSorted((one, other) => Buffer.compare(Buffer.from(plain(one)), Buffer.from(plain(other)))),
    );
    expect(forward.toSorted()).toEqual(
      facts
        .filter(({ system }) => system === 'teamcity')
        .map(({ login }) => login)
        .sort(),
    );
    const last = await page('last: 20');
    expect(last.nodes.map(({ login }) => login)).toEqual(forward.slice(-20));
    const before = await page(`last: 20, before: "${last.pageInfo['startCursor']}"`);
    expect(before.nodes.map(({ login }) => login)).toEqual(forward.slice(-40, -20));
  });

  it('refuses a cursor of another group', async () => {
    const { data } = await stack.query(
      '{ groups(first: 2, filter: { systems: ["squash"] }) { nodes { id members(first: 1) { pageInfo { endCursor } } } } }',
    );
    const [one, other] = data.groups.nodes;
    const answer = await stack.query(
      'query ($id: ID!, $after: String) { node(id: $id) { ... on Group { members(first: 1, after: $after) { totalCount } } } }',
      {
        id: other.id,
        after: one.members.pageInfo.endCursor,
      },
    );
    expect(answer.data.node).toEqual({ members: null });
    expect(errorCodes(answer)).toEqual(['INVALID_INPUT']);
  });
});

describe('what roles and groups are made of', () => {
  it('TeamCity: parents and roles of groups, permissions of roles with those of included ones', async () => {
    const { data } =
      await stack.query(`{ groups(first: 500, filter: { systems: ["teamcity"] }) { nodes { nativeId description parents { nativeId name } roles { nativeId } } }
      roles(first: 500, filter: { systems: ["teamcity"] }) { nodes { nativeId permissions } } }`);
    for (const { key, description, parents = [], roles = [] } of company.teamcity.groups) {
      const shown = data.groups.nodes.find(({ nativeId }: { nativeId: string }) => nativeId === key);
      expect(shown.description).toBe(description ?? null);
      expect(
        shown.parents.map(({ nativeId }: { nativeId: string }) => nativeId),
        key,
      ).toEqual(parents);
      expect(
        shown.roles.map(({ nativeId }: { nativeId: string }) => nativeId),
        key,
      ).toEqual(roles.map(({ role }) => role));
    }
    for (const { id } of company.teamcity.roles) {
      const shown = data.roles.nodes.find(({ nativeId }: { nativeId: string }) => nativeId === id);
      expect(shown.permissions.toSorted(), id).toEqual(teamcityPermissions(id));
    }
  });

  it('Foreman: parents and roles of groups, permissions of roles', async () => {
    const { data } =
      await stack.query(`{ groups(first: 500, filter: { systems: ["foreman"] }) { nodes { name parents { name } roles { name } } }
      roles(first: 500, filter: { systems: ["foreman"] }) { nodes { name description permissions } } }`);
    const sorted = (things: readonly { readonly name: string }[]): string[] =>
      things.map(({ name }) => name).sort();
    for (const { name, roles = [] } of company.foreman.usergroups) {
      const shown = data.groups.nodes.find((each: { name: string }) => each.name === name);
      const outer = company.foreman.usergroups.filter((group) => group.groups?.includes(name));
      expect(sorted(shown.parents), name).toEqual(sorted(outer));
      expect(sorted(shown.roles), name).toEqual([...roles].sort());
    }
    for (const { name, description, permissions = [] } of company.foreman.roles) {
      const shown = data.roles.nodes.find((each: { name: string }) => each.name === name);
      expect(shown.description, name).toBe(description ?? null);
      expect(shown.permissions, name).toEqual([...permissions].sort());
    }
  });

  it('Zephyr and Squash TM: groups have neither parents nor roles', async () => {
    const { data } = await stack.query(
      '{ groups(first: 500, filter: { systems: ["zephyr", "squash"] }) { nodes { parents { id } roles { id } } } }',
    );
    for (const group of data.groups.nodes) expect(group).toEqual({ parents: [], roles: [] });
  });
});

function teamcityPermissions(id: string): string[] {
  const included = new Set([id]);
  for (const each of included) {
    for (const other of company.teamcity.roles.find((role) => role.id === each)?.includes ?? [])
      included.add(other);
  }
  const roles = company.teamcity.roles.filter((role) => included.has(role.id));
  return [...new Set(roles.flatMap(({ permissions = [] }) => permissions))].sort();
}
