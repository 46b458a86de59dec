import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '#domain/instant.ts';

const instant = fc.integer({
  min: Date.parse('0000-01-01T00:00:00Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});

const pad = (value: number): string => String(value).padStart(2, '0');

describe('instants', () => {
  it('come back as they were written', () => {
    fc.assert(fc.property(instant, (value) => parseInstant(formatInstant(value)) === value));
  });

  it('are the same in every offset', () => {
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const within = fc.integer({ min: Date.parse('0001-01-01'), max: Date.parse('9998-12-31') });
    fc.assert(
      fc.property(within, offset, (value, minutes) => {
        const local = new Date(value + minutes * 60_000).toISOString().slice(0, -1);
        const size = Math.abs(minutes);
        const written = `${local}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
        expect(parseInstant(written)).toBe(value);
      }),
    );
  });

  it.each([
    ['2026-01-31T08:15:00Z', '2026-01-31T08:15:00.000Z'],
    ['2026-01-31t08:15:00z', '2026-01-31T08:15:00.000Z'],
    ['2026-01-31 08:15:00Z', '2026-01-31T08:15:00.000Z'],
    ['2026-01-31T08:15Z', '2026-01-31T08:15:00.000Z'],
    ['2026-01-31T08:15:00.5Z', '2026-01-31T08:15:00.500Z'],
    ['2026-01-31T08:15:00.123456789Z', '2026-01-31T08:15:00.123Z'],
    ['2026-01-31T08:15:00-00:00', '2026-01-31T08:15:00.000Z'],
    ['2026-01-01T00:00:00+05:30', '2025-12-31T18:30:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('%s is %s', (written, utc) => {
    expect(formatInstant(parseInstant(written) ?? Number.NaN)).toBe(utc);
  });

  it.each([
    ['a date alone', '2026-01-31'],
    ['no offset', '2026-01-31T08:15:00'],
    ['an offset without colon', '2026-01-31T08:15:00+0200'],
    ['a zone by name', '2026-01-31T08:15:00 CET'],
    ['a day the month has not', '2026-02-30T00:00:00Z'],
    ['a leap day of another year', '2025-02-29T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 24', '2026-01-31T24:00:00Z'],
    ['minute 60', '2026-01-31T08:60:00Z'],
    ['second 61', '2026-01-31T08:15:61Z'],
    ['an offset of a day', '2026-01-31T08:15:00+24:00'],
    ['a year of five digits', '12026-01-31T08:15:00Z'],
    ['a number', '1769847300000'],
    ['digits of another script', '２０２６-01-31T08:15:00Z'],
    ['blanks around it', ' 2026-01-31T08:15:00Z'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('are not: %s', (_name, written) => {
    expect(parseInstant(written)).toBeUndefined();
  });
});
