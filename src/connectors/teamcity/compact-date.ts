import { parseInstant } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';

const compact = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})$/u;

/**
 * Parses `20240118T101530+0000`, the form of every date in JSON (teamcity.md 1.4), and RFC 3339 besides;
 * undefined if it is anything else.
 */
export function parseCompactDate(text: string): Instant | undefined {
  const match = compact.exec(text);
  if (match === null) return parseInstant(text);
  const [, year, month, day, hour, minute, second, zone = 'Z'] = match;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
}

/** `20240118T101530+0000`, whole seconds, the earlier one; undefined for what no such date can say. */
export function formatCompactDate(instant: Instant): string | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return /^\d{4}-/u.test(text) ? `${text.slice(0, 19).replaceAll(/[-:]/gu, '')}+0000` : undefined;
}
