import { invalidInput } from './errors.ts';

/** Milliseconds since 1970-01-01 UTC: compact enough to be kept by the ten thousand. */
export type Instant = number;

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/u;

/** Parses RFC 3339 with an offset; undefined if it is anything else. */
export function parseInstant(text: string): Instant | undefined {
  if (!rfc3339.test(text)) return undefined;
  const value = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(value) ? undefined : value;
}

export function requireInstant(text: string, field?: readonly string[]): Instant {
  const value = parseInstant(text);
  if (value === undefined) {
    throw invalidInput(
      `Expected an instant in RFC 3339 with an offset, such as 2026-01-31T08:15:00Z; got ${JSON.stringify(text)}.`,
      field,
    );
  }
  return value;
}

/** RFC 3339 in UTC. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
