import { describe, expect, it } from 'vitest';
import { parseExactJson } from '#http/exact-json.ts';

describe('integers beyond 2^53', () => {
  it('are kept to the last digit, as strings', () => {
    const text = '[{"id" : 9007199254740993}, {"id":-9223372036854775808},1000000000000000000000]';
    expect(parseExactJson(text)).toEqual([
      { id: '9007199254740993' },
      { id: '-9223372036854775808' },
      '1000000000000000000000',
    ]);
  });

  it.each(Array.from({ length: 17 }, (_, blanks) => blanks))(
    'are found wherever they stand: %i',
    (blanks) => {
      expect(parseExactJson(`${' '.repeat(blanks)}9007199254740993`)).toBe('9007199254740993');
      expect(parseExactJson(`[${' '.repeat(blanks)}9007199254740993 ]`)).toEqual(['9007199254740993']);
    },
  );

  it.each([
    '{"a":9007199254740991,"b":0.12345678901234567,"c":"id 9007199254740993","d\\"9007199254740993":1}',
    '[1e30,-0,1721990400000,null,true,"",12345678.12345678]',
    '"0123456789012345"',
  ])('leave everything else as it is: %s', (text) => {
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });

  it('do not make other text JSON', () => {
    for (const text of ['', '{', '[9007199254740993', '<html>']) {
      expect(() => parseExactJson(text)).toThrow(SyntaxError);
    }
  });
});

it('text nested deeper than the stack is no JSON anybody means', () => {
  const deep = `${'['.repeat(20_000)}12345678901234567890${']'.repeat(20_000)}`;
  expect(() => parseExactJson(deep)).toThrow(SyntaxError);
});
