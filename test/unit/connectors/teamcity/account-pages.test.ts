import { describe, expect, it } from 'vitest';
import { plainUsers, smallTeamCity } from './small-teamcity.ts';
import { callAs, collect, failureOf, missingAbility, startUpstream } from './upstream.ts';

const call = callAs('root');
const settings = { pageSize: 10 };

describe('listing accounts of TeamCity', () => {
  it('ends at the first short page', async () => {
    const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(9) }), settings);
    expect(await collect(connector.listAccounts(call))).toHaveLength(9);
    expect(asked.map(({ locator }) => locator)).toEqual(['start:0,count:10']);
  });

  it('reads just the pages there are, each beginning with the last row of the one before', async () => {
    for (const [count, pages] of [
      [10, 2],
      [11, 2],
      [35, 4],
      [60, 7],
    ] as const) {
      const { connector, asked } = await startUpstream(smallTeamCity({ users: plainUsers(count) }), settings);
      const accounts = await collect(connector.listAccounts(call));
      expect(accounts.map(({ nativeId }) => Number(nativeId))).toEqual(plainUsers(count).map(({ id }) => id));
      const starts = Array.from({ length: pages }, (_, page) => `start:${page * 9},count:10`);
      expect(asked.map(({ locator }) => locator)).toEqual(starts);
    }
  });

  it('reads the list again where accounts moved once, and yields each once', async () => {
    const users = plainUsers(35);
    let isMoved = false;
    const { connector, asked } = await startUpstream((one) => {
      // Somebody on the first page is deleted before the second is read.
      if (one.locator === 'start:9,count:10') isMoved = true;
      return smallTeamCity({ users: isMoved ? users.slice(1) : users })(one);
    }, settings);
    const accounts = await collect(connector.listAccounts(call));
    expect(accounts.map(({ nativeId }) => Number(nativeId)).toSorted((one, other) => one - other)).toEqual(
      users.map(({ id }) => id),
    );
    expect(asked).toHaveLength(2 + 4);
  });

  it('reads all at once where accounts keep moving between pages, and yields each once', async () => {
    let listed = 0;
    const users = plainUsers(35);
    const { connector, asked } = await startUpstream((one) => {
      listed += 1;
      // Another order each time: pages overlap and leave gaps.
      const turned = [...users.slice(listed * 3), ...users.slice(0, listed * 3)];
      return smallTeamCity({ users: turned })(one);
    }, settings);
    const accounts = await collect(connector.listAccounts(call));
    expect(accounts).toHaveLength(35);
    expect(new Set(accounts.map(({ nativeId }) => nativeId)).size).toBe(35);
    expect(asked.at(-1)?.locator).toBeUndefined();
    expect(asked).toHaveLength(5);
  });

  it('takes more rows than asked for as everything', async () => {
    const users = plainUsers(30);
    const { connector, asked } = await startUpstream(() => ({ json: { count: 30, user: users } }), settings);
    expect(await collect(connector.listAccounts(call))).toHaveLength(30);
    expect(asked).toHaveLength(1);
  });

  it('ends where the server ignores the offset', async () => {
    const users = plainUsers(10);
    const { connector, asked } = await startUpstream(() => ({ json: { count: 10, user: users } }), settings);
    expect(await collect(connector.listAccounts(call))).toHaveLength(10);
    expect(asked).toHaveLength(5);
  });

  it('asks for groups once where rows show groups above that they do not describe', async () => {
    const above = { count: 1, group: [{ key: 'TOP' }] };
    const users = plainUsers(25).map((user) => ({
      ...user,
      groups: { group: [{ key: 'IN', roles: { role: [] }, 'parent-groups': above }] },
    }));
    const groups = [{ key: 'TOP', roles: { role: [{ roleId: 'SYSTEM_ADMIN', scope: 'g' }] } }];
    const { connector, paths } = await startUpstream(smallTeamCity({ users, groups }), settings);
    const accounts = await collect(connector.listAccounts(call));
    expect(accounts.every(({ isAdministrator }) => isAdministrator === true)).toBe(true);
    expect(paths().filter((path) => path === '/userGroups')).toHaveLength(1);
  });

  it('blames the url where there is no such endpoint', async () => {
    const { connector } = await startUpstream(() => ({ status: 404, text: 'HTTP 404 Not Found' }));
    const error = await failureOf(collect(connector.listAccounts(call)));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', system: 'tc' });
    expect(String(error)).toContain('url');
  });

  it('does not take an answer without rows for an empty server', async () => {
    const { connector } = await startUpstream(() => ({ json: { count: 12 } }));
    const error = await failureOf(collect(connector.listAccounts(call)));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(String(error)).toContain('at user:');
    const empty = await startUpstream(() => ({ json: { count: 0 } }));
    expect(await collect(empty.connector.listAccounts(call))).toEqual([]);
  });

  it('leaves out members whose own groups do not show the group', async () => {
    const member = { group: [{ key: 'QA', roles: { role: [] } }] };
    const [one, two] = plainUsers(2);
    const { connector, asked } = await startUpstream(() => ({
      json: { count: 2, user: [{ ...one, groups: member }, two] },
    }));
    const members = await collect(connector.groups?.members?.(call, 'QA') ?? missingAbility());
    expect(members.map(({ nativeId }) => nativeId)).toEqual(['1']);
    expect(asked[0]?.locator).toBe('group:(key:QA),start:0,count:500');
  });
});
