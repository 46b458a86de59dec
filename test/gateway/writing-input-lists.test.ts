import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../support/gateway-row.ts';
import {
  byLogin,
  changesOf,
  lines,
  mutate,
  readUpstream,
  refusedWith,
  writesDuring,
} from '../support/gateway-writing.ts';
import type { Mutated, MutationName } from '../support/gateway-writing.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/** Lists that a mutation is given: none, the same twice, a thousand, and documents that do not agree with themselves. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const ada = byLogin('squash', 'alovelace');

describe('lists', () => {
  it.each<[MutationName, object]>([
    ['setUserStatus', { users: [], status: 'DISABLED' }],
    ['deleteUsers', { users: [] }],
    ['assignRoles', { user: byLogin('teamcity', 'rhys.bevan'), roles: [] }],
    ['revokeRoles', { user: byLogin('teamcity', 'rhys.bevan'), roles: [] }],
    ['addToGroups', { user: ada, groups: [] }],
    ['removeFromGroups', { user: ada, groups: [] }],
    ['addToTeams', { user: ada, teams: [] }],
    ['removeFromTeams', { user: ada, teams: [] }],
    ['grantProjectPermission', { user: ada, permission: 'validator', projects: [] }],
    ['revokeProjectPermissions', { user: ada, projects: [] }],
    ['revokeAccess', { grantIds: [] }],
    ['revokeAccessTokens', { ids: [] }],
  ])('%s of nothing changes nothing', async (mutation, input) => {
    const made = await mutate(stack, mutation, input);
    expect(made.payload).toMatchObject({ outcome: 'UNCHANGED', changes: [], userErrors: [] });
    expect(made.writes).toEqual([]);
  });

  it('what is named twice, by name and by id, is meant once', async () => {
    const { data } = await stack.query(
      '{ teams(filter: { systems: ["squash"] }) { nodes { id name nativeId } } }',
    );
    const team = data.teams.nodes.find(({ name }: Row) => name === 'Crossing testers');
    const made = await mutate(stack, 'addToTeams', {
      user: byLogin('squash', 'ydemir'),
      teams: [team.name, team.id, team.nativeId, team.name],
    });
    expect(made.writes).toHaveLength(1);
    expect(changesOf(made)).toEqual(['ADD_TO_TEAM APPLIED']);
    const refs = [byLogin('squash', 'mashdown'), byLogin('squash', 'mashdown')];
    const deleted = await mutate(stack, 'deleteUsers', { users: refs }, { select: 'deletedIds' });
    expect(deleted.payload.deletedIds).toHaveLength(1);
    expect(lines(deleted)).toEqual([expect.stringMatching(/^DELETE \S+\/users\/\d+$/u)]);
  });

  it('a token named twice is revoked once, and a wrong id is told at its own place', async () => {
    const made = await mutate(
      stack,
      'createAccessToken',
      { owner: byLogin('foreman', 'emily.chen'), name: 'twice' },
      { select: 'accessToken { id }' },
    );
    const { id } = made.payload.accessToken;
    expect(await refusedWith(stack, 'revokeAccessTokens', { ids: [id, id, 'nonsense'] })).toEqual([
      'INVALID_INPUT input.ids.2',
    ]);
    const revoked = await mutate(stack, 'revokeAccessTokens', { ids: [id, id] }, { select: 'deletedIds' });
    expect(revoked.writes).toHaveLength(1);
    expect(revoked.payload.deletedIds).toEqual([id]);
  });

  it('a grant named twice is taken back once, and a wrong id is told at its own place', async () => {
    const { data } = await stack.query(
      '{ user(by: { login: { system: "squash", login: "tbaker" } }) { id teams { id } } }',
    );
    const [{ id }] = data.user.teams;
    expect(
      await refusedWith(stack, 'revokeAccess', { grantIds: [id, id, data.user.id, 'nonsense'] }),
    ).toEqual(['INVALID_INPUT input.grantIds.2', 'INVALID_INPUT input.grantIds.3']);
    const revoked = await mutate(stack, 'revokeAccess', { grantIds: [id, id] }, { select: 'revokedIds' });
    expect(revoked.writes).toHaveLength(1);
    expect(revoked.payload.revokedIds).toEqual([id]);
  });

  it('1,000 unknown names are told one by one, for a handful of calls', async () => {
    const teams = Array.from({ length: 1000 }, (_, index) => `no such team ${index}`);
    let errors: string[] = [];
    const calls = await stack.callsDuring(undefined, async () => {
      errors = await refusedWith(stack, 'addToTeams', { user: ada, teams });
    });
    expect(errors).toEqual(teams.map((_, index) => `NOT_FOUND input.teams.${index}`));
    expect(calls.length).toBeLessThan(10);
  });

  it('the same id 1,000 times is one write, for a handful of calls', async () => {
    const { data } = await stack.query(
      '{ teams(filter: { systems: ["squash"] }, first: 1) { nodes { id } } }',
    );
    const [{ id }] = data.teams.nodes;
    let made: Mutated | undefined;
    const calls = await stack.callsDuring(undefined, async () => {
      made = await mutate(stack, 'addToTeams', {
        user: byLogin('squash', 'lnazari'),
        teams: Array.from({ length: 1000 }, () => id),
      });
    });
    expect(made?.payload.outcome).toBe('APPLIED');
    expect(made?.writes).toHaveLength(1);
    expect(calls.length).toBeLessThan(15);
  });

  it('ids of tokens to keep must be of the same account', async () => {
    const owner = byLogin('foreman', 'linus.hartmann');
    const { data } = await stack.query(
      '{ user(by: { login: { system: "foreman", login: "svc_ci" } }) { id accessTokens { id } } }',
    );
    const [{ id }] = data.user.accessTokens;
    expect(
      await refusedWith(stack, 'revokeAllAccessTokens', { owner, exceptIds: [data.user.id, 'x', id] }),
    ).toEqual([
      'INVALID_INPUT input.exceptIds.0',
      'INVALID_INPUT input.exceptIds.1',
      expect.stringMatching(/^(?:INVALID_INPUT|NOT_FOUND) input\.exceptIds\.2$/u),
    ]);
  });
});

describe('two mutations in one document that do not agree', () => {
  const run = (document: string) => writesDuring(stack, () => stack.query(document));

  it('run in order: the later one has the last word', async () => {
    const user = 'user: { login: { system: "squash", login: "nreed" } }';
    const { result, writes } = await run(`mutation {
      a: addToTeams(input: { ${user}, teams: ["Crossing testers"] }) { outcome }
      b: removeFromTeams(input: { ${user}, teams: ["Crossing testers"] }) { outcome user { teams { team { name } } } } }`);
    expect(result.data).toEqual({
      a: { outcome: 'APPLIED' },
      b: { outcome: 'APPLIED', user: { teams: [] } },
    });
    expect(writes).toHaveLength(2);
    const { body } = await readUpstream(stack, 'squash', '/api/rest/latest/users/login/nreed/teams');
    expect(body.page.totalElements).toBe(0);
  });

  it('an account that the first one deletes is not there for the second', async () => {
    const user = '{ login: { system: "squash", login: "abrennan" } }';
    const { result, writes } = await run(`mutation {
      a: deleteUsers(input: { users: [${user}] }) { outcome }
      b: updateUser(input: { user: ${user}, profile: { firstName: "Late" } }) { outcome userErrors { code } user { id } } }`);
    expect(result.data).toEqual({
      a: { outcome: 'APPLIED' },
      b: { outcome: 'FAILED', userErrors: [{ code: 'NOT_FOUND' }], user: null },
    });
    expect(writes).toHaveLength(1);
  });
});
