import { expect, it } from 'vitest';
import { auditTableRow } from '#cli/audit-table.ts';
import { cell } from '#cli/table-cell.ts';

it.each([
  ['ada', 5, 'ada  '],
  ['ada', 3, 'ada'],
  ['adam', 3, 'ad…'],
  ['', 2, '  '],
  ['ada', 1, '…'],
  ['ada', 0, ''],
  ['山田', 5, '山田 '],
  ['山田太', 4, '山… '],
  ['é́é', 2, 'é́é'],
  ['a\nb', 3, 'a\ufffdb'],
])('a cell of %j, %i wide, is %j', (text, width, expected) => {
  expect(cell(text, width)).toBe(expected);
});

it('a row is never wider than the terminal', () => {
  const record = {
    kind: 'CONTINUED',
    sequence: 12,
    at: '2026-05-04T12:00:00.000Z',
    previous: '',
    hash: '',
  } as const;
  const whole = auditTableRow(record, undefined);
  expect(whole).toMatch(/goes on after record 11 of the file before$/u);
  for (let width = 1; width <= whole.length; width += 1) {
    expect(auditTableRow(record, width).length).toBeLessThanOrEqual(width);
  }
  expect(auditTableRow(record, whole.length)).toBe(whole);
});
