import { describe, expect, it } from 'vitest';
import { keepLargeIntegers } from '#connectors/zephyr/exact-integers.ts';

function keep(text: string): unknown {
  return JSON.parse(keepLargeIntegers({ status: 200, headers: {}, text, asked: 'GET /x' }).text);
}

describe('integers beyond 2^53', () => {
  it('are kept to the last digit, as strings', () => {
    expect(keep('[{"id" : 9007199254740993}, {"id":-9223372036854775808}]')).toEqual([
      { id: '9007199254740993' },
      { id: '-9223372036854775808' },
    ]);
  });

  it('leave smaller ones, fractions and digits inside strings as they are', () => {
    const text =
      '{"a":9007199254740991,"b":0.12345678901234567,"c":"id 9007199254740993","d\\"9007199254740993":1}';
    expect(keep(text)).toEqual(JSON.parse(text));
  });
});
