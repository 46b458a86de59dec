import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/gateway-asked.ts';
import { withLimits } from '../support/gateway-config.ts';
import { systemKeys, userId } from '../support/gateway-query.ts';
import { expectRefused, onlyError } from '../support/gateway-refusals.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ configure: withLimits({ maxPageSize: 200 }) });
});
afterAll(() => stack.stop());

describe('system keys', () => {
  it.each<[string, string]>([
    ['in a filter of users', '{ users(filter: { systems: ["jira"] }) { totalCount } }'],
    ['beside one that exists', '{ users(filter: { systems: ["squash", "jira"] }) { totalCount } }'],
    ['in a filter of roles', '{ roles(filter: { systems: ["jira"] }) { totalCount } }'],
    ['in a filter of tokens', '{ accessTokens(filter: { systems: ["jira"] }) { totalCount } }'],
    ['of a login', '{ user(by: { login: { system: "jira", login: "ada" } }) { id } }'],
    ['of a native id', '{ user(by: { nativeId: { system: "jira", nativeId: "1" } }) { id } }'],
    ['of the current account', '{ user(by: { current: "jira" }) { id } }'],
  ])('%s: NOT_FOUND naming the keys there are', async (_name, document) => {
    const answer = await expectRefused(stack, {
      document,
      code: 'NOT_FOUND',
      says: ['"jira"', ...systemKeys],
    });
    expect(answer.status).toBe(200);
  });

  it('of User.accessTokens: NOT_FOUND too', async () => {
    const document =
      '{ user(by: { current: "foreman" }) { login accessTokens(filter: { systems: ["jira"] }) { name } } }';
    const answer = await stack.query(document);
    expect(onlyError(answer).extensions.code).toBe('NOT_FOUND');
    expect(answer.data.user).toEqual({ login: 'rollcall', accessTokens: null });
  });

  it('of Query.system: null, without an error', async () => {
    expect(await stack.query('{ system(key: "jira") { name } }')).toMatchObject({
      status: 200,
      data: { system: null },
    });
  });

  it('are told apart by case and blanks', async () => {
    const document = '{ users(filter: { systems: ["Squash"] }) { totalCount } }';
    await expectRefused(stack, { document, code: 'NOT_FOUND', says: ['"Squash"'] });
  });
});

describe('ids', () => {
  const encode = (...parts: string[]): string =>
    Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');

  it.each<[string, string]>([
    ['an empty text', ''],
    ['a number', '7'],
    ['words', 'ada lovelace'],
    ['base64 of something else', Buffer.from('User:teamcity:6').toString('base64')],
    ['JSON of something else', Buffer.from('{"a":1}').toString('base64url')],
    ['an unknown type', encode('Planet', 'teamcity', '6')],
    ['a type of the language', encode('constructor', 'teamcity', '6')],
    ['too few parts', encode('User', 'teamcity')],
    ['too many parts', encode('User', 'teamcity', '6', 'x')],
    ['padding', `${encode('User', 'teamcity', '6')}=`],
    ['another spelling of the same', Buffer.from('["User", "teamcity", "6"]').toString('base64url')],
    ['a very long text', 'x'.repeat(100_000)],
    ['letters beyond ASCII', '日本語'],
  ])('%s: INVALID_INPUT from node and user', async (_name, id) => {
    const says = ['Expected an id as this API hands out', 'got'];
    const document = 'query ($id: ID!) { node(id: $id) { id } }';
    const answer = await expectRefused(stack, { document, variables: { id }, code: 'INVALID_INPUT', says });
    expect(answer.errors?.[0]?.message.length).toBeLessThan(300);
    await expectRefused(stack, {
      document: 'query ($id: ID!) { user(by: { id: $id }) { id } }',
      variables: { id },
      code: 'INVALID_INPUT',
      says,
    });
  });

  it('of a system that is not configured: null, as for anything that is not there', async () => {
    const id = encode('User', 'jira', '6');
    const { data, errors } = await stack.query(
      'query ($id: ID!) { node(id: $id) { id } user(by: { id: $id }) { id } }',
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ node: null, user: null });
  });

  it('of another type where a user is wanted: INVALID_INPUT naming both', async () => {
    const { data } = await stack.query(
      '{ groups(first: 1, filter: { systems: ["squash"] }) { nodes { id } } }',
    );
    const document = 'query ($id: ID!) { user(by: { id: $id }) { id } }';
    await expectRefused(stack, {
      document,
      variables: { id: data.groups.nodes[0].id },
      code: 'INVALID_INPUT',
      says: ['User', 'Group'],
    });
  });

  it.each(systemKeys)(
    '%s: of accounts that cannot be: null or a refusal, never another account',
    async (system) => {
      for (const native of [
        '0',
        '-1',
        '999999999',
        '9007199254740993',
        'ada',
        '1,2',
        '1)',
        '../1',
        '1 OR 1=1',
        ' 1',
        '1e1',
        '0x1',
        '%31',
        '',
      ]) {
        const { answer } = await ask(stack, {
          document: 'query ($id: ID!) { node(id: $id) { ... on User { nativeId login } } }',
          variables: { id: encode('User', system, native) },
        });
        expect(answer.data.node, `${system} ${JSON.stringify(native)}`).toBeNull();
        for (const error of answer.errors ?? []) expect(error.extensions.code).not.toBe('INTERNAL');
      }
    },
  );

  it('more ids than the largest page: INVALID_INPUT with both numbers', async () => {
    const id = await userId(stack, 'squash', 'alovelace');
    const ids = Array.from({ length: 201 }, () => id);
    const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    await expectRefused(stack, { document, variables: { ids }, code: 'INVALID_INPUT', says: ['200', '201'] });
    const { data } = await stack.query(document, { ids: ids.slice(1) });
    expect(data.nodes).toHaveLength(200);
  });

  it('one bad id among good ones fails alone', async () => {
    const id = await userId(stack, 'squash', 'alovelace');
    const answer = await stack.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [id, 'nonsense', id],
    });
    expect(answer.data.nodes).toEqual([{ id }, null, { id }]);
    expect(onlyError(answer)).toMatchObject({ path: ['nodes', 1], extensions: { code: 'INVALID_INPUT' } });
  });
});

