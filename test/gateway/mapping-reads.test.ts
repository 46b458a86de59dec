import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/gateway-asked.ts';
import { adaAuthorization } from '../support/gateway-upstream.ts';
import type { Row } from '../support/gateway-row.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

/**
 * The documented reads, by the marks of the list of endpoints: each is really made, and what it brings arrives in the
 * field it belongs to.
 */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const tokenMembers = 'nativeId name state expiry expiresAt createdAt createdBy lastUsedAt usage';
const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name).sort();

describe('Zephyr', () => {
  const path = 'GET /flex/services/rest/v3/usertoken/';

  it('Z1: the tokens of the account in use', async () => {
    const { data, calls } = await ask(
      stack,
      `{ user(by: { current: "zephyr" }) { accessTokens { ${tokenMembers} } } }`,
    );
    expect(calls).toContain(path);
    expect(names(data.user.accessTokens)).toEqual(['dashboard import', 'rollcall']);
    for (const token of data.user.accessTokens) {
      expect(token).toMatchObject({ state: 'ACTIVE', expiry: 'NEVER', expiresAt: null, usage: 'UNKNOWN' });
      expect(token.nativeId).toMatch(/^\d+$/u);
    }
  });

  it('Z1: in the list of all tokens, which is PARTIAL', async () => {
    const { data, calls } = await ask(stack, {
      document: '{ accessTokens(filter: { systems: ["zephyr"] }) { nodes { name } sources { state } } }',
      headers: { 'upstream-authorization-zephyr': adaAuthorization.zephyr },
    });
    expect(calls).toContain(path);
    expect(names(data.accessTokens.nodes)).toEqual(['laptop', 'report script']);
    expect(data.accessTokens.sources).toEqual([{ state: 'PARTIAL' }]);
  });
});

describe('Foreman', () => {
  it('F1: the tokens of an account named by its login are asked for by its number', async () => {
    const { data, calls } = await ask(
      stack,
      `{ user(by: { login: { system: "foreman", login: "ada.lovelace" } }) { nativeId accessTokens { ${tokenMembers} } } }`,
    );
    const { nativeId, accessTokens } = data.user;
    const made = calls.filter((call) =>
      call.startsWith(`GET /api/users/${nativeId}/personal_access_tokens?`),
    );
    expect(made).toHaveLength(1);
    expect(made[0]).toContain('order=');
    expect(made[0]).not.toMatch(/location_id|organization_id/u);
    expect(names(accessTokens)).toEqual(['bench script', 'laptop', 'old phone', 'training']);
  });

  it('F1: one call per account fills the list of all tokens', async () => {
    const { data, calls } = await ask(
      stack,
      '{ accessTokens(filter: { systems: ["foreman"] }) { totalCount nodes { name owner { login } } } }',
    );
    const made = calls.filter((call) => /^GET \/api\/users\/\d+\/personal_access_tokens\?/u.test(call));
    const { data: all } = await ask(stack, '{ users(filter: { systems: ["foreman"] }) { totalCount } }');
    expect(made).toHaveLength(all.users.totalCount);
    expect(new Set(made).size).toBe(made.length);
    expect(data.accessTokens.nodes).toContainEqual({ name: 'cron', owner: { login: 'gordon.blake' } });
  });

  it('F2: one token by its id', async () => {
    const document =
      '{ user(by: { login: { system: "foreman", login: "svc_ci" } }) { nativeId accessTokens { id nativeId name } } }';
    const { data } = await ask(stack, document);
    const { nativeId, accessTokens } = data.user;
    const [token] = accessTokens;
    const read = await ask(stack, {
      document: 'query ($id: ID!) { node(id: $id) { ... on AccessToken { name } } }',
      variables: { id: token.id },
    });
    expect(read.data.node).toEqual({ name: token.name });
    expect(read.calls).toContain(`GET /api/users/${nativeId}/personal_access_tokens/${token.nativeId}`);
  });
});

