import { getIntrospectionQuery } from 'graphql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variablesSize } from '#server/limits/variables-size.ts';
import { bodyOf, serve } from './serving.ts';
import type { ErrorBody, Serving } from './serving.ts';

const limits = { maxDepth: 15, maxAliases: 10, maxRootFields: 5, maxVariableValues: 60 };

let serving: Serving;
beforeAll(async () => {
  serving = await serve({ limits, maxBodyBytes: 1_000_000 });
});
afterAll(() => serving.stop());

/** What refuses a document, or undefined where it is executed. */
async function refusalOf(query: string, variables: object = {}): Promise<string | undefined> {
  const response = await serving.post({ query, variables });
  const { errors, data } = (await response.json()) as Partial<ErrorBody>;
  const [error] = errors ?? [];
  if (error?.extensions['code'] !== 'TOO_EXPENSIVE') {
    // Nothing else may be wrong with it, or the test would show nothing.
    expect(errors).toBeUndefined();
    return undefined;
  }
  expect([response.status, data, errors?.length]).toEqual([400, undefined, 1]);
  return error.message;
}

const named = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');

/** Fields so many levels deep, by way of the schema's own schema: it needs no directory. */
const deep = (levels: number): string =>
  `{ __type(name: "User") { ${'ofType { '.repeat(levels - 2)}name ${'} '.repeat(levels - 2)}} }`;

describe('depth', () => {
  it('counts levels of fields', async () => {
    expect(await refusalOf(deep(15))).toBeUndefined();
    expect(await refusalOf(deep(16))).toBe(
      'The operation is nested 16 levels deep; 15 are allowed. Ask for less at once, or raise limits.maxDepth.',
    );
  });

  it('leaves what GraphiQL asks for the schema alone', async () => {
    expect(await refusalOf(getIntrospectionQuery())).toBeUndefined();
    const all = { descriptions: true, specifiedByUrl: true, inputValueDeprecation: true, oneOf: true };
    expect(await refusalOf(getIntrospectionQuery(all))).toBeUndefined();
  });

  it('does not count fragments, but what is in them, wherever they are spread', async () => {
    const inline = `{ ${'... { '.repeat(30)}__typename ${'} '.repeat(30)}}`;
    expect(await refusalOf(inline)).toBeUndefined();
    const half = `fragment half on __Type { ${'ofType { '.repeat(7)}name ${'} '.repeat(7)}}`;
    const spread = (levels: number): string =>
      `{ shallow: __type(name: "User") { ...half } deep: __type(name: "User") {
        ${'ofType { '.repeat(levels)}...half ${'} '.repeat(levels)}} } ${half}`;
    expect(await refusalOf(spread(6))).toBeUndefined();
    expect(await refusalOf(spread(7))).toContain('nested 16 levels deep');
  });

  it('does not count what is left out', async () => {
    const document = (directive: string): string =>
      `query ($yes: Boolean = true) { __typename @skip(if: $yes) ... ${directive} ${deep(16)} }`;
    for (const directive of ['@skip(if: true)', '@include(if: false)', '@skip(if: $yes)'])
      expect(await refusalOf(document(directive)), directive).toBeUndefined();
    for (const directive of ['@skip(if: false)', '@include(if: true)', '@include(if: $yes)', ''])
      expect(await refusalOf(document(directive)), directive).toContain('16 levels');
    expect(await refusalOf(document('@skip(if: $yes)'), { yes: false })).toContain('16 levels');
  });

  it('is refused also beyond what the stack can hold', async () => {
    const levels = 30;
    const chained = named(
      78,
      (at) =>
        `fragment f${at} on __Type { ${'ofType { '.repeat(levels)}name ${at < 77 ? `...f${at + 1}` : ''} ${'} '.repeat(levels)}}`,
    );
    expect(await refusalOf(`{ __type(name: "User") { ...f0 } } ${chained}`)).toContain('levels deep');
    const nested = await serving.post({
      query: `{ __type(name: "User") { ${'ofType { '.repeat(6000)}name ${'} '.repeat(6000)}} }`,
    });
    expect(await bodyOf(nested)).toMatchObject({
      errors: [
        { message: 'The document is nested too deeply to be read.', extensions: { code: 'INVALID_INPUT' } },
      ],
    });
  });
});