describe('references to an account', () => {
  it.each<[string, string]>([
    ['neither way', '{ user(by: {}) { id } }'],
    ['both ways', '{ user(by: { current: "squash", id: "x" }) { id } }'],
    ['a literal null', '{ user(by: { id: null }) { id } }'],
    ['one way and a null beside it', '{ user(by: { current: "squash", id: null }) { id } }'],
  ])('%s: INVALID_INPUT before anything runs', async (_name, document) => {
    const answer = await expectRefused(stack, { document, code: 'INVALID_INPUT', says: ['UserRef'] });
    expect(answer.status).toBe(400);
  });

  it.each<[string, object, RegExp]>([
    ['neither way', {}, /UserRef/u],
    ['both ways', { current: 'squash', id: 'x' }, /UserRef/u],
    ['a null', { id: null }, /\$by.*null/u],
    ['a number for a text', { current: 7 }, /\$by.*String/u],
  ])('%s in a variable: INVALID_INPUT', async (_name, by, says) => {
    const document = 'query ($by: UserRef!) { user(by: $by) { id } }';
    const answer = await expectRefused(stack, {
      document,
      variables: { by },
      code: 'INVALID_INPUT',
      says: [says],
    });
    expect(answer.status).toBe(400);
  });

  it.each<[string, object]>([
    ['null', { id: null }],
    ['left out', {}],
  ])('a nullable variable inside, %s: INVALID_INPUT', async (_name, variables) => {
    const document = 'query ($id: ID) { user(by: { id: $id }) { id } }';
    await expectRefused(stack, { document, variables, code: 'INVALID_INPUT', says: [] });
  });

  it.each(['', ' ', '\t'])('the login %j: INVALID_INPUT', async (login) => {
    const document =
      'query ($login: String!) { user(by: { login: { system: "squash", login: $login } }) { id } }';
    await expectRefused(stack, {
      document,
      variables: { login },
      code: 'INVALID_INPUT',
      says: ['login', JSON.stringify(login)],
    });
  });

  it('an empty native id: INVALID_INPUT', async () => {
    const document = '{ user(by: { nativeId: { system: "squash", nativeId: "" } }) { id } }';
    await expectRefused(stack, { document, code: 'INVALID_INPUT', says: ['nativeId'] });
  });

  it('a login without its system: INVALID_INPUT', async () => {
    await expectRefused(stack, {
      document: '{ user(by: { login: { login: "ada" } }) { id } }',
      code: 'INVALID_INPUT',
      says: ['system'],
    });
  });
});
