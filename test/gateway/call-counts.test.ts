import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountFacts } from '../support/gateway-facts.ts';
import { all, withSnapshots, withSystem } from '../support/gateway-config.ts';
import { heldFragment, heldOf } from '../support/gateway-held.ts';
import { userIds } from '../support/gateway-query.ts';
import { generatePopulation } from '#sandbox/company/population.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

const company = generatePopulation(300);
const facts = new Map(accountFacts(company).map((fact) => [`${fact.system} ${fact.login}`, fact]));

const rolesAndGroups = 'roles { role { name } scope project { name } } groups { group { name } }';
const byIds = (selection: string): string =>
  `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { login ${selection} } } }`;
const page = (system: SandboxSystem, size: number, selection: string): string =>
  `{ users(filter: { systems: ["${system}"] }, first: ${size}) { nodes { login ${selection} } } }`;

/** No refresh behind the reader's back may come in between, however slow the machine. */
const unhurried = withSnapshots({ freshSeconds: 3600, maxAgeSeconds: 3600 });

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ company, configure: unhurried });
});
afterAll(() => stack.stop());

/** Runs a query and counts what it costs one system. */
async function count(system: SandboxSystem, document: string, variables: object = {}) {
  let answer: GraphqlAnswer | undefined;
  const calls = await stack.callsDuring(system, async () => {
    answer = await stack.query(document, variables);
  });
  if (answer === undefined) throw new Error('The query never ran.');
  expect(answer.errors).toBeUndefined();
  return { calls, data: answer.data };
}

function expectHeld(system: SandboxSystem, nodes: readonly Row[]): void {
  for (const node of nodes) {
    expect(heldOf(node), `${system} ${node.login}`).toEqual(facts.get(`${system} ${node.login}`)?.held);
  }
}

describe('TeamCity', () => {
  it('reads 100 users named by id, with roles and groups, in exactly 1 call', async () => {
    const ids = await userIds(stack, 'teamcity', 100);
    const { calls, data } = await count('teamcity', byIds(rolesAndGroups), { ids });
    expect(calls).toHaveLength(1);
    expect(data.nodes).toHaveLength(100);
  });

  it('says the truth about every one of them', async () => {
    const ids = await userIds(stack, 'teamcity', 100);
    const { calls, data } = await count('teamcity', byIds('...Held') + heldFragment, { ids });
    expect(calls).toHaveLength(1);
    expectHeld('teamcity', data.nodes);
  });

  it('reads a page of 100 with roles and groups in exactly 1 call when the list is known', async () => {
    await stack.query(page('teamcity', 1, ''));
    const { calls, data } = await count('teamcity', page('teamcity', 100, rolesAndGroups));
    expect(calls).toHaveLength(1);
    expect(data.users.nodes).toHaveLength(100);
  });
});

describe('TeamCity, nothing known yet', () => {
  it.each([
    { pageSize: 1000, pages: 1 },
    { pageSize: 250, pages: 2 },
    { pageSize: 70, pages: 5 },
  ])('reads a page of 100 in 1 call and a list of $pages pages in $pages', async ({ pageSize, pages }) => {
    const configure = all(unhurried, withSystem('teamcity', { settings: `{ pageSize: ${pageSize} }` }));
    const cold = await startStack({ company, configure });
    try {
      const calls = await cold.callsDuring('teamcity', async () => {
        const { errors, data } = await cold.query(page('teamcity', 100, rolesAndGroups));
        expect(errors).toBeUndefined();
        expect(data.users.nodes).toHaveLength(100);
      });
      expect(calls, calls.join('\n')).toHaveLength(1 + pages);
    } finally {
      await cold.stop();
    }
  });
});

describe('Foreman', () => {
  const { usergroups, roles } = company.foreman;
  // Catalogues of groups and roles, each group, the holders of each role, and one batch of accounts.
  const graph = 2 + usergroups.length + roles.length;
  const batches = 1;
  const whoAmI = 1;

  it(`reads 100 users with roles and groups in at most min(n, 2 + G + R) calls, a batch and a look at itself`, async () => {
    const ids = await userIds(stack, 'foreman', 100);
    const { calls, data } = await count('foreman', byIds('...Held') + heldFragment, { ids });
    expect(calls.length).toBeLessThanOrEqual(Math.min(100, graph) + batches + whoAmI);
    expectHeld('foreman', data.nodes);
  });

  it('reads few users by one call each', async () => {
    const ids = await userIds(stack, 'foreman', 5);
    const { calls, data } = await count('foreman', byIds('...Held') + heldFragment, { ids });
    expect(calls.length).toBeLessThanOrEqual(5);
    expectHeld('foreman', data.nodes);
  });
});

describe('Squash TM', () => {
  it('reads 100 users with teams and permissions in a page, and a call per project and one for their list', async () => {
    const ids = await userIds(stack, 'squash', 100);
    const { calls, data } = await count('squash', byIds('...Held') + heldFragment, { ids });
    expect(calls.length).toBeLessThanOrEqual(1 + 1 + company.squash.projects.length);
    expectHeld('squash', data.nodes);
  });

  it('reads 100 users with teams in the page alone', async () => {
    const ids = await userIds(stack, 'squash', 100);
    const { calls } = await count('squash', byIds('teams { team { name } } groups { group { name } }'), {
      ids,
    });
    expect(calls).toHaveLength(1);
  });
});

describe('Zephyr', () => {
  it('reads 100 users with roles and groups in exactly 1 call', async () => {
    const ids = await userIds(stack, 'zephyr', 100);
    const { calls } = await count('zephyr', byIds(rolesAndGroups), { ids });
    expect(calls).toHaveLength(1);
  });

  it('reads their project permissions with a call per project and one for their list', async () => {
    const ids = await userIds(stack, 'zephyr', 100);
    const { calls, data } = await count('zephyr', byIds('...Held') + heldFragment, { ids });
    expect(calls.length).toBeLessThanOrEqual(1 + 1 + company.zephyr.projects.length);
    expectHeld('zephyr', data.nodes);
  });
});

describe('every system', () => {
  it.each<SandboxSystem>(['zephyr', 'foreman', 'squash', 'teamcity'])(
    '%s: four times the users with every holding cost at most a few batches more',
    async (system) => {
      await stack.query(page(system, 1, ''));
      // What is learnt about a server once is not counted against either.
      await stack.query(page(system, 50, '...Held') + heldFragment);
      const few = await count(system, page(system, 50, '...Held') + heldFragment);
      const many = await count(system, page(system, 200, '...Held') + heldFragment);
      expect(many.data.users.nodes).toHaveLength(200);
      expect(many.calls.length / few.calls.length).toBeLessThanOrEqual(system === 'teamcity' ? 2 : 1.1);
    },
  );

  it.each<SandboxSystem>(['zephyr', 'foreman', 'squash', 'teamcity'])(
    '%s: a page of light fields is answered from the list, without a read by id',
    async (system) => {
      await stack.query(page(system, 1, ''));
      const light =
        'id nativeId displayName email status isAdministrator lastLoginAt hasLoggedIn createdAt system { key name url }';
      const { calls } = await count(system, page(system, 200, light));
      expect(calls).toEqual([]);
    },
  );
});
