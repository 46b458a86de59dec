import { expect, it } from 'vitest';
import { filled, known } from '#connectors/known.ts';

it('members that are not known are left out, all others kept', () => {
  const members = { name: 'ada', email: undefined, isActive: false, count: 0, note: '', nothing: null };
  expect(Object.entries(known(members))).toEqual([
    ['name', 'ada'],
    ['isActive', false],
    ['count', 0],
    ['note', ''],
    ['nothing', null],
  ]);
});

it.each([null, undefined, '', ' \t'])('%j says nothing', (text) => {
  expect(filled(text)).toBeUndefined();
});

it('text is kept to the last blank', () => {
  expect(filled(' Admin desk ')).toBe(' Admin desk ');
});
