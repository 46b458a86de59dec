import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { nodesOf, walk } from '../support/gateway-pages.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const keyOf = (user: { readonly system: { readonly key: string }; readonly login: string }): string =>
  `${user.system.key} ${user.login}`;
const everybody = facts.map(({ system, login }) => `${system} ${login}`).sort();

describe('paging', () => {
  it.each([1, 7, 100, 500])(
    'goes forward to the end in pages of %i: everybody once, in one order',
    async (size) => {
      const pages = await walk(stack, { field: 'users', size, select: 'id login system { key }' });
      const whole = await walk(stack, { field: 'users', size: 500, select: 'id login system { key }' });
      expect(nodesOf(pages)).toEqual(nodesOf(whole));
      expect(nodesOf(pages).map(keyOf).sort()).toEqual(everybody);
      expect(pages).toHaveLength(Math.ceil(facts.length / size));
      expect(pages.map((page) => page.hasPreviousPage)).toEqual(pages.map((_, at) => at > 0));
      for (const page of pages) expect(page.totalCount).toBe(facts.length);
    },
  );

  it.each([1, 7, 500])('goes backward to the start in pages of %i: the same list', async (size) => {
    const pages = await walk(stack, {
      field: 'users',
      size,
      select: 'id login system { key }',
      way: 'backward',
    });
    const whole = await walk(stack, { field: 'users', size: 500, select: 'id login system { key }' });
    expect(nodesOf(pages, 'backward')).toEqual(nodesOf(whole));
    expect(pages.map((page) => page.hasNextPage)).toEqual(pages.map((_, at) => at > 0));
  });

  it.each([
    'orderBy: { field: EMAIL, direction: DESC },',
    'orderBy: { field: LAST_LOGIN_AT },',
    'filter: { search: "e", status: [ACTIVE] }, orderBy: { field: DISPLAY_NAME, direction: DESC },',
    'filter: { systems: ["squash", "teamcity"] },',
  ])('with %s shows everybody once, both ways', async (args) => {
    const options = { field: 'users', args, size: 9, select: 'id' };
    const whole = nodesOf(await walk(stack, { ...options, size: 500 }));
    expect(nodesOf(await walk(stack, options))).toEqual(whole);
    expect(nodesOf(await walk(stack, { ...options, way: 'backward' }), 'backward')).toEqual(whole);
    expect(new Set(whole.map((node) => node.id)).size).toBe(whole.length);
  });

  it('gives 50 unless said, and an empty page for none', async () => {
    const { data } = await stack.query(`{ usual: users { nodes { id } pageInfo { hasNextPage } }
      none: users(first: 0) { nodes { id } totalCount pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`);
    expect(data.usual.nodes).toHaveLength(50);
    expect(data.usual.pageInfo.hasNextPage).toBe(true);
    expect(data.none).toEqual({
      nodes: [],
      totalCount: facts.length,
      pageInfo: { startCursor: null, endCursor: null, hasNextPage: true, hasPreviousPage: false },
    });
  });

  it('has a cursor on every edge that leads on from there', async () => {
    const first = await stack.query('{ users(first: 5) { edges { cursor node { id } } } }');
    const edges = first.data.users.edges as readonly {
      readonly cursor: string;
      readonly node: { readonly id: string };
    }[];
    const { data } = await stack.query(
      'query ($after: String) { users(first: 2, after: $after) { nodes { id } } }',
      {
        after: edges[2]?.cursor,
      },
    );
    expect(data.users.nodes).toEqual(edges.slice(3).map((edge) => edge.node));
  });
});
