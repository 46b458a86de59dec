import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseRows } from '#http/answer.ts';
import { elementsOf } from '#http/json-elements.ts';

describe('the elements of a JSON array', () => {
  it('are those that parsing it as a whole gives, however it is written', () => {
    const value = fc.array(fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t', '\r\n '), (elements, indent) => {
        const text = JSON.stringify(elements, null, indent);
        const parsed = [...elementsOf(Buffer.from(` ${text}\n`))].map(
          (element) => JSON.parse(element) as unknown,
        );
        expect(parsed).toEqual(JSON.parse(text));
      }),
    );
  });

  it('are refused, together or one by one, wherever the whole would be', () => {
    const signs = fc.array(fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '1', ' ', '"a"'), {
      maxLength: 12,
    });
    const read = (text: string) =>
      [...elementsOf(Buffer.from(text))].map((element) => JSON.parse(element) as unknown);
    fc.assert(
      fc.property(signs, (parts) => {
        const text = parts.join('');
        expect(outcomeOf(() => read(text))).toEqual(outcomeOf(() => arrayOf(text)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('rows of an answer', () => {
  const row = z.object({ id: z.int() });
  const answer = { status: 200, headers: {}, asked: 'GET /rows' };
  const rowsOf = (text: string) => parseRows(row, { ...answer, text }, 'here');

  it('come one by one, so that what is not wanted is not read', () => {
    const rows = rowsOf('[{"id":1},{"id":2},{"id":"three"}]');
    expect(rows.next().value).toEqual({ id: 1 });
    expect(rows.next().value).toEqual({ id: 2 });
    expect(() => rows.next()).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_BAD_RESPONSE', system: 'here', httpStatus: 200 }),
    );
  });

  it('come from the bytes where there are some, behind a byte order mark too', () => {
    const bytes = Buffer.from('\u{feff} [{"id":1},{"id":2}]');
    expect([...parseRows(row, { ...answer, bytes, text: 'not read' }, 'here')]).toHaveLength(2);
  });

  it.each([
    ['[{"id":1},{"id":"two"}]', 'at [1].id: '],
    ['[{"id":1},7]', 'at [1]: '],
    ['{"id":1}', 'at the whole body: expected an array'],
    ['null', 'at the whole body: expected an array'],
    ['', 'an empty body'],
    ['[{"id":1},', 'expected JSON'],
    ['[{"id":1}', 'expected JSON'],
    ['[{"id":1}] ]', 'expected JSON'],
    ['<html>', 'expected JSON'],
  ])('that do not fit are refused by their place: %s', (text, message) => {
    expect(() => [...rowsOf(text)]).toThrow(message);
  });
});

function arrayOf(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  if (!Array.isArray(value)) throw new SyntaxError('no array');
  return value;
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError) return 'refused';
    throw error;
  }
}
