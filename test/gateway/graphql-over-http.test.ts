import { serverAudits } from 'graphql-http';
import type { AuditResult } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack } from '../support/start-stack.ts';
import type { GraphqlAnswer, Stack } from '../support/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const audits = serverAudits({ url: () => stack.url });

/** Optional, and refused for a reason. Each is held to fail, so that a change is noticed either way. */
const refused: Readonly<Record<string, string>> = {
  // A page in a browser can send such a request with the visitor's cookies and addresses, unasked (CSRF).
  'MAY accept application/x-www-form-urlencoded formatted GET requests': 'a GET without a preflight',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json':
    'a GET without a preflight',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json':
    'a GET without a preflight',
};

describe('GraphQL over HTTP, as its audit has it', () => {
  it.each(audits.filter(({ name }) => refused[name] === undefined))('$id $name', async ({ fn }) => {
    const result = await fn();
    expect(result.status, told(result)).toBe('ok');
  });

  it.each(Object.keys(refused))('does not do what it may: %s', async (name) => {
    const result = await audits.find((audit) => audit.name === name)?.fn();
    expect(result?.status).toBe('notice');
  });

  it('is all of the audit', () => {
    const levels = audits.map(({ name }) => /^(?<level>MUST|SHOULD|MAY)\b/u.exec(name)?.groups?.['level']);
    const counts = new Map<string | undefined, number>();
    for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ MUST: 13, SHOULD: 23, MAY: 25 });
  });
});

describe('media types', () => {
  const ask = async (accept: string | undefined, body: object): Promise<Response> =>
    fetch(stack.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) },
      body: JSON.stringify(body),
    });
  const typeOf = (response: Response): string | undefined =>
    response.headers.get('content-type')?.split(';')[0];
  const both = 'application/graphql-response+json, application/json;q=0.9';

  it.each([
    ['nothing', undefined, 'application/json'],
    ['anything', '*/*', 'application/json'],
    ['the older type', 'application/json', 'application/json'],
    ['the newer type', 'application/graphql-response+json', 'application/graphql-response+json'],
    ['both, the newer one first', both, 'application/graphql-response+json'],
  ])('whoever accepts %s gets it', async (_name, accept, expected) => {
    const response = await ask(accept, { query: '{ viewer { name } }' });
    expect([response.status, typeOf(response)]).toEqual([200, expected]);
  });

  it.each<[string, object]>([
    ['syntax', { query: '{' }],
    ['a field that is not there', { query: '{ nothing }' }],
    [
      'a variable of another type',
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: [] } },
    ],
    ['no operation of that name', { query: 'query A { viewer { name } }', operationName: 'B' }],
  ])('what cannot be executed (%s) has the status its media type wants', async (_name, body) => {
    const statuses = {
      'application/json': 200,
      'application/graphql-response+json': 400,
      [both]: 400,
      '*/*': 400,
    };
    for (const [accept, status] of Object.entries(statuses)) {
      const response = await ask(accept, body);
      expect(response.status, accept).toBe(status);
      const answer = (await response.json()) as GraphqlAnswer;
      expect(Object.keys(answer)).not.toContain('data');
      expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
  });

  it('what is no request at all is 400 in either type', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json'])
      for (const body of [{}, { query: '' }, { query: 7 }])
        expect((await ask(accept, body)).status).toBe(400);
  });

  it('what was executed is 200 in either type, also where a field failed', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await ask(accept, { query: '{ node(id: "x") { id } }' });
      expect([response.status, typeOf(response)]).toEqual([200, accept]);
      expect(await response.json()).toMatchObject({
        data: { node: null },
        errors: [{ extensions: { code: 'INVALID_INPUT' } }],
      });
    }
  });

  it('a browser gets a page, a program that sends the same GET does not', async () => {
    const page = await fetch(stack.url, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('vary')).toBe('accept');
    expect(await page.text()).not.toContain('"errors"');
    const program = await fetch(stack.url, { headers: { accept: 'application/json' } });
    expect([program.status, typeOf(program)]).toEqual([400, 'application/json']);
  });

  it('a GET that a browser cannot be tricked into is answered; a mutation over GET never is', async () => {
    const get = async (document: string): Promise<Response> =>
      fetch(`${stack.url}?query=${encodeURIComponent(document)}`, {
        headers: { 'apollo-require-preflight': 'true', accept: 'application/graphql-response+json' },
      });
    expect((await get('{ viewer { name } }')).status).toBe(200);
    const mutation = await get('mutation { deleteUsers(input: { users: [] }) { outcome } }');
    expect(mutation.status).toBe(405);
    expect(mutation.headers.get('allow')).toBe('POST');
  });
});

function told(result: AuditResult): string {
  if (result.status === 'ok') return '';
  return `${result.reason} (${result.response.status} ${result.response.headers.get('content-type')})`;
}
