import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parsePage } from '#http/answer.ts';
import { parseExactJson } from '#http/exact-json.ts';
import type { HttpAnswer } from '#http/http.ts';

const shape = {
  envelope: z.object({ total: z.int(), _embedded: z.object({ users: z.array(z.unknown()) }) }),
  row: z.object({ id: z.union([z.int(), z.string()]) }),
  paths: [
    ['_embedded', 'users'],
    ['_embedded', 'guests'],
  ],
};

function answerOf(text: string): HttpAnswer {
  return { status: 200, headers: {}, text, asked: 'GET /users' };
}

function pageOf(text: string) {
  return parsePage(shape, answerOf(text), 'here');
}

describe('a page', () => {
  it('is its envelope without the rows, and the rows of all paths in the order they stand', () => {
    const { envelope, rows } = pageOf(
      ' {"_embedded" : {"guests":[{"id":3}], "users" :\n[ {"id":1,"more":{"users":[5]}}, {"id":2} ] }, "total":3}',
    );
    expect(envelope).toEqual({ total: 3, _embedded: { users: [] } });
    expect(rows).toEqual([{ id: 3 }, { id: 1 }, { id: 2 }]);
  });

  it('holds large integers as strings, in the envelope and in rows', () => {
    expect(pageOf('{"_embedded":{"users":[{"id":9007199254740993}]},"total":1}').rows).toEqual([
      { id: '9007199254740993' },
    ]);
    expect(() => pageOf('{"_embedded":{"users":[]},"total":9007199254740993}')).toThrow('at total: ');
  });

  it('is read as a whole parse would read it where names are escaped or stand twice', () => {
    expect(pageOf(String.raw`{"_embedded":{"us\u0065rs":[{"id":1}]},"total":1}`).rows).toEqual([{ id: 1 }]);
    const twice = '{"_embedded":{"users":[{"id":1}],"users":[{"id":2}]},"total":1}';
    expect(pageOf(twice).rows).toEqual([{ id: 2 }]);
    const { users } = (JSON.parse(twice) as { _embedded: { users: unknown } })._embedded;
    expect(pageOf(twice).rows).toEqual(users);
  });

  it.each([
    ['{"_embedded":{"users":[{"id":1},{"id":true}]},"total":1}', 'at _embedded.users[1].id: '],
    ['{"_embedded":{"users":[{"id":1},7]},"total":1}', 'at _embedded.users[1]: '],
    ['{"_embedded":{"users":null},"total":1}', 'at _embedded.users: '],
    ['{"_embedded":{"users":{"id":1}},"total":1}', 'at _embedded.users: '],
    ['{"_embedded":{},"total":1}', 'at _embedded.users: '],
    ['{"_embedded":[1],"total":1}', 'at _embedded: '],
    ['{"_embedded":{"users":[]}}', 'at total: '],
    ['[]', 'at the whole body: '],
    ['7', 'at the whole body: '],
    ['', 'an empty body'],
    ['<html>', 'expected JSON'],
    ['{"_embedded":{"users":[{"id":1}', 'expected JSON'],
    ['{"_embedded":{"users":[{"id":1}]},"total":1', 'expected JSON'],
    ['{"_embedded":{"users":[{"id":1},]},"total":1}', 'expected JSON'],
    ['{"_embedded":{"users":[{"id":1}]},"total":1}}', 'expected JSON'],
    ['{"_embedded":{"users":[{"id":1}]]},"total":1}', 'expected JSON'],
    ['{"_embedded" {"users":[{"id":1}]},"total":1}', 'expected JSON'],
  ])('that does not fit is refused by the place: %s', (text, message) => {
    expect(() => pageOf(text)).toThrow(
      expect.objectContaining({
        code: 'UPSTREAM_BAD_RESPONSE',
        system: 'here',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it('loses nothing of what a whole parse finds, whatever else is in it', () => {
    const any = fc.jsonValue({ maxDepth: 2 });
    const names = fc.string().filter((name) => name !== 'rows' && name !== '__proto__');
    const extras = fc.dictionary(names, any);
    fc.assert(
      fc.property(
        extras,
        fc.array(any),
        extras,
        fc.constantFrom(undefined, 2),
        (before, rows, after, indent) => {
          const text = JSON.stringify({ ...before, rows, ...after }, null, indent);
          const loose = { envelope: z.looseObject({}), row: z.unknown(), paths: [['rows']] };
          const page = parsePage(loose, answerOf(text), 'here');
          expect({ ...page.envelope, rows: page.rows }).toEqual(parseExactJson(text));
        },
      ),
    );
  });
});
