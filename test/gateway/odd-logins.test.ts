import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '#sandbox/company/read-company.ts';
import { accountFacts } from '../support/gateway-facts.ts';
import { errorCodes, systemKeys } from '../support/gateway-query.ts';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

const facts = accountFacts(readCompany());

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function byLogin(system: string, login: string): Promise<GraphqlAnswer> {
  return stack.query(
    'query ($system: String!, $login: String!) { user(by: { login: { system: $system, login: $login } }) { id login email } }',
    { system, login },
  );
}

describe('logins that are hard to carry', () => {
  const odd = facts.filter(({ login }) => /[^a-z.-]/u.test(login));

  it('are in the company', () => {
    expect(odd.map(({ login }) => login)).toEqual(
      expect.arrayContaining([
        'northline/haalto',
        'i%moreau',
        'EX\\carol',
        'backup+foreman',
        'łukasz.wójcik',
        '17thomas',
        '0815',
      ]),
    );
  });

  it.each(odd.map(({ system, login, email }) => ({ system, login, email })))(
    '$system $login is found, and no other',
    async ({ system, login, email }) => {
      const answer = await byLogin(system, login);
      expect(errorCodes(answer)).toEqual([]);
      expect(answer.data.user).toMatchObject({ login, email });
    },
  );

  it.each(odd.map(({ system, login }) => ({ system, login })))(
    '$system $login round-trips by its id',
    async ({ system, login }) => {
      const found = await byLogin(system, login);
      const answer = await stack.query('query ($id: ID!) { node(id: $id) { id ... on User { login } } }', {
        id: found.data.user.id,
      });
      expect(answer.data.node).toEqual({ id: found.data.user.id, login });
    },
  );
});

describe('logins that nobody has', () => {
  const logins = [
    'a/b',
    'a:b',
    'a,b',
    '(a)',
    'a)',
    'a%20b',
    '%',
    '%2F',
    'a@b',
    '@',
    '#',
    'a#b',
    'a?b=c',
    'a&b',
    '..',
    '.',
    '../users',
    'a;b',
    "a' or 'a'='a",
    'a" or "a"="a',
    'ada.lovelace,admin',
    'ada.lovelace),or:(username:admin',
    'ada.lovelace" or login = "admin',
    '*',
    'ada*',
    '%ada%',
    '_da.lovelace',
    '日本語',
    'zoe\u0308',
    '\u{1f600}',
    '\u0000',
    'a\nb',
    'x'.repeat(2000),
    'current',
    'null',
    '1',
  ];

  it.each(systemKeys.flatMap((system) => logins.map((login) => ({ system, login }))))(
    '$system $login: null without an error',
    async ({ system, login }) => {
      const answer = await byLogin(system, login);
      expect(errorCodes(answer)).toEqual([]);
      expect(answer.data).toEqual({ user: null });
    },
  );

  it('do not spoil the others of the same query', async () => {
    const fields = systemKeys.flatMap((system) =>
      logins.map(
        (_, at) => `${system}${at}: user(by: { login: { system: "${system}", login: $l${at} } }) { login }`,
      ),
    );
    const ada = 'ada: user(by: { login: { system: "foreman", login: "ada.lovelace" } }) { login }';
    const variables = Object.fromEntries(logins.map((login, at) => [`l${at}`, login]));
    const declared = logins.map((_, at) => `$l${at}: String!`).join(', ');
    const answer = await stack.query(`query (${declared}) { ${fields.join(' ')} ${ada} }`, variables);
    expect(errorCodes(answer)).toEqual([]);
    const { ada: found, ...others } = answer.data;
    expect(found).toEqual({ login: 'ada.lovelace' });
    expect(Object.values(others).every((user) => user === null)).toBe(true);
  });
});