describe('aliases', () => {
  const names = (count: number): string => named(count, (at) => `a${at}: __typename`);

  it('are counted on every level', async () => {
    expect(await refusalOf(`{ __schema { ${names(10)} } }`)).toBeUndefined();
    expect(await refusalOf(`{ a: __schema { ${names(10)} } }`)).toBe(
      'The operation has 11 aliases; 10 are allowed. Ask for less at once, or raise limits.maxAliases.',
    );
  });

  it('are counted as often as the fragment with them is spread', async () => {
    const spread = (times: number): string =>
      `{ __schema { ${named(times, () => '... { ...two }')} } } fragment two on __Schema { ${names(2)} }`;
    expect(await refusalOf(spread(5))).toBeUndefined();
    expect(await refusalOf(spread(6))).toContain('has 12 aliases');
  });

  it('are counted in no time where fragments double them', async () => {
    const doubling = named(
      200,
      (at) => `fragment f${at} on __Type { ofType { ...f${at + 1} ofType { ...f${at + 1} } } }`,
    );
    const flat = named(
      400,
      (at) => `fragment f${at} on __Schema { ... { ...f${at + 1} } ... { ...f${at + 1} } }`,
    );
    const startedAt = performance.now();
    expect(
      await refusalOf(`{ __schema { ...f0 } } ${flat} fragment f400 on __Schema { ${names(1)} }`),
    ).toContain('has more than 9,007,199,254,740,991 aliases');
    expect(
      await refusalOf(`{ __type(name: "X") { ...f0 } } ${doubling} fragment f200 on __Type { a: name }`),
    ).toContain('levels deep');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('do not count where they are left out, or in another operation', async () => {
    expect(await refusalOf(`{ __schema @skip(if: true) { ${names(11)} } __typename }`)).toBeUndefined();
    const document = `query small { __typename } query large { __schema { ${names(11)} } }`;
    const response = await serving.post({ query: document, operationName: 'small' });
    expect(response.status).toBe(200);
  });
});

describe('root fields', () => {
  const names = (count: number): string => named(count, (at) => `a${at}: __typename`);

  it.each(['query', 'mutation'])('of a %s are counted, in fragments too', async (kind) => {
    const type = kind === 'query' ? 'Query' : 'Mutation';
    const text = (count: number): string =>
      `${kind} { ...most ... on ${type} { ... { last: __typename } } } fragment most on ${type} { ${names(count)} }`;
    expect(await refusalOf(text(4))).toBeUndefined();
    expect(await refusalOf(text(5))).toBe(
      'The operation has 6 root fields; 5 are allowed. Ask for less at once, or raise limits.maxRootFields.',
    );
  });

  it('are one where they have one name', async () => {
    expect(await refusalOf(`{ ${'__typename '.repeat(20)} }`)).toBeUndefined();
  });
});

describe('variables', () => {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, each) => sum + 1 + count(each), 0)
      : 0;

  it('are counted value by value, however they are put together', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 }), { maxKeys: 30 }), (variables) => {
        const refusal = variablesSize(variables, limits).problem;
        const values = count(variables);
        if (values <= limits.maxVariableValues) expect(refusal).toBeUndefined();
        else expect(refusal).toContain(`hold ${values} values; 60 are allowed`);
      }),
    );
  });

  it('are counted to the last one', async () => {
    const ids = (length: number) => ({ ids: Array.from({ length }, () => 'x') });
    expect(await refusalOf('{ __typename }', ids(59))).toBeUndefined();
    expect(await refusalOf('{ __typename }', ids(60))).toBe(
      'The variables hold 61 values; 60 are allowed. Ask for less at once, or raise limits.maxVariableValues.',
    );
  });

  const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

  it.each([49, 50, 5000, 100_000])('are refused where they are nested %i levels deep', async (levels) => {
    const document = 'query ($at: DateTime) { users(filter: { lastLoginBefore: $at }) { totalCount } }';
    const body = `{ "query": ${JSON.stringify(document)}, "variables": { "at": ${nested(levels)} } }`;
    const { errors } = await bodyOf(await serving.post(body));
    expect(errors).toHaveLength(1);
    if (levels < 50) expect(errors[0]?.extensions['code']).toBe('INVALID_INPUT');
    else
      expect(errors[0]?.message).toBe(
        'The variables are nested more than 50 levels deep, which no input is.',
      );
  });
});

describe('what cannot be read', () => {
  it('is a document of more words than are looked at', async () => {
    const response = await serving.post({ query: `{ ${'__typename '.repeat(8000)} }` });
    expect(response.status).toBe(400);
    expect(await bodyOf(response)).toMatchObject({
      errors: [{ message: expect.stringContaining('8000 tokens'), extensions: { code: 'INVALID_INPUT' } }],
    });
  });

  it('is a null where true or false decides, and that is the caller’s to mend', async () => {
    const query = 'query ($on: Boolean = true) { __typename @include(if: $on) }';
    const response = await serving.post({ query, variables: { on: null } });
    expect(await bodyOf(response)).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(response.status).toBeLessThan(500);
  });
});

/** Documents of few words that give a careless validator much to compare. */
const worst: readonly (readonly [string, (tokens: number) => string])[] = [
  ['one field again and again', (tokens) => `{ ${'systems { key } '.repeat(tokens / 4)} }`],
  ['with an argument', (tokens) => `{ ${'node(id: "a") { id } '.repeat(tokens / 9)} }`],
  ['in inline fragments', (tokens) => `{ ${'... { systems { id } } '.repeat(tokens / 7)} }`],
  [
    'in fragments',
    (tokens) =>
      `{ ${named(tokens / 12, (at) => `...f${at}`)} } ${named(tokens / 12, (at) => `fragment f${at} on Query { systems { id } }`)}`,
  ],
  [
    'in fragments that spread one another',
    (tokens) =>
      `{ ...f0 } ${named(tokens / 12, (at) => `fragment f${at} on Query { systems { id } ${at + 1 < Math.floor(tokens / 12) ? `...f${at + 1}` : ''} }`)}`,
  ],
  ['with names that are not there', (tokens) => `{ ${named(tokens, (at) => `usrs${at}`)} }`],
];

it.each(worst)('the largest document that is read is validated in no time: %s', async (_what, make) => {
  const startedAt = performance.now();
  const response = await serving.post({ query: make(7900) });
  expect((await bodyOf(response)).errors?.[0]?.message ?? '').not.toContain('tokens');
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
