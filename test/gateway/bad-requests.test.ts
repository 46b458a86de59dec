import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLimits } from '../support/gateway-config.ts';
import { postRaw } from '../support/gateway-query.ts';
import { expectRefused } from '../support/gateway-refusals.ts';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ configure: withLimits({ maxPageSize: 200 }) });
});
afterAll(() => stack.stop());

const cursorOf = async (args: string): Promise<string> => {
  const { data } = await stack.query(`{ users(first: 3 ${args}) { pageInfo { endCursor } } }`);
  return data.users.pageInfo.endCursor;
};

describe('page arguments', () => {
  it.each<[string, string, readonly string[]]>([
    ['first and last together', 'first: 1, last: 1', ['either first or last']],
    ['a negative first', 'first: -1', ['0 to 200', '-1']],
    ['a negative last', 'last: -5', ['0 to 200', '-5']],
    ['a first beyond the limit', 'first: 201', ['0 to 200', '201']],
    ['a last beyond the limit', 'last: 100000', ['0 to 200', '100000']],
    ['before without last', 'before: "x"', ['before goes with last']],
    ['after with last', 'last: 1, after: "x"', ['after goes with first']],
    ['a cursor that is none', 'first: 1, after: "x"', ['Expected a cursor', 'after']],
    ['an empty cursor', 'first: 1, after: ""', ['Expected a cursor', 'after']],
    ['a cursor backward that is none', 'last: 1, before: "WyJ4Il0"', ['Expected a cursor', 'before']],
  ])('%s: INVALID_INPUT', async (_name, args, says) => {
    for (const list of ['users', 'roles', 'groups', 'teams', 'projects', 'accessTokens']) {
      await expectRefused(stack, {
        document: `{ ${list}(${args}) { totalCount } }`,
        code: 'INVALID_INPUT',
        says,
      });
    }
  });

  it('a cursor of another order: INVALID_INPUT naming both orders', async () => {
    const after = await cursorOf('');
    const document =
      'query ($after: String) { users(first: 1, after: $after, orderBy: { field: EMAIL }) { totalCount } }';
    await expectRefused(stack, {
      document,
      variables: { after },
      code: 'INVALID_INPUT',
      says: ['LOGIN ASC', 'EMAIL ASC'],
    });
  });

  it('a cursor of the other direction of the same field: INVALID_INPUT', async () => {
    const after = await cursorOf('');
    const document =
      'query ($after: String) { users(first: 1, after: $after, orderBy: { field: LOGIN, direction: DESC }) { totalCount } }';
    await expectRefused(stack, {
      document,
      variables: { after },
      code: 'INVALID_INPUT',
      says: ['LOGIN ASC', 'LOGIN DESC'],
    });
  });

  it('a cursor of another list: INVALID_INPUT', async () => {
    const after = await cursorOf('');
    const document = 'query ($after: String) { roles(first: 1, after: $after) { totalCount } }';
    await expectRefused(stack, {
      document,
      variables: { after },
      code: 'INVALID_INPUT',
      says: ['users', 'roles'],
    });
  });

  it('numbers that are none: INVALID_INPUT', async () => {
    for (const first of [1.5, '10', 2_147_483_648, true]) {
      const document = 'query ($first: Int) { users(first: $first) { totalCount } }';
      const answer = await expectRefused(stack, {
        document,
        variables: { first },
        code: 'INVALID_INPUT',
        says: ['\\$first', 'Int'].map((part) => new RegExp(part, 'u')),
      });
      expect(answer.status).toBe(400);
    }
  });
});

describe('instants', () => {
  const bad = [
    'yesterday',
    '2026-01-31',
    '2026-01-31T08:15:00',
    '2026-02-30T08:15:00Z',
    '2026-13-01T00:00:00Z',
    '',
    '1700000000',
  ];

  it.each(bad)('%j as a literal: INVALID_INPUT', async (text) => {
    const document = `{ users(filter: { lastLoginBefore: ${JSON.stringify(text)} }) { totalCount } }`;
    const answer = await expectRefused(stack, { document, code: 'INVALID_INPUT', says: ['RFC 3339', text] });
    expect(answer.status).toBe(400);
  });

  it.each([...bad, 1_700_000_000, true, ['2026-01-31T08:15:00Z'], {}])(
    '%j as a variable: INVALID_INPUT',
    async (value) => {
      const document =
        'query ($before: DateTime) { users(filter: { lastLoginBefore: $before }) { totalCount } }';
      const answer = await expectRefused(stack, {
        document,
        variables: { before: value },
        code: 'INVALID_INPUT',
        says: ['RFC 3339', /\$before/u],
      });
      expect(answer.status).toBe(400);
    },
  );

  it('a number as a literal: INVALID_INPUT', async () => {
    const document = '{ users(filter: { lastLoginBefore: 1700000000 }) { totalCount } }';
    await expectRefused(stack, { document, code: 'INVALID_INPUT', says: ['RFC 3339'] });
  });
});

