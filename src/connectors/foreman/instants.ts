import { parseInstant } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';

const railsForm = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d+)? (UTC|[+-]\d{2}:?\d{2})$/u;

/**
 * Parses `2026-03-02 08:15:09 UTC`, the same as `… 17:15:09 +0900` (times come in the zone of the calling user,
 * foreman.md 2.2) and ISO 8601; undefined for anything else.
 */
export function parseForemanInstant(text: string | null | undefined): Instant | undefined {
  if (text === null || text === undefined) return undefined;
  const [, date, time, zone] = railsForm.exec(text) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return parseInstant(text);
  return parseInstant(`${date}T${time}${isoOffset(zone)}`);
}

function isoOffset(zone: string): string {
  if (zone === 'UTC') return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
