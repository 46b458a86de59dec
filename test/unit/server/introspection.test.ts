import { expect, it } from 'vitest';
import { bodyOf, serve } from './serving.ts';
import { stopAfterEach } from './stop-after-each.ts';

const track = stopAfterEach();
const closed = async () => track(serve({ introspection: false, directory: { systems: [] } }));

it.each([
  '{ __schema { types { name } } }',
  '{ __type(name: "User") { name } }',
  '{ ...a } fragment a on Query { hidden: __schema { types { name } } }',
])('the schema is not shown: %s', async (query) => {
  const { post } = await closed();
  const response = await post({ query });
  expect(response.status).toBe(403);
  const { errors, data } = await bodyOf(response);
  expect(data).toBeUndefined();
  expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN' }]);
  expect(errors[0]?.message).toContain('does not show its schema');
  expect(errors[0]?.message).not.toContain('Apollo');
});

it('what is no introspection is answered as ever', async () => {
  const { post } = await closed();
  const response = await post({ query: '{ __typename viewer { __typename name } }' });
  expect(await response.json()).toMatchObject({
    data: { __typename: 'Query', viewer: { __typename: 'Viewer', name: 'anonymous' } },
  });
});

/** Each is near enough to a real name for graphql-js to suggest it. */
const slips: readonly [string, object][] = [
  ['{ viewr { name } }', {}],
  ['{ viewer { nam } }', {}],
  ['{ user(bye: { id: "a" }) { id } }', {}],
  ['{ user(by: { idd: "a" }) { id } }', {}],
  ['{ users(filter: { status: ACTIV }) { totalCount } }', {}],
  ['query ($u: UsrRef!) { user(by: $u) { id } }', {}],
  ['query ($by: UserRef!) { user(by: $by) { id } }', { by: { idd: 'a' } }],
  ['query ($f: UserFilter) { users(filter: $f) { totalCount } }', { f: { serch: 'a' } }],
  ['query ($f: UserFilter) { users(filter: $f) { totalCount } }', { f: { status: 'ACTIV' } }],
  ['{ viewer { name @skp(if: true) } }', {}],
];

it.each(slips)('no names are suggested for mistaken ones: %s %j', async (query, variables) => {
  const hidden = await (await (await closed()).post({ query, variables })).text();
  expect(hidden).toContain('"code":"INVALID_INPUT"');
  expect(hidden).not.toContain('Did you mean');
});

it('names are suggested where the schema is shown', async () => {
  const { post } = await track(serve());
  const texts = await Promise.all(
    slips.map(async ([query, variables]) => (await post({ query, variables })).text()),
  );
  expect(texts.filter((text) => text.includes('Did you mean')).length).toBeGreaterThan(slips.length / 2);
});

it('the schema is not shown either where only trusted documents are executed', async () => {
  const introspect = '{ __schema { types { name } } }';
  const { post } = await track(serve({ documentsOnly: true, documents: { introspect } }));
  expect((await post({ documentId: 'introspect' })).status).toBe(403);
});

it('GraphiQL is served all the same: it tells what the gateway says', async () => {
  const { origin } = await track(serve({ introspection: false, graphiql: true }));
  const response = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html' } });
  expect(response.status).toBe(200);
});