describe('Squash TM', () => {
  const users = '/squash/api/rest/latest/users';

  it('S1: the list of accounts, in pages from 0, ordered, with the fields a list leaves out', async () => {
    const { data, calls } = await ask(stack, {
      document:
        '{ users(filter: { systems: ["squash"], login: "alovelace" }) { nodes { firstName email lastLoginAt } } }',
      headers: { 'cache-control': 'no-cache' },
    });
    expect(calls).toHaveLength(1);
    const [path, query] = (calls[0] ?? '').split('?');
    const parameters = new URLSearchParams(query);
    expect(path).toBe(`GET ${users}`);
    expect(parameters.get('page')).toBe('0');
    expect(parameters.get('sort')).not.toBeNull();
    for (const field of ['first_name', 'last_name', 'email', 'last_connected_on', 'created_on']) {
      expect(parameters.get('fields')?.split(',')).toContain(field);
    }
    expect(data.users.nodes).toEqual([
      { firstName: 'Ada', email: 'ada.lovelace@blockpost.example', lastLoginAt: '2026-02-27T14:03:00.000Z' },
    ]);
  });

  it('S1: the members of a group', async () => {
    const { data, calls } = await ask(stack, {
      document:
        '{ groups(filter: { systems: ["squash"], search: "automation" }) { nodes { members { nodes { login } } } } }',
      headers: { 'cache-control': 'no-cache' },
    });
    expect(calls.some((call) => call.startsWith(`GET ${users}?`))).toBe(true);
    expect(data.groups.nodes[0].members.nodes).toEqual([{ login: 'ci-bot' }, { login: 'svc_squash_bridge' }]);
  });

  it('S2: an account by its login, with what only a whole account shows', async () => {
    const { data, calls } = await ask(
      stack,
      `{ user(by: { login: { system: "squash", login: "alovelace" } }) { createdBy updatedAt details { ... on SquashUserDetails { userGroup canDeleteFromFront } } } }`,
    );
    expect(calls).toEqual([`GET ${users}/login/alovelace`]);
    expect(data.user).toEqual({
      createdBy: 'admin',
      updatedAt: '2024-02-11T11:00:00.000Z',
      details: { userGroup: 'User', canDeleteFromFront: true },
    });
  });

  it('S2: by its id, the product’s general call', async () => {
    const { data } = await ask(
      stack,
      '{ user(by: { login: { system: "squash", login: "alovelace" } }) { nativeId } }',
    );
    const { nativeId } = data.user;
    const read = await ask(
      stack,
      `{ user(by: { nativeId: { system: "squash", nativeId: "${nativeId}" } }) { login } }`,
    );
    expect(read.calls).toEqual([`GET ${users}/${nativeId}`]);
    expect(read.data.user).toEqual({ login: 'alovelace' });
  });

  const teamsOfTobias = `{ user(by: { login: { system: "squash", login: "tobias.meyer" } }) {
    teams { team { name description createdBy } } } }`;
  const hisTeams = [
    { team: { name: 'Automation', description: null, createdBy: 'admin' } },
    {
      team: {
        name: 'Crossing testers',
        description: '<p>Barriers, lamps, <a href="https://wiki.blockpost.example/crossing">wiki</a></p>',
        createdBy: 'admin',
      },
    },
  ];
  const byName = (held: readonly { readonly team: { readonly name: string } }[]) =>
    held.toSorted((one, other) => (one.team.name < other.team.name ? -1 : 1));

  it('S6: the teams of an account, where the account itself does not show them', async () => {
    const takeBack = stack.sandbox.fail('squash', {
      path: /\/users\/(?:login\/[^/?]+|\d+)(?:\?|$)/u,
      fault: {
        kind: 'edit',
        edit: (reply) => ({
          ...reply,
          body: JSON.stringify({ ...(JSON.parse(String(reply.body)) as object), teams: undefined }),
        }),
      },
    });
    const { data, calls } = await ask(stack, teamsOfTobias);
    takeBack();
    expect(calls.some((call) => call.startsWith(`GET ${users}/login/tobias.meyer/teams`))).toBe(true);
    expect(byName(data.user.teams)).toEqual(hisTeams);
  });

  it('S6: the same teams, where the account shows them', async () => {
    const { data } = await ask(stack, teamsOfTobias);
    expect(byName(data.user.teams)).toEqual(hisTeams);
  });

  it('S9: the project permissions of an account', async () => {
    const { data, calls } = await ask(
      stack,
      `{ user(by: { login: { system: "squash", login: "alovelace" } }) { nativeId projectPermissions { permission project { name } } } }`,
    );
    expect(calls).toContain(`GET ${users}/${data.user.nativeId}/permissions`);
    expect(
      data.user.projectPermissions
        .map(({ permission, project }: Row) => `${permission} ${project.name}`)
        .sort(),
    ).toEqual([
      'project_manager Interlocking Core',
      'test_designer ETCS Onboard',
      'validator Level Crossing',
    ]);
  });
});

