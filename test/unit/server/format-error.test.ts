import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { RollcallError } from '#domain/errors.ts';
import { bodyOf, serve } from './serving.ts';
import type { ErrorBody, Serving } from './serving.ts';

const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

interface Outcome extends ErrorBody {
  readonly text: string;
  readonly logged: readonly string[];
}

/** What a caller sees and the log keeps when the directory gives, or throws, this. */
async function answerWhen(systems: () => unknown, query = '{ systems { key version } }'): Promise<Outcome> {
  const directory = {
    get systems() {
      return systems();
    },
  };
  const server = await serve({ directory });
  running.push(server);
  const response = await server.post({ query });
  const body = await bodyOf(response.clone());
  return { ...body, text: await response.text(), logged: server.logged };
}

const thrown = (error: unknown) => (): never => {
  throw error;
};

const masked =
  'Something went wrong inside the gateway; its log has the details under the x-request-id of this answer.';

describe('what nobody foresaw', () => {
  it.each([
    ['an error', new Error('password=s3cret')],
    ['an error of a library', new TypeError('cannot read s3cret of undefined')],
    [
      'an error that says it is fit for clients',
      Object.assign(new Error('s3cret'), { extensions: { code: 'NOT_FOUND', hint: 's3cret' } }),
    ],
    ['a GraphQL error', new GraphQLError('s3cret', { extensions: { code: 'NOT_FOUND', hint: 's3cret' } })],
    ['text', 's3cret'],
    ['an object', { s3cret: 's3cret' }],
    ['nothing', undefined],
    ['one of ours that says it is a defect', new RollcallError('INTERNAL', 's3cret')],
    ['one with a cause', new Error('outer', { cause: new Error('s3cret') })],
  ])('is masked: %s', async (_name, error) => {
    const { errors, text } = await answerWhen(thrown(error));
    expect(errors).toEqual([
      {
        message: masked,
        path: ['systems'],
        locations: [expect.anything()],
        extensions: { code: 'INTERNAL' },
      },
    ]);
    expect(text).not.toContain('s3cret');
    expect(text).not.toMatch(/stack|node_modules|\.ts/u);
  });

  it('is in the log, once, with where it came from', async () => {
    const { logged } = await answerWhen(thrown(new Error('the details')));
    const defects = logged.filter((line) => line.includes('the details'));
    expect(defects).toHaveLength(1);
    const line = JSON.parse(defects[0] ?? '') as {
      msg: string;
      requestId: string;
      path: string[];
      err: { stack: string };
    };
    expect(line).toMatchObject({ msg: 'defect', path: ['systems'] });
    expect(line.err.stack).toContain('format-error.test.ts');
    expect(line.requestId).toHaveLength(36);
  });

  it('is masked where a value does not fit its type, too', async () => {
    const system = (key: unknown) => ({ key, name: 's3cret', kind: 'x', url: 'x' });
    for (const [value, query] of [
      [[system({ s3cret: 1 })], '{ systems { key } }'],
      [[system(undefined)], '{ systems { key } }'],
      [[system('a')], '{ systems { isReadOnly } }'],
      ['s3cret', '{ systems { key } }'],
    ] as const) {
      const { errors, text, logged } = await answerWhen(() => value, query);
      expect(errors.map(({ message, extensions }) => [message, extensions])).toEqual([
        [masked, { code: 'INTERNAL' }],
      ]);
      expect(text).not.toContain('s3cret');
      expect(logged.filter((line) => line.includes('"defect"'))).toHaveLength(1);
    }
  });

  it('names the system where it is about one', async () => {
    const { errors } = await answerWhen(
      thrown(new RollcallError('INTERNAL', 's3cret', { system: 'squash' })),
    );
    expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL', system: 'squash' });
  });
});

describe('what somebody can act on', () => {
  it('is told with all its facts and nothing else', async () => {
    const error = new RollcallError('UPSTREAM_RATE_LIMITED', 'squash asks to slow down.', {
      system: 'squash',
      httpStatus: 429,
      retryAfterSeconds: 7,
      cause: new Error('s3cret'),
    });
    const { errors, text, logged } = await answerWhen(thrown(error));
    expect(errors).toEqual([
      {
        message: 'squash asks to slow down.',
        path: ['systems'],
        locations: [expect.anything()],
        extensions: {
          code: 'UPSTREAM_RATE_LIMITED',
          system: 'squash',
          httpStatus: 429,
          isRetryable: true,
          retryAfterSeconds: 7,
        },
      },
    ]);
    expect(text).not.toContain('s3cret');
    expect(logged.filter((line) => line.includes('"defect"'))).toEqual([]);
  });

  it('is told without facts that are not known', async () => {
    const { errors } = await answerWhen(thrown(new RollcallError('NOT_FOUND', 'x', { field: ['by', 'id'] })));
    expect(errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', isRetryable: false, field: ['by', 'id'] });
  });
});

describe('what the caller got wrong', () => {
  it.each([
    ['syntax', '{ systems {', {}],
    ['an unknown field', '{ systems { nothing } }', {}],
    ['an argument of the wrong type', '{ system(key: 42) { key } }', {}],
    ['a missing argument', '{ system { key } }', {}],
    ['a variable of the wrong type', 'query ($k: String!) { system(key: $k) { key } }', { k: 42 }],
    ['a null variable where one way must be chosen', 'query ($id: ID) { user(by: { id: $id }) { id } }', {}],
    ['two ways where one must be chosen', '{ user(by: { id: "a", current: "b" }) { id } }', {}],
    ['a DateTime that is none', '{ users(filter: { lastLoginBefore: "yesterday" }) { totalCount } }', {}],
    [
      'a DateTime in a variable that is none',
      'query ($t: DateTime) { users(filter: { lastLoginBefore: $t }) { totalCount } }',
      { t: 'yesterday' },
    ],
    [
      'a directive without its value',
      'query ($x: Boolean = true) { viewer @skip(if: $x) { name } }',
      { x: null },
    ],
  ])('is told as such, and is no defect: %s', async (_name, query, variables) => {
    const server = await serve({ directory: { systems: [], pageLimits: { maxSize: 1 } } });
    running.push(server);
    const { errors } = await bodyOf(await server.post({ query, variables }));
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_INPUT']);
    expect(errors[0]?.message).not.toBe(masked);
    expect(server.logged.filter((line) => line.includes('"defect"'))).toEqual([]);
  });
});
