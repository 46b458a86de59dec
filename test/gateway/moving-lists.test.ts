import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import type { SandboxSystem } from '#sandbox/sandbox.ts';
import { withSnapshots } from '../support/gateway-config.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { down } from '../support/gateway-faults.ts';
import { nodesOf, walk } from '../support/gateway-pages.ts';
import type { WalkedPage } from '../support/gateway-pages.ts';
import { systemKeys } from '../support/gateway-query.ts';
import { createUpstream, deleteUpstream } from '../support/gateway-upstream.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const everybody = accountFacts(readCompany())
  .map(({ system, login }) => `${system} ${login}`)
  .sort();
const ways = ['forward', 'backward'] as const;
const keyOf = (node: { readonly system: { readonly key: string }; readonly login: string }): string =>
  `${node.system.key} ${node.login}`;
const keysOf = (pages: readonly WalkedPage[]): string[] => nodesOf(pages).map(keyOf).sort();
const list = { field: 'users', size: 20, select: 'nativeId login system { key }' };

/** Every page reads the lists anew, so that what happens between two pages shows. */
let stack: Stack;
beforeAll(async () => {
  const ages = withSnapshots({ freshSeconds: 0, maxAgeSeconds: 0, maxStaleSeconds: 0 });
  stack = await startStack({ configure: ages });
});
afterEach(() => stack.sandbox.reset());
afterAll(() => stack.stop());

describe('a system that drops out between two pages and comes back', () => {
  const spans = [
    { lostAfter: 1, backAfter: 2 },
    { lostAfter: 2, backAfter: 5 },
  ];
  it.each(
    ways.flatMap((way) => systemKeys.flatMap((system) => spans.map((span) => ({ way, system, ...span })))),
  )(
    '$way: $system, away from page $lostAfter to $backAfter: nobody twice, nobody skipped',
    async ({ way, system, lostAfter, backAfter }) => {
      const pages = await walk(stack, {
        ...list,
        way,
        between: (page) => {
          if (page === lostAfter) stack.sandbox.fail(system, { fault: down });
          if (page === backAfter) stack.sandbox.reset();
        },
      });
      expect(pages.map(({ isComplete }) => isComplete)).toEqual(
        pages.map((_, at) => at < lostAfter || at >= backAfter),
      );
      expect(keysOf(pages)).toEqual(everybody);
    },
  );

  it('one after the other: nobody twice, nobody skipped', async () => {
    const order: readonly SandboxSystem[] = ['squash', 'zephyr', 'teamcity', 'foreman'];
    let takeBack = (): void => undefined;
    const pages = await walk(stack, {
      ...list,
      between: (page) => {
        takeBack();
        const system = order[page - 1];
        takeBack = system === undefined ? () => undefined : stack.sandbox.fail(system, { fault: down });
      },
    });
    expect(keysOf(pages)).toEqual(everybody);
  });

  it('away from the first page on: its accounts come when it is back', async () => {
    stack.sandbox.fail('teamcity', { fault: down });
    const pages = await walk(stack, {
      ...list,
      between: (page) => (page === 3 ? stack.sandbox.reset() : undefined),
    });
    expect(pages[0]?.isComplete).toBe(false);
    expect(keysOf(pages)).toEqual(everybody);
  });

  it('away to the end: the others are whole, and the last page says what is missing', async () => {
    const pages = await walk(stack, {
      ...list,
      between: (page) => {
        if (page === 2) stack.sandbox.fail('foreman', { fault: down });
      },
    });
    const shown = keysOf(pages);
    expect(shown.filter((key) => !key.startsWith('foreman '))).toEqual(
      everybody.filter((key) => !key.startsWith('foreman ')),
    );
    expect(new Set(shown).size).toBe(shown.length);
    expect(pages.at(-1)?.isComplete).toBe(false);
  });

  it('with several pages of one system alone', async () => {
    const options = { ...list, args: 'filter: { systems: ["zephyr"] },', size: 5 };
    const pages = await walk(stack, options);
    expect(keysOf(pages)).toEqual(everybody.filter((key) => key.startsWith('zephyr ')));
  });
});

describe('accounts made and deleted upstream between two pages', () => {
  it.each(ways)('%s: whoever was there all the time is shown once', async (way) => {
    const gone = new Set<string>();
    const seen: {
      readonly login: string;
      readonly nativeId: string;
      readonly system: { readonly key: SandboxSystem };
    }[] = [];
    const first = await stack.query('{ users(first: 500) { nodes { nativeId login system { key } } } }');
    seen.push(...first.data.users.nodes);
    const victims = (['foreman', 'squash', 'teamcity'] as const).flatMap((system) =>
      // From both ends and the middle, but never the account in use nor one that may not be deleted.
      seen
        .filter(
          (node) =>
            node.system.key === system &&
            ['admin', 'rollcall', 'alovelace'].every((login) => node.login !== login),
        )
        .filter((_, at) => at % 15 === 3),
    );
    const pages = await walk(stack, {
      ...list,
      way,
      between: async (page) => {
        const victim = victims[page - 1];
        if (victim !== undefined) {
          gone.add(keyOf(victim));
          await deleteUpstream(stack, victim.system.key as 'foreman', victim.nativeId);
        }
        for (const system of systemKeys) {
          await createUpstream(stack, system, `aaa.${page}`);
          await createUpstream(stack, system, `mmm.${page}`);
          await createUpstream(stack, system, `zzz.${page}`);
        }
      },
    });
    const shown = keysOf(pages);
    expect(gone.size).toBeGreaterThan(5);
    expect(new Set(shown).size).toBe(shown.length);
    const lasting = everybody.filter((key) => !gone.has(key));
    expect(shown.filter((key) => lasting.includes(key))).toEqual(lasting);
  });

  it('deleting the very account a cursor stands on does not lose the place', async () => {
    const first = await stack.query(
      `{ users(first: 7, filter: { systems: ["teamcity"] }) { nodes { nativeId login } pageInfo { endCursor } } }`,
    );
    const last = first.data.users.nodes.at(-1);
    await deleteUpstream(stack, 'teamcity', last.nativeId);
    const { data } = await stack.query(
      'query ($after: String) { users(first: 500, after: $after, filter: { systems: ["teamcity"] }) { nodes { login } } }',
      { after: first.data.users.pageInfo.endCursor },
    );
    const rest = [...first.data.users.nodes, ...data.users.nodes]
      .map(({ login }) => `teamcity ${login}`)
      .sort();
    expect(rest).toEqual(everybody.filter((key) => key.startsWith('teamcity ')));
  });
});
