import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bodyOf, serve } from './serving.ts';
import type { ServingOptions } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();

const trusted = 'query who { viewer { name } }';
const hash = createHash('sha256').update(trusted).digest('hex');
const parametrized = 'query one($key: String!) { system(key: $key) { key } }';
const documents = { [hash]: trusted, 'sha256:abc': trusted, one: parametrized };
const other = '{ viewer { name scopes } }';
const answer = { data: { viewer: { name: 'anonymous' } } };
const persisted = (sha256Hash: unknown) => ({ persistedQuery: { version: 1, sha256Hash } });

async function serving(options: ServingOptions = {}) {
  const directory = { findSystem: (key: string) => ({ key }) };
  const server = await track(serve({ documents, directory, ...options }));
  const get = async (parameters: Record<string, string>) =>
    fetch(`${server.origin}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
  return { ...server, get };
}

describe.each([false, true])('a trusted document, where nothing else is executed: %j', (documentsOnly) => {
  it.each([
    ['its id', { documentId: hash }],
    ['its id, marked as a hash', { documentId: `sha256:${hash}` }],
    ['its id, marked in the list but not here', { documentId: 'abc' }],
    ['its hash, as Apollo’s clients send it', { extensions: persisted(hash) }],
    ['both, where they agree', { documentId: hash, extensions: persisted(hash) }],
    ['its own text', { query: trusted }],
    ['its text and its hash', { query: trusted, extensions: persisted(hash) }],
    ['its id, and null for what is not said', { documentId: hash, query: null, extensions: null }],
  ])('is executed by %s', async (_how, body) => {
    const { post } = await serving({ documentsOnly });
    const response = await post(body);
    expect(await response.json()).toMatchObject(answer);
  });

  it('takes variables and the name of an operation', async () => {
    const { post, get } = await serving({ documentsOnly });
    const variables = { key: 'squash' };
    const posted = await post({ documentId: 'one', operationName: 'one', variables });
    expect(await posted.json()).toMatchObject({ data: { system: { key: 'squash' } } });
    const got = await get({ documentId: 'one', variables: JSON.stringify(variables) });
    expect(await got.json()).toMatchObject({ data: { system: { key: 'squash' } } });
  });

  it('is executed by GET too', async () => {
    const { get } = await serving({ documentsOnly });
    expect(await (await get({ documentId: hash })).json()).toMatchObject(answer);
    expect(await (await get({ extensions: JSON.stringify(persisted(hash)) })).json()).toMatchObject(answer);
  });

  it.each([{ documentId: 'nobody' }, { extensions: persisted('0'.repeat(64)) }, { documentId: '__proto__' }])(
    'that nobody knows is not found: %j',
    async (body) => {
      const { post, get } = await serving({ documentsOnly });
      for (const response of [await post(body), await get(asParameters(body))]) {
        expect(response.status).toBe(404);
        const { errors } = await bodyOf(response);
        expect(errors).toEqual([
          {
            message: expect.stringContaining('No trusted document has this id.'),
            extensions: { code: 'NOT_FOUND' },
          },
        ]);
      }
    },
  );

  it.each([
    { documentId: 7 },
    { documentId: ['a'] },
    { documentId: hash, extensions: persisted('another') },
    { extensions: persisted(7) },
    { documentId: hash, query: other },
    { query: other, extensions: persisted(createHash('sha256').update(other).digest('hex')) },
  ])('is not guessed: %j', async (body) => {
    const { post } = await serving({ documentsOnly });
    const response = await post(body);
    expect(response.status).toBe(400);
    expect((await bodyOf(response)).errors[0]?.extensions['code']).toBe('INVALID_INPUT');
  });

  it('has no hash that is no object', async () => {
    const { post } = await serving({ documentsOnly });
    const response = await post({ query: trusted, extensions: { persistedQuery: true } });
    expect((await bodyOf(response)).errors[0]).toMatchObject({
      message: 'PersistedQueryNotSupported',
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  it('cannot be registered by a caller', async () => {
    const { post } = await serving({ documentsOnly });
    const sha256Hash = createHash('sha256').update(other).digest('hex');
    await post({ query: other, extensions: persisted(sha256Hash) });
    expect((await post({ extensions: persisted(sha256Hash) })).status).toBe(404);
  });
});

function asParameters(body: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

describe('where only trusted documents are executed', () => {
  it.each([other, `${trusted} `, '', '{ __schema { types { name } } }', '{'])(
    'any other is refused: %j',
    async (query) => {
      const { post, get } = await serving({ documentsOnly: true });
      for (const response of [await post({ query }), await get({ query })]) {
        expect(response.status).toBe(403);
        expect((await bodyOf(response)).errors[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
      }
    },
  );

  it('nothing slips by in a shape of its own', async () => {
    const { post, origin } = await serving({ documentsOnly: true });
    const headers = { 'apollo-require-preflight': 'true' };
    const text = encodeURIComponent(other);
    for (const response of [
      await post([{ query: other }]),
      await post({ query: { kind: 'Document' } }),
      await post({ query: [other] }),
      await fetch(`${origin}/graphql?query=${encodeURIComponent(trusted)}&query=${text}`, { headers }),
      await fetch(`${origin}/graphql?documentId=${hash}&query=${text}`, { headers }),
      await fetch(`${origin}/graphql?documentId=${hash}&documentId=one`, { headers }),
    ]) {
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('"data":{');
    }
  });
});

it('a list of operations is refused, and the message says why', async () => {
  const { post } = await serving();
  const response = await post([{ query: trusted }]);
  expect(response.status).toBe(400);
  expect((await bodyOf(response)).errors[0]?.message).toContain('Batches are not executed');
});