describe('TeamCity', () => {
  const users = '/teamcity/app/rest/users';
  const ada = '{ user(by: { login: { system: "teamcity", login: "ada.lovelace" } })';

  it('T1: the list of accounts', async () => {
    const { data, calls } = await ask(stack, {
      document:
        '{ users(filter: { systems: ["teamcity"], login: "ada.lovelace" }) { nodes { displayName email } } }',
      headers: { 'cache-control': 'no-cache' },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^GET \/teamcity\/app\/rest\/users\?locator=start:0,count:\d+&fields=/u);
    expect(data.users.nodes).toEqual([
      { displayName: 'Ada Lovelace', email: 'ada.lovelace@blockpost.example' },
    ]);
  });

  it('T2: an account by its login and by its id', async () => {
    const byLogin = await ask(stack, `${ada} { id displayName } }`);
    expect(byLogin.calls).toHaveLength(1);
    expect(byLogin.calls[0]).toContain(`GET ${users}/username:ada.lovelace`);
    const read = await ask(stack, {
      document: 'query ($id: ID!) { node(id: $id) { ... on User { displayName nativeId } } }',
      variables: { id: byLogin.data.user.id },
    });
    expect(read.calls).toHaveLength(1);
    expect(read.calls[0]).toContain(`GET ${users}/id:${read.data.node.nativeId}`);
    expect(read.data.node.displayName).toBe('Ada Lovelace');
  });

  it('T3: the account in use', async () => {
    const { data, calls } = await ask(stack, '{ user(by: { current: "teamcity" }) { login email } }');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain(`GET ${users}/current`);
    expect(data.user).toEqual({ login: 'rollcall', email: 'rollcall@blockpost.example' });
  });

  it('T7: the groups of an account, in the call for the account itself', async () => {
    const { data, calls } = await ask(stack, `${ada} { groups { group { nativeId name } } } }`);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/fields=.*groups\(group\(key,name/u);
    expect(data.user.groups.map(({ group }: Row) => group.nativeId).sort()).toEqual([
      'ALL_USERS_GROUP',
      'RELEASE_BOARD',
      'VERIFICATION',
    ]);
  });

  it('T10: the roles of an account, in the call for the account itself', async () => {
    const { data, calls } = await ask(
      stack,
      `${ada} { roles { role { nativeId } scope via { __typename } } } }`,
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/fields=.*roles\(role\(roleId,scope\)\)/u);
    const direct = data.user.roles.filter(({ via }: Row) => via === null);
    expect(direct).toHaveLength(2);
    expect(direct).toContainEqual({
      role: { nativeId: 'PROJECT_ADMIN' },
      scope: 'p:Interlocking_Core',
      via: null,
    });
    expect(direct).toContainEqual({ role: { nativeId: 'PROJECT_VIEWER' }, scope: 'g', via: null });
  });

  it('T14: the tokens of an account, with creation and expiry', async () => {
    const { data, calls } = await ask(stack, {
      document: `{ user(by: { current: "teamcity" }) { nativeId accessTokens { ${tokenMembers} } } }`,
      headers: { 'upstream-authorization-teamcity': adaAuthorization.teamcity },
    });
    const { nativeId, accessTokens } = data.user;
    const made = calls.filter((call) => call.startsWith(`GET ${users}/id:${nativeId}/tokens`));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/fields=.*creationTime,expirationTime/u);
    const common = { createdBy: null, lastUsedAt: null, usage: 'UNKNOWN', state: 'ACTIVE' };
    expect(accessTokens).toHaveLength(2);
    expect(accessTokens).toContainEqual({
      ...common,
      nativeId: 'ci',
      name: 'ci',
      createdAt: '2025-11-04T12:00:00.000Z',
      expiry: 'EXPIRES',
      expiresAt: '2031-11-04T12:00:00.000Z',
    });
    expect(accessTokens).toContainEqual({
      ...common,
      nativeId: 'laptop',
      name: 'laptop',
      createdAt: '2025-01-10T08:10:00.000Z',
      expiry: 'NEVER',
      expiresAt: null,
    });
  });
});