describe('documents', () => {
  it.each<[string, string, readonly (string | RegExp)[]]>([
    ['an unknown field', '{ users { nodes { shoeSize } } }', ['shoeSize', 'User']],
    ['an unknown argument', '{ users(limit: 5) { totalCount } }', ['limit']],
    ['an unknown enum value', '{ users(filter: { status: [ASLEEP] }) { totalCount } }', ['ASLEEP']],
    ['an unknown filter', '{ users(filter: { shoeSize: 5 }) { totalCount } }', ['shoeSize']],
    ['a missing argument', '{ node { id } }', ['id']],
    ['an unknown fragment', '{ users { nodes { ...Nobody } } }', ['Nobody']],
    ['no selection', '{ users }', ['users']],
    ['a syntax error', '{ users { nodes { id }', ['Syntax Error', 'Expected']],
    ['an empty document', ' ', ['Syntax Error|query']],
    ['an unknown type of operation', 'muation { a }', ['Syntax Error']],
  ])('%s: INVALID_INPUT and status 400', async (_name, document, says) => {
    const answer = await expectRefused(stack, {
      document,
      code: 'INVALID_INPUT',
      says: says.map((part) => (typeof part === 'string' ? new RegExp(part, 'u') : part)),
    });
    expect(answer.status).toBe(400);
  });

  it.each<[string, object, RegExp]>([
    ['of the wrong type', { systems: [7] }, /\$systems/u],
    ['missing', {}, /\$systems/u],
    ['null where none may be', { systems: null }, /\$systems/u],
  ])('a variable %s: INVALID_INPUT and status 400', async (_name, variables, says) => {
    const document = 'query ($systems: [String!]!) { users(filter: { systems: $systems }) { totalCount } }';
    const answer = await expectRefused(stack, { document, variables, code: 'INVALID_INPUT', says: [says] });
    expect(answer.status).toBe(400);
  });

  it('an object of thousands of unknown members: refused at once, without all of it in every mistake', async () => {
    const document =
      'mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { outcome } }';
    const members = Array.from({ length: 5000 }, (_, index) => [`member${index}`, 'x']);
    const startedAt = performance.now();
    const input = { owner: { current: 'squash' }, name: 'x', ...Object.fromEntries(members) };
    const answer = await stack.query(document, { input });
    // Each mistake, told with the whole value, took the gateway more than ten seconds.
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(answer.status).toBe(400);
    // One is enough of so many; a few are all told.
    expect(answer.errors).toHaveLength(1);
    for (const { message, extensions } of answer.errors ?? []) {
      expect(message.length).toBeLessThan(1100);
      expect(extensions.code).toBe('INVALID_INPUT');
    }
    // Where it is, and what was expected there, are left.
    expect(answer.errors?.[0]?.message).toMatch(
      /^Variable "\$input" got invalid value .*….*Field "member0" is not defined by type "CreateAccessTokenInput"/u,
    );
  });

  it('an object of a few unknown members: every one of them is told', async () => {
    const document =
      'mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { outcome } }';
    const input = { owner: { current: 'squash' }, name: 'x', one: 1, two: 2, three: 3 };
    expect((await stack.query(document, { input })).errors).toHaveLength(3);
  });

  it.each<[string, string]>([
    ['that is no JSON', '{"query": '],
    ['that is a list', '[{"query":"{ viewer { name } }"}]'],
    ['that is a number', '7'],
    ['without a query', '{"variables":{}}'],
    ['whose query is no text', '{"query":7}'],
    ['whose variables are no object', '{"query":"{ viewer { name } }","variables":"x"}'],
    ['that is empty', ''],
  ])('a body %s: INVALID_INPUT and status 400', async (_name, body) => {
    const { status, text } = await postRaw(stack, body);
    expect(status).toBe(400);
    const { errors } = JSON.parse(text) as GraphqlAnswer;
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(text).not.toMatch(/stack|node_modules|\.ts:/u);
  });

  it('a body beyond a megabyte: INVALID_INPUT and status 413', async () => {
    const { status, text } = await postRaw(
      stack,
      JSON.stringify({ query: `{ viewer { name } } # ${'x'.repeat(1_100_000)}` }),
    );
    expect(status).toBe(413);
    expect(text).toContain('INVALID_INPUT');
  });

  it('a mutation over GET is refused, and so is a query a browser can be tricked into', async () => {
    const url = `${stack.url}?query=${encodeURIComponent('{ viewer { name } }')}`;
    const simple = await fetch(url);
    expect(simple.status).toBe(400);
    const plain = await fetch(stack.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{ viewer { name } }"}',
    });
    expect([400, 415]).toContain(plain.status);
  });
});
