/** Milliseconds since 1970-01-01 UTC: compact enough to be kept by the ten thousand. */
export type Instant = number;

const rfc3339 =
  /^(?<date>\d{4}-\d{2}-\d{2})[Tt ](?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/u;

/** Parses RFC 3339 with an offset; undefined if it is anything else. */
export function parseInstant(text: string): Instant | undefined {
  const date = rfc3339.exec(text)?.groups?.['date'];
  if (date === undefined || !isInCalendar(date)) return undefined;
  const value = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isNaN(value) ? undefined : value;
}

/** `Date` would take 30 February for 2 March. */
function isInCalendar(date: string): boolean {
  if (Number(date.slice(-2)) <= 28) return true;
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

/** RFC 3339 in UTC. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
