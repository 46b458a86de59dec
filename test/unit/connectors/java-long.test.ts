import { expect, it } from 'vitest';
import { isJavaLong } from '#connectors/java-long.ts';

it.each(['0', '7', '-42', '9223372036854775807', '-9223372036854775808', '1000000000000000000'])(
  '%s can be an id',
  (text) => {
    expect(isJavaLong(text)).toBe(true);
  },
);

it.each([
  '',
  '-0',
  '007',
  '+1',
  '1.0',
  '1e3',
  ' 1',
  '٣',
  '9223372036854775808',
  '-9223372036854775809',
  '1'.repeat(20),
])('%j cannot', (text) => {
  expect(isJavaLong(text)).toBe(false);
});
